"""An embedding model for tests: no weights, the same vectors on every machine."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from app.integrations.embeddings.base import TokenSpans, Vectors

_TOKEN = re.compile(r"\w{1,8}|[^\w\s]")


class FakeEmbedder:
    """Hashes words into a vector: texts that share words are near each other."""

    def __init__(self, *, name: str = "fake", dimension: int = 64, max_tokens: int = 254) -> None:
        self._name = name
        self._dimension = dimension
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that count."""
        return self._max_tokens

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 1e-3  # a text without words still has a direction
        for token in _TOKEN.findall(text.lower())[: self.max_tokens]:
            digest = zlib.crc32(token.encode())
            vector[digest % self.dimension] += 1.0 if digest & 0x8000_0000 else -1.0
        length = np.linalg.norm(vector)
        if length == 0:  # every word cancelled out
            vector[0] = length = np.float32(1)
        return (vector / length).astype(np.float32)

    def count_tokens(self, text: str) -> int:
        """Number of tokens of `text`, nothing cut."""
        return len(_TOKEN.findall(text))

    def token_spans(self, text: str) -> TokenSpans:
        """Character span of each token of `text`, shape `(n, 2)`."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        return np.asarray(spans, dtype=np.int64).reshape(-1, 2)
