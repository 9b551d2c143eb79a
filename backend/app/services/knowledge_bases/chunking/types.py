"""What chunking gives, and what it asks of a tokenizer."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class ChunkSpan:
    """A passage: characters `char_start` to `char_end` of the document's text.

    `page` is where it starts; `section` is the heading path of most of it, joined by “ › ”.
    """

    ordinal: int
    text: str
    char_start: int
    char_end: int
    page: int | None
    section: str | None
    token_count: int


class TokenCounter(Protocol):
    """The part of an embedding model that measures text."""

    def token_spans(self, text: str) -> npt.NDArray[np.int64]:
        """Where each token of `text` starts and ends, in characters, in order: shape `(n, 2)`."""
        ...
