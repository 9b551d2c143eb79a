"""Embedding models for tests: no weights, the same vectors on every machine."""

import re
import threading
import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from app.core.errors import Upstream
from app.integrations.embeddings.base import Embedder, TokenSpans, Vectors, with_prefix
from app.integrations.embeddings.catalogue import catalogue
from app.integrations.embeddings.readiness import READY, Readiness, not_ready

_TOKEN = re.compile(r"\w{1,8}|[^\w\s]")


class FakeEmbedder:
    """Hashes words into a vector: texts that share words are near each other.

    Vectors of models with different names have nothing to do with each other.
    """

    def __init__(
        self,
        *,
        name: str = "fake",
        dimension: int = 64,
        max_tokens: int = 254,
        query_prefix: str = "",
        passage_prefix: str = "",
    ) -> None:
        self._name = name
        self._dimension = dimension
        self._max_tokens = max_tokens
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix

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

    def embed_documents(self, texts: Sequence[str], prefix: str | None = None) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        rows = [self._embed(with_prefix(text, prefix, self._passage_prefix)) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def embed_query(self, text: str, prefix: str | None = None) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        return self._embed(with_prefix(text, prefix, self._query_prefix))

    def _embed(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 1e-3  # a text without words still has a direction
        for token in _TOKEN.findall(text.lower())[: self.max_tokens]:
            digest = zlib.crc32(f"{self._name} {token}".encode())
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


class FakeEmbedders:
    """Stands in for `Embedders`: every model of the catalogue, and others, as a fake.

    `made` gives tests the embedder of a name, to watch or to break it; `failures` are the names
    that are not ready, with the reason.
    """

    def __init__(self, *embedders: Embedder) -> None:
        self.made: dict[str, Embedder] = {embedder.name: embedder for embedder in embedders}
        self.failures: dict[str, Upstream] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> Embedder:
        """The embedder of this name, always the same one."""
        with self._lock:
            if name not in self.made:
                self.made[name] = _fake_of(name)
            return self.made[name]

    def warm_up(self, name: str) -> None:
        """Try it, as the real ones do."""
        self.get(name).embed_query("ready")

    def readiness(self, names: Iterable[str]) -> dict[str, Readiness]:
        """Ready, except for the names in `failures`."""
        return {
            name: not_ready(self.failures[name]) if name in self.failures else READY
            for name in names
        }

    def require_ready(self, name: str) -> None:
        """Raise what stands in `failures`."""
        if name in self.failures:
            raise self.failures[name]

    def close(self) -> None:
        """Nothing is open."""


def _fake_of(name: str) -> FakeEmbedder:
    entry = catalogue().get(name)
    if entry is None:
        return FakeEmbedder(name=name)
    return FakeEmbedder(
        name=name,
        dimension=entry.dimension,
        max_tokens=entry.max_tokens,
        query_prefix=entry.query_prefix,
        passage_prefix=entry.passage_prefix,
    )
