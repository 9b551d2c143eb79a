"""What the product needs from an embedding model."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
TokenSpans = npt.NDArray[np.int64]


@runtime_checkable
class Embedder(Protocol):
    """Turns text into unit vectors, and counts text in the tokens that it reads.

    `max_tokens` is how much of a passage the model reads, its special tokens and its own prefix
    not included: longer texts are cut there without a word.

    Models are trained with a prefix before questions and another before passages. The embedder
    puts its own there; a `prefix` that is given, an empty one too, stands in its place.
    """

    @property
    def name(self) -> str:
        """Name under which the model is chosen."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads."""
        ...

    def embed_documents(self, texts: Sequence[str], prefix: str | None = None) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        ...

    def embed_query(self, text: str, prefix: str | None = None) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        ...

    def count_tokens(self, text: str) -> int:
        """Number of tokens of `text`, special tokens not included and nothing cut."""
        ...

    def token_spans(self, text: str) -> TokenSpans:
        """Where each token of `text` starts and ends, in characters, in order: shape `(n, 2)`."""
        ...


def with_prefix(text: str, given: str | None, own: str) -> str:
    """The text as the model reads it."""
    return (own if given is None else given) + text
