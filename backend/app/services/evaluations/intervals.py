"""How sure a mean or a percentile is: bootstrap intervals, the same again for the same seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

RESAMPLES = 10_000
_INTERVAL = (2.5, 97.5)
# Draws that are held in memory at a time.
_BATCH_DRAWS = 2_000_000

Values = npt.NDArray[np.float64]
# Of samples in rows, one number a row.
Statistic = Callable[[Values], Values]


def mean(samples: Values) -> Values:
    """The mean of each row."""
    return np.asarray(samples.mean(axis=1))


def percentile(share: float) -> Statistic:
    """The percentile of each row; `share` is in percent."""
    return partial(_percentile, share)


def _percentile(share: float, samples: Values) -> Values:
    return np.asarray(np.percentile(samples, share, axis=1))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_significant(self) -> bool:
        """Whether 0 lies outside of the interval."""
        return self.low > 0 or self.high < 0


def estimates(columns: Sequence[Values], statistic: Statistic, seed: int) -> list[Estimate]:
    """`statistic` of each column; all have the same number of values, one a question.

    Every resample takes the same questions of every column.
    """
    samples = _resampled(columns, statistic, seed)
    return [
        _estimate(_of(column, statistic), sample)
        for column, sample in zip(columns, samples, strict=True)
    ]


def differences(
    pairs: Sequence[tuple[Values, Values]], statistic: Statistic, seed: int
) -> list[Estimate]:
    """The change of `statistic` from the first to the second of each pair, resampled in pairs."""
    flat = [column for pair in pairs for column in pair]
    samples = _resampled(flat, statistic, seed)
    return [
        _estimate(_of(b, statistic) - _of(a, statistic), samples[2 * n + 1] - samples[2 * n])
        for n, (a, b) in enumerate(pairs)
    ]


def _of(column: Values, statistic: Statistic) -> float:
    return float(statistic(column[np.newaxis])[0])


def _estimate(value: float, sample: Values) -> Estimate:
    low, high = np.percentile(sample, _INTERVAL)
    return Estimate(value, float(low), float(high))


def _resampled(columns: Sequence[Values], statistic: Statistic, seed: int) -> list[Values]:
    """`statistic` of each column in every resample: shape (columns, RESAMPLES)."""
    if not columns:
        return []
    count, generator = len(columns[0]), np.random.default_rng(seed)
    rows = max(1, min(RESAMPLES, _BATCH_DRAWS // count))
    parts: list[list[Values]] = [[] for _ in columns]
    for start in range(0, RESAMPLES, rows):
        draws = generator.integers(0, count, (min(rows, RESAMPLES - start), count))
        for part, column in zip(parts, columns, strict=True):
            part.append(statistic(column[draws]))
    return [np.concatenate(part) for part in parts]
