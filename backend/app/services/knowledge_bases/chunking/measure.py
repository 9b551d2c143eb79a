"""Measures any stretch of a text in tokens after tokenizing the text once."""

import numpy as np
import numpy.typing as npt

from app.services.knowledge_bases.chunking.types import TokenCounter

CHARS_PER_UNKNOWN_TOKEN = 16
"""A token longer than this stands for a word that the model does not know.

It counts as several, so that a run of characters without spaces is cut like any other text.
"""


class Ruler:
    """Token positions of one text. Sizes are weights: a usual token weighs 1."""

    def __init__(self, text: str, tokens: TokenCounter) -> None:
        spans = tokens.token_spans(text)
        starts, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
        pieces = np.maximum(1, -(-lengths // CHARS_PER_UNKNOWN_TOKEN))
        self._token_starts = np.ascontiguousarray(starts)
        self._starts = _split_long(starts, pieces)

    def size(self, start: int, end: int) -> int:
        """Weight of the tokens that start in `[start, end)`."""
        return self._index(end) - self._index(start)

    def count(self, start: int, end: int) -> int:
        """Number of tokens that start in `[start, end)`."""
        first, last = np.searchsorted(self._token_starts, (start, end))
        return int(last - first)

    def forward(self, start: int, weight: int) -> int | None:
        """The furthest end with `size(start, end) <= weight`; None beyond the last token."""
        index = self._index(start) + weight
        return int(self._starts[index]) if index < len(self._starts) else None

    def back(self, end: int, weight: int) -> int:
        """The earliest start with `size(start, end) <= weight`."""
        index = max(self._index(end) - weight, 0)
        return int(self._starts[index]) if index < len(self._starts) else end

    def _index(self, position: int) -> int:
        return int(np.searchsorted(self._starts, position))


def _split_long(
    starts: npt.NDArray[np.int64], pieces: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Starts of equal pieces of every token, in order."""
    if len(starts) == 0 or pieces.max() == 1:
        return np.ascontiguousarray(starts)
    first_piece = np.repeat(np.cumsum(pieces) - pieces, pieces)
    within = np.arange(int(pieces.sum())) - first_piece
    return np.repeat(starts, pieces) + within * CHARS_PER_UNKNOWN_TOKEN
