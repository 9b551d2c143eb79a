"""Exact search in memory: what the lists of a store are compared with."""

import uuid
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.integrations.vectors import Keywords, Point, Vector

Mask = npt.NDArray[np.bool_]


class ExactSearch:
    """Scores every point by cosine similarity and by BM25 with true document frequencies."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._ids = [point.id for point in points]
        self._vectors = np.stack([point.vector for point in points])
        owners = np.repeat(np.arange(len(points)), [len(point.keywords) for point in points])
        terms = np.concatenate([point.keywords.terms for point in points])
        weights = np.concatenate([point.keywords.weights for point in points])
        order = np.argsort(terms, kind="stable")
        self._terms, self._starts = np.unique(terms[order], return_index=True)
        self._ends = np.append(self._starts[1:], len(terms))
        self._owners, self._weights = owners[order], weights[order]

    def nearest(self, vector: Vector, limit: int, visible: Mask | None = None) -> list[uuid.UUID]:
        """Ids of the nearest points, best first."""
        return self._best(self._vectors @ vector + 1, limit, visible)

    def by_words(self, query: Keywords, limit: int, visible: Mask | None = None) -> list[uuid.UUID]:
        """Ids of the best points by BM25, best first."""
        scores = np.zeros(len(self._ids))
        for term, asked in zip(query.terms, query.weights, strict=True):
            place = np.searchsorted(self._terms, term)
            if place < len(self._terms) and self._terms[place] == term:
                postings = slice(self._starts[place], self._ends[place])
                having = self._ends[place] - self._starts[place]
                idf = np.log(1 + (len(scores) - having + 0.5) / (having + 0.5))
                scores[self._owners[postings]] += asked * idf * self._weights[postings]
        return self._best(scores, limit, visible)

    def _best(
        self, scores: npt.NDArray[np.floating], limit: int, visible: Mask | None
    ) -> list[uuid.UUID]:
        if visible is not None:
            scores = np.where(visible, scores, 0)
        places = np.argsort(-scores, kind="stable")[:limit]
        return [self._ids[place] for place in places if scores[place] > 0]
