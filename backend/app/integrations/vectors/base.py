"""What the product needs from a vector store."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What a search may see. There is no search without one.

    `hidden_document_ids` are those of the knowledge bases that are restricted to others.
    """

    knowledge_base_ids: frozenset[uuid.UUID]
    hidden_document_ids: frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Point:
    """A chunk's vector with what it is filtered and deleted by."""

    id: uuid.UUID
    vector: Vector
    knowledge_base_id: uuid.UUID
    document_id: uuid.UUID
    generation: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A point found, with its cosine similarity in [-1, 1]."""

    id: uuid.UUID
    score: float


PointCounts = Mapping[uuid.UUID, Mapping[int, int]]
"""How many points documents have, by generation."""


class VectorStore(Protocol):
    """Vectors by collection. Every write is idempotent; failures raise `Upstream` errors."""

    def ensure_collection(self, collection: str, dimension: int) -> None:
        """Create the collection and its indexes unless it is there."""

    def drop_collection(self, collection: str) -> None:
        """Remove a collection with its points; one that is not there is fine."""

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points; a point with the same id is replaced."""

    def search(
        self, collection: str, vector: Vector, access: AccessFilter, limit: int
    ) -> list[Hit]:
        """The `limit` nearest points that `access` allows, best first."""

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
