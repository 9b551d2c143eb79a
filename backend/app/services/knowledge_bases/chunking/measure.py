"""Measures any stretch of a text in tokens after tokenizing the text once."""

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from app.integrations.embeddings import Embedder

CHARS_PER_UNKNOWN_TOKEN = 16
"""A token longer than this stands for a word that the model does not know.

It counts as several, so that a run of characters without spaces is cut like any other text.
"""


class Ruler:
    """Token positions of one text. Sizes are weights: a usual token weighs 1."""

    def __init__(self, text: str, model: Embedder) -> None:
        spans = model.token_spans(text)
        starts, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
        pieces = np.maximum(1, -(-lengths // CHARS_PER_UNKNOWN_TOKEN))
        # Lists, because single look-ups in them are much faster than in arrays.
        self._token_starts: list[int] = starts.tolist()
        self._starts: list[int] = _split_long(starts, pieces).tolist()

    def size(self, start: int, end: int) -> int:
        """Weight of the tokens that start in `[start, end)`."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def count(self, start: int, end: int) -> int:
        """Number of tokens that start in `[start, end)`."""
        return bisect_left(self._token_starts, end) - bisect_left(self._token_starts, start)

    def forward(self, start: int, weight: int) -> int | None:
        """The furthest end with `size(start, end) <= weight`; None beyond the last token."""
        index = bisect_left(self._starts, start) + weight
        return self._starts[index] if index < len(self._starts) else None

    def back(self, end: int, weight: int) -> int:
        """The earliest start with `size(start, end) <= weight`."""
        index = max(bisect_left(self._starts, end) - weight, 0)
        return self._starts[index] if index < len(self._starts) else end


def _split_long(
    starts: npt.NDArray[np.int64], pieces: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Starts of equal pieces of every token, in order."""
    if len(starts) == 0 or pieces.max() == 1:
        return starts
    first_piece = np.repeat(np.cumsum(pieces) - pieces, pieces)
    within = np.arange(int(pieces.sum())) - first_piece
    return np.repeat(starts, pieces) + within * CHARS_PER_UNKNOWN_TOKEN
