"""What the product needs from a vector store."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
# Term ids lie below this: a signed 32-bit number holds one with two bits to spare, and it is as
# wide as a sparse vector can be in every store.
TERM_IDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What a search may see. There is no search without one.

    `hidden_document_ids` are those of the knowledge bases that are restricted to others.
    `only_document_ids` are those that the search asks for; `None` is all.
    """

    knowledge_base_ids: frozenset[uuid.UUID]
    hidden_document_ids: frozenset[uuid.UUID]
    only_document_ids: frozenset[uuid.UUID] | None = None

    @property
    def allows_nothing(self) -> bool:
        """Whether no point can pass."""
        return not self.knowledge_base_ids or self.only_document_ids == frozenset()


@dataclass(frozen=True, slots=True)
class Keywords:
    """A sparse vector: ids of terms, ascending, below `TERM_IDS`, with a weight each.

    Of a passage the weight is BM25's term-frequency part, of a query how often the term was asked
    for. The inverse document frequency is the store's business.
    """

    terms: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.terms)


NO_KEYWORDS = Keywords(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Point:
    """A chunk's vector and keywords with what it is filtered and deleted by."""

    id: uuid.UUID
    vector: Vector
    knowledge_base_id: uuid.UUID
    document_id: uuid.UUID
    generation: int
    keywords: Keywords


@dataclass(frozen=True, slots=True)
class HybridQuery:
    """What is looked for: a meaning, words, or both. Each gives a list of its own."""

    vector: Vector | None
    keywords: Keywords | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A point found: with its cosine similarity in [-1, 1], or with its BM25 score."""

    id: uuid.UUID
    score: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The two lists of a search, each best first, equal scores by id."""

    dense: list[Hit]
    keyword: list[Hit]


PointCounts = Mapping[uuid.UUID, Mapping[int, int]]
"""How many points documents have, by generation."""


class VectorStore(Protocol):
    """Vectors by collection. Every write is idempotent; failures raise `Upstream` errors."""

    def ensure_collection(self, collection: str, dimension: int) -> None:
        """Create the collection and its indexes unless it is there."""

    def drop_collection(self, collection: str) -> None:
        """Remove a collection with its points; one that is not there is fine."""

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points; a point with the same id is replaced.

        A collection from before there were keywords keeps the vectors alone.
        """

    def search(
        self, collection: str, query: HybridQuery, access: AccessFilter, limit: int
    ) -> Candidates:
        """The `limit` nearest points and the `limit` best by BM25, of those that `access` allows.

        Both are asked for at once. A collection from before there were keywords finds none by
        them.
        """

    def delete_document(
        self, collection: str, document_id: uuid.UUID, keep_generation: int | None = None
    ) -> None:
        """Delete a document's points, all or all but those of one generation."""

    def count_points(self, collection: str, document_id: uuid.UUID | None = None) -> PointCounts:
        """Points of every document, or of one; none without the collection."""

    def delete_knowledge_base(self, collection: str, knowledge_base_id: uuid.UUID) -> None:
        """Delete the points of a knowledge base; a collection that is not there is fine."""

    def count_document(self, collection: str, document_id: uuid.UUID) -> int:
        """How many points a document has."""

    def ping(self) -> None:
        """Raise `Upstream` when the store does not answer."""
