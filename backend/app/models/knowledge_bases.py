"""Knowledge bases, their documents, and the chunks of those."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    ScalarSelect,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, column_property, mapped_column

from app.db.base import Base, WithId, WithTimestamps
from app.models.indexes import IndexStatus, KnowledgeBaseIndex


class DocumentStatus(StrEnum):
    """Where a document stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ChunkStrategy(StrEnum):
    """How a document is cut into passages."""

    FIXED = "fixed"
    SENTENCE = "sentence"
    RECURSIVE = "recursive"
    MARKDOWN = "markdown"
    SEMANTIC = "semantic"
    PARENT_CHILD = "parent_child"


class KnowledgeBase(WithId, WithTimestamps, Base):
    """A named set of documents that is searched as one.

    `config` holds what it decides itself; the rest comes from its preset and the defaults.
    Collection, model, dimension and prefixes are those of its live index; they change with it.

    With a `chat_session_id` it holds what was attached in that conversation: its user alone may
    read it, and nobody sees it in a list. There is no foreign key, which would take the row away
    with the conversation: it is needed until files and vectors are purged.
    """

    __tablename__ = "knowledge_bases"

    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("projects.id", ondelete="RESTRICT"))
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    preset_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("rag_config_presets.id", ondelete="RESTRICT"), index=True
    )
    config: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    deleted_at: Mapped[datetime | None]
    chat_session_id: Mapped[uuid.UUID | None]

    if TYPE_CHECKING:  # given below, where the subqueries can name this class
        qdrant_collection_name: Mapped[str]
        embedding_model: Mapped[str]
        embedding_dimension: Mapped[int]
        query_prefix: Mapped[str | None]
        passage_prefix: Mapped[str | None]

    __table_args__ = (
        Index(
            "uq_knowledge_bases_project_id_name",
            "project_id",
            "name",
            unique=True,
            postgresql_where="deleted_at IS NULL",
        ),
        Index(
            "uq_knowledge_bases_chat_session_id",
            "chat_session_id",
            unique=True,
            postgresql_where="deleted_at IS NULL",
        ),
    )


def _of_the_live_index(column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return (
        select(column)
        .where(
            KnowledgeBaseIndex.knowledge_base_id == KnowledgeBase.id,
            KnowledgeBaseIndex.status == IndexStatus.LIVE,
        )
        .correlate_except(KnowledgeBaseIndex)
        .scalar_subquery()
    )


KnowledgeBase.qdrant_collection_name = column_property(
    _of_the_live_index(KnowledgeBaseIndex.collection)
)
KnowledgeBase.embedding_model = column_property(
    _of_the_live_index(KnowledgeBaseIndex.embedding_model)
)
KnowledgeBase.embedding_dimension = column_property(
    _of_the_live_index(KnowledgeBaseIndex.dimension)
)
KnowledgeBase.query_prefix = column_property(_of_the_live_index(KnowledgeBaseIndex.query_prefix))
KnowledgeBase.passage_prefix = column_property(
    _of_the_live_index(KnowledgeBaseIndex.passage_prefix)
)


class Document(WithId, WithTimestamps, Base):
    """A file in a knowledge base.

    `generation` is the one that searches see, 0 for none. Every ingest writes a generation of
    its own, numbered after `last_generation`. The first is seen as it grows; a later one
    replaces the one before it in one commit, when it is complete.
    """

    __tablename__ = "documents"

    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("knowledge_bases.id", ondelete="CASCADE"), index=True
    )
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str]
    source_type: Mapped[str] = mapped_column(server_default="upload")
    source_url: Mapped[str | None]
    media_type: Mapped[str]
    # ISO 639-1; none where it is not clear. Words are stemmed by it.
    language: Mapped[str | None]
    storage_path: Mapped[str]
    original_kept: Mapped[bool] = mapped_column(server_default="true")
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    content_sha256: Mapped[str]
    status: Mapped[str]
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    generation: Mapped[int] = mapped_column(server_default="0")
    last_generation: Mapped[int] = mapped_column(server_default="0")
    page_count: Mapped[int | None]
    chunk_count: Mapped[int] = mapped_column(server_default="0")
    # `metadata` is taken by SQLAlchemy on declarative classes.
    document_metadata: Mapped[dict[str, Any]] = mapped_column("metadata", server_default="{}")
    preset_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("rag_config_presets.id", ondelete="RESTRICT"), index=True
    )
    config: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    # The settings of the generation that is searched; others now mean that it is out of date.
    made_with: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    # Places in the file that could not be read, while the rest could: `{place, message}`.
    problems: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    completed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_documents_knowledge_base_id_content_sha256",
            "knowledge_base_id",
            "content_sha256",
            unique=True,
            postgresql_where="deleted_at IS NULL",
        ),
        Index("ix_documents_knowledge_base_id_status", "knowledge_base_id", "status"),
    )


class DocumentGroup(Base):
    """A group that a document is restricted to. Without any, the project's members see it."""

    __tablename__ = "document_groups"

    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("groups.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class DocumentPart(Base):
    """A stretch of the extracted text of one generation: characters `char_start` to `char_end`.

    The texts of all parts, joined in the order of their numbers, are the text of the document.
    `layout` says what its characters belong to; see `services.knowledge_bases.extracted_text`.
    """

    __tablename__ = "document_parts"

    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    generation: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    char_start: Mapped[int]
    char_end: Mapped[int]
    text: Mapped[str]
    layout: Mapped[dict[str, Any]]


class Chunk(Base):
    """A passage of a document: `extracted text[char_start:char_end] == text`.

    `header` is the first line of the table that it starts in the middle of, `parent_start` and
    `parent_end` are the characters of a larger passage around it.
    """

    __tablename__ = "chunks"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    generation: Mapped[int]
    ordinal: Mapped[int]
    text: Mapped[str]
    page: Mapped[int | None]
    section: Mapped[str | None]
    char_start: Mapped[int]
    char_end: Mapped[int]
    token_count: Mapped[int]
    header: Mapped[str | None]
    parent_start: Mapped[int | None]
    parent_end: Mapped[int | None]

    __table_args__ = (UniqueConstraint("document_id", "generation", "ordinal"),)
