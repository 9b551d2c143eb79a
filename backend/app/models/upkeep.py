"""Receipts of deletions, findings of the reconciler, and when what is due again."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class DeletionReceipt(Base):
    """What became of a deleted document. Outlives the document and its knowledge base.

    The counts are filled in once everything is gone: what was deleted, and what a second look
    found left (always 0 in a completed receipt).
    """

    __tablename__ = "deletion_receipts"

    document_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    project_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), index=True
    )
    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(index=True)
    document_name: Mapped[str]
    content_sha256: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    requested_by_id: Mapped[uuid.UUID]
    requested_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    vectors_deleted: Mapped[int] = mapped_column(server_default="0")
    chunks_deleted: Mapped[int] = mapped_column(server_default="0")
    files_deleted: Mapped[int] = mapped_column(server_default="0")


class Reconciliation(WithId, WithTimestamps, Base):
    """One comparison of the database with vectors and files: what differed, what was mended."""

    __tablename__ = "reconciliations"

    status: Mapped[str]
    documents_checked: Mapped[int] = mapped_column(server_default="0")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    finished_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_reconciliations_created_at", "created_at"),)


class Schedule(Base):
    """When something is due next. The row is what several processes agree by."""

    __tablename__ = "schedules"

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
