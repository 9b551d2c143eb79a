"""Nearness of meaning, by the embedding model that the passages were embedded with."""

from collections.abc import Sequence

import numpy as np

from app.core.caching import LruCache
from app.integrations.embeddings import Embedder
from app.integrations.vectors.base import Vector

# Sentences that have nothing to do with each other: what a model takes for near by itself.
_UNRELATED = (
    "The kettle is on the stove.",
    "Invoices are paid at the end of the month.",
    "A blackbird sang in the garden at dawn.",
    "The server was restarted after the update.",
    "Three goals were scored in the second half.",
    "Glaciers have shaped this valley.",
)


class Nearness:
    """How near sentences are, in [0, 1]: 0 as near as unrelated ones are, 1 the same."""

    def __init__(self, embedder: Embedder, memory: LruCache[tuple[str, str], Vector]) -> None:
        self._embedder = embedder
        self._memory = memory

    def __call__(self, sentence: str, others: Sequence[str]) -> float:
        """The nearness of the nearest; 0 where there are no others.

        Raises:
            Upstream: the embedding model failed.
        """
        if not others:
            return 0.0
        own, *theirs = self._embed([sentence, *others])
        cosine = float(max(np.dot(own, other) for other in theirs))
        floor = self._unrelated()
        return min(1.0, max(0.0, (cosine - floor) / (1 - floor)))

    def _unrelated(self) -> float:
        vectors = np.stack(self._embed(_UNRELATED))
        cosines = vectors @ vectors.T
        return float(np.mean(cosines[np.triu_indices(len(_UNRELATED), k=1)]))

    def _embed(self, texts: Sequence[str]) -> list[Vector]:
        name = self._embedder.name
        known = {text: self._memory.get((name, text)) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        if missing:
            for text, vector in zip(missing, self._embedder.embed_documents(missing), strict=True):
                self._memory.put((name, text), vector)
                known[text] = vector
        return [vector for text in texts if (vector := known[text]) is not None]
