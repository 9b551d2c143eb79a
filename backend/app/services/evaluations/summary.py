"""What a run measured, and how two runs differ, over their questions."""

from collections.abc import Sequence

import numpy as np

from app.models import EvaluationResult
from app.schemas.evaluations import Metric, MetricDifference
from app.services.evaluations.intervals import (
    Estimate,
    Statistic,
    Values,
    differences,
    estimates,
    mean,
    percentile,
)
from app.services.evaluations.metrics import NDCG_AT, RECALL_AT

OF_RANKING = (
    *(f"ndcg@{k}" for k in NDCG_AT),
    "mrr",
    *(f"recall@{k}" for k in RECALL_AT),
    *(f"hit@{k}" for k in RECALL_AT),
)
OF_ANSWERS = ("correctness", "groundedness")
LATENCIES = {"latency_p50_ms": 50, "latency_p95_ms": 95}
_NAMES = (*OF_RANKING, *OF_ANSWERS, *LATENCIES)


def summarise(results: Sequence[EvaluationResult], seed: int) -> list[Metric]:
    """Every metric that at least one question has, with its interval."""
    found = []
    for name in _NAMES:
        values = [value for result in results if (value := _value(result, name)) is not None]
        if values:
            (estimate,) = estimates([np.array(values)], _statistic(name), seed)
            found.append(_metric(name, estimate, len(values)))
    return found


def compare(
    pairs: Sequence[tuple[EvaluationResult, EvaluationResult]], seed: int
) -> list[MetricDifference]:
    """The change of every metric from the first to the second of pairs about one question."""
    found = []
    for name in _NAMES:
        columns = _columns(pairs, name)
        if columns is None:
            continue
        statistic = _statistic(name)
        (change,) = differences([columns], statistic, seed)
        a, b = (float(statistic(column[np.newaxis])[0]) for column in columns)
        found.append(
            MetricDifference(
                name=name,
                a=a,
                b=b,
                change=change.value,
                low=change.low,
                high=change.high,
                significant=change.is_significant,
            )
        )
    return found


def _columns(
    pairs: Sequence[tuple[EvaluationResult, EvaluationResult]], name: str
) -> tuple[Values, Values] | None:
    both = [(_value(a, name), _value(b, name)) for a, b in pairs]
    there = [(a, b) for a, b in both if a is not None and b is not None]
    if not there:
        return None
    return np.array([a for a, _ in there]), np.array([b for _, b in there])


def _value(result: EvaluationResult, name: str) -> float | None:
    return result.ms if name in LATENCIES else result.metrics.get(name)


def _statistic(name: str) -> Statistic:
    return percentile(LATENCIES[name]) if name in LATENCIES else mean


def _metric(name: str, estimate: Estimate, count: int) -> Metric:
    return Metric(
        name=name, value=estimate.value, low=estimate.low, high=estimate.high, count=count
    )
