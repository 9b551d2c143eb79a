"""Conversations and their messages."""

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, WithId, WithTimestamps
from app.models.deployments import Deployment


class MessageStatus(StrEnum):
    """Where a message stands. Questions are always complete."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class ChatSession(WithId, WithTimestamps, Base):
    """A conversation of one user with one deployment."""

    __tablename__ = "chat_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]

    deployment: Mapped[Deployment] = relationship(lazy="joined")


class ChatMessage(WithId, WithTimestamps, Base):
    """A question or an answer. `sequence` gives the order within a conversation."""

    __tablename__ = "chat_messages"

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE")
    )
    reply_to_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="CASCADE")
    )
    role: Mapped[str]
    content: Mapped[str]
    status: Mapped[str]
    # The version of the deployment that answers; of questions, and of old answers, unknown.
    deployment_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deployment_versions.id", ondelete="SET NULL"), index=True
    )
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    citations: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    usage: Mapped[dict[str, Any] | None]
    timings: Mapped[dict[str, Any] | None]
    # How its passages were found: `{retrieval: SearchOut, passages: how many were read}`.
    trace: Mapped[dict[str, Any] | None]

    __table_args__ = (Index("ix_chat_messages_session_id_sequence", "session_id", "sequence"),)
