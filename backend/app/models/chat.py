"""Conversations and their messages."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, func
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
    """A conversation of one user with one deployment.

    Its messages are a tree: `active_leaf_id` is the end of the path that is shown and gone on
    with, none before the first question. `model_id` answers instead of the deployment's model.
    """

    __tablename__ = "chat_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    active_leaf_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="SET NULL", use_alter=True), index=True
    )
    model_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("model_registry.id", ondelete="SET NULL"), index=True
    )
    archived_at: Mapped[datetime | None]

    deployment: Mapped[Deployment] = relationship(lazy="joined")


class ChatMessage(WithId, WithTimestamps, Base):
    """A question or an answer. `sequence` gives the order in which they were written.

    `parent_id` is the message that this one follows: an answer its question, a question the
    answer before it, none the first. Those with the same parent are siblings: other wordings of
    a question, other answers to it.
    """

    __tablename__ = "chat_messages"

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE")
    )
    reply_to_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="CASCADE")
    )
    parent_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="CASCADE"), index=True
    )
    # The model that was to write this answer.
    model_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("model_registry.id", ondelete="SET NULL"), index=True
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
    # The passages that it was made of, as `answers.turns.Given` without their text.
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    # Spans of the content that no passage supports, and what that makes of the whole answer.
    unsupported: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    grounding: Mapped[str | None]
    usage: Mapped[dict[str, Any] | None]
    timings: Mapped[dict[str, Any] | None]
    # How its passages were found: `{retrieval: SearchOut, passages: how many were read}`.
    trace: Mapped[dict[str, Any] | None]

    # What was said from the beginning up to this answer, for turns that no prompt has room for.
    summary: Mapped[str | None]

    __table_args__ = (
        Index("ix_chat_messages_session_id_sequence", "session_id", "sequence"),
        Index("ix_chat_messages_traced", "created_at", postgresql_where="trace IS NOT NULL"),
    )


class MessageFeedback(WithTimestamps, Base):
    """What a user thinks of an answer: 1 is good, -1 is bad."""

    __tablename__ = "message_feedback"

    message_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    rating: Mapped[int]
    comment: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (CheckConstraint("rating IN (-1, 1)", name="rating"),)


class ChatShare(Base):
    """A link to a conversation as far as `leaf_id`, for others who may use its deployment.

    The token is kept as it is, so that its owner can copy the link again: it opens nothing by
    itself, a reader has to be signed in and to have the deployment. Without `expires_at` it holds
    until it is revoked.
    """

    __tablename__ = "chat_shares"

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    leaf_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="CASCADE"), index=True
    )
    token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime | None]
