"""Vector stores behind one port."""

from app.core.config import Settings
from app.db.engine import get_engine
from app.integrations.vectors.base import (
    NO_KEYWORDS,
    TERM_IDS,
    AccessFilter,
    Candidates,
    Hit,
    HybridQuery,
    Keywords,
    Point,
    PointCounts,
    Vector,
    VectorStore,
)

__all__ = [
    "NO_KEYWORDS",
    "TERM_IDS",
    "AccessFilter",
    "Candidates",
    "Hit",
    "HybridQuery",
    "Keywords",
    "Point",
    "PointCounts",
    "Vector",
    "VectorStore",
    "connect_vector_store",
]


def connect_vector_store(settings: Settings) -> VectorStore:
    """The vector store that the settings choose."""
    if settings.vector_store == "pgvector":
        from app.integrations.vectors.pgvector import PgVectorStore

        return PgVectorStore(get_engine())
    from app.integrations.vectors.qdrant import QdrantVectorStore

    return QdrantVectorStore.connect(settings)
