"""Vector indexes of knowledge bases: the same chunks, embedded by different models."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps

# What an index holds: 1 is vectors alone, 2 is keywords too.
HYBRID_LAYOUT = 2


class IndexStatus(StrEnum):
    """Where an index stands. Searches use the live one; the others wait beside it."""

    BUILDING = "building"
    READY = "ready"
    LIVE = "live"
    RETIRED = "retired"
    FAILED = "failed"
    CANCELLED = "cancelled"


class KnowledgeBaseIndex(WithId, WithTimestamps, Base):
    """The vectors of a knowledge base by one embedding model, in a collection.

    A prefix of `None` is the model's own. `embedding_model` is a name of the catalogue, or the
    id of a registered model, which then stands in `registered_model_id` too.

    `is_renewal`: the product itself has it built to replace a live index of an older `layout`. It
    goes live when it is ready, and nobody is charged for it.
    """

    __tablename__ = "kb_indexes"

    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("knowledge_bases.id", ondelete="CASCADE"), index=True
    )
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    collection: Mapped[str] = mapped_column(index=True)
    embedding_model: Mapped[str]
    registered_model_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("model_registry.id", ondelete="RESTRICT"), index=True
    )
    dimension: Mapped[int]
    query_prefix: Mapped[str | None]
    passage_prefix: Mapped[str | None]
    layout: Mapped[int] = mapped_column(server_default="1")
    is_renewal: Mapped[bool] = mapped_column(server_default="false")
    status: Mapped[str]
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    activated_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_kb_indexes_knowledge_base_id_live",
            "knowledge_base_id",
            unique=True,
            postgresql_where="status = 'live'",
        ),
    )


class IndexedDocument(Base):
    """How much of a document an index that is not live holds.

    The first `chunks` chunks of `generation` are there, and of other generations nothing is left
    once it is complete. A row is written before the first vector and outlives its document until
    a build has taken out what it may have written: there is no foreign key to documents.
    """

    __tablename__ = "kb_index_documents"

    index_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("kb_indexes.id", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    generation: Mapped[int]
    chunks: Mapped[int] = mapped_column(server_default="0")
    complete: Mapped[bool] = mapped_column(server_default="false")
