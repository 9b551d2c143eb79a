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

    `max_tokens` is how much of a text the model reads, special tokens not included: longer
    texts are cut there without a word.
    """

    @property
    def name(self) -> str:
        """Name under which the model is prepared and registered."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that the model reads."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        ...

    def count_tokens(self, text: str) -> int:
        """Number of tokens of `text`, special tokens not included and nothing cut."""
        ...

    def token_spans(self, text: str) -> TokenSpans:
        """Where each token of `text` starts and ends, in characters, in order: shape `(n, 2)`."""
        ...
