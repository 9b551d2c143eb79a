"""Queries on conversations. They are private: only their user sees them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.errors import NotFound
from app.core.permissions import Actor
from app.db.prepared import PREPARED
from app.models import ChatMessage, ChatSession, ChatShare, DeploymentVersion, MessageFeedback
from app.models.chat import MessageStatus
from app.services.access import scope


def get(
    session: Session, actor: Actor, session_id: uuid.UUID, *, for_update: bool = False
) -> ChatSession:
    """A conversation; raises `NotFound` when it is missing or not the actor's."""
    own = select(ChatSession).where(ChatSession.id == session_id, scope.conversations(actor))
    query = own.execution_options(**PREPARED)
    found = session.scalar(query.with_for_update(of=ChatSession) if for_update else query)
    if found is None:
        raise NotFound("There is no such conversation.", code="chat_session_not_found")
    return found


def list_page(
    session: Session,
    actor: Actor,
    deployment_id: uuid.UUID | None,
    query: str | None,
    archived: bool,
    limit: int,
    offset: int,
) -> tuple[list[ChatSession], int]:
    """Conversations, latest first, and how many there are.

    `query` is part of a title or of a message.
    """
    is_archived = ChatSession.archived_at.is_not(None)
    base = select(ChatSession).where(
        scope.conversations(actor), is_archived if archived else ~is_archived
    )
    if deployment_id:
        base = base.where(ChatSession.deployment_id == deployment_id)
    if query:
        base = base.where(_says(query))
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(
        base.order_by(ChatSession.updated_at.desc(), ChatSession.id).limit(limit).offset(offset)
    )
    return list(rows.unique()), total


def _says(text: str) -> ColumnElement[bool]:
    in_a_message = exists().where(
        ChatMessage.session_id == ChatSession.id,
        ChatMessage.content.icontains(text, autoescape=True),
    )
    return ChatSession.title.icontains(text, autoescape=True) | in_a_message


def message_counts(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many messages each conversation has."""
    rows = session.execute(
        select(ChatMessage.session_id, func.count())
        .where(ChatMessage.session_id.in_(ids))
        .group_by(ChatMessage.session_id)
    )
    return {row[0]: row[1] for row in rows}


def list_messages(
    session: Session, session_id: uuid.UUID, limit: int, offset: int
) -> tuple[list[ChatMessage], int]:
    """Messages of all branches as they were written, and how many there are.

    The caller has checked the conversation.
    """
    base = select(ChatMessage).where(ChatMessage.session_id == session_id)
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(base.order_by(ChatMessage.sequence).limit(limit).offset(offset))
    return list(rows), total


def get_question(session: Session, session_id: uuid.UUID, question_id: uuid.UUID) -> ChatMessage:
    """A question of this conversation; raises `NotFound`."""
    found = _message(session, session_id, question_id, ChatMessage.role == "user")
    if found is None:
        raise NotFound("There is no such question.", code="question_not_found")
    return found


def get_traced(session: Session, session_id: uuid.UUID, message_id: uuid.UUID) -> ChatMessage:
    """An answer of this conversation whose trace is kept; raises `NotFound`."""
    found = _message(session, session_id, message_id, ChatMessage.trace.is_not(None))
    if found is None:
        raise NotFound("There is no trace of this message.", code="trace_not_found")
    return found


def get_answer(session: Session, session_id: uuid.UUID, answer_id: uuid.UUID) -> ChatMessage:
    """An answer of this conversation; raises `NotFound`."""
    found = _message(session, session_id, answer_id, ChatMessage.role == "assistant")
    if found is None:
        raise NotFound("There is no such answer.", code="answer_not_found")
    return found


def get_message(session: Session, session_id: uuid.UUID, message_id: uuid.UUID) -> ChatMessage:
    """A message of this conversation; raises `NotFound`."""
    found = _message(session, session_id, message_id)
    if found is None:
        raise NotFound("There is no such message.", code="message_not_found")
    return found


def _message(
    session: Session, session_id: uuid.UUID, message_id: uuid.UUID, *conditions: ColumnElement[bool]
) -> ChatMessage | None:
    return session.scalar(
        select(ChatMessage).where(
            ChatMessage.id == message_id, ChatMessage.session_id == session_id, *conditions
        )
    )


def has_complete_answer(session: Session, question_id: uuid.UUID) -> bool:
    """Whether a question has been answered to the end."""
    complete = select(ChatMessage.id).where(
        ChatMessage.reply_to_id == question_id, ChatMessage.status == MessageStatus.COMPLETE
    )
    return session.scalar(complete.limit(1)) is not None


def streaming_ids(session: Session, session_id: uuid.UUID) -> list[uuid.UUID]:
    """The answers that are being written in a conversation, as far as is known."""
    query = select(ChatMessage.id).where(
        ChatMessage.session_id == session_id, ChatMessage.status == MessageStatus.STREAMING
    )
    return list(session.scalars(query))


def count_streaming(session: Session, user_id: uuid.UUID, touched_after: datetime) -> int:
    """How many answers are being written for a user right now."""
    query = (
        select(func.count())
        .select_from(ChatMessage)
        .join(ChatSession, ChatSession.id == ChatMessage.session_id)
        .where(
            ChatSession.user_id == user_id,
            ChatMessage.status == MessageStatus.STREAMING,
            ChatMessage.updated_at > touched_after,
        )
    )
    return session.scalar(query) or 0


def feedback_of(
    session: Session, user_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, MessageFeedback]:
    """What a user thinks of these messages, as far as they have said."""
    rows = session.scalars(
        select(MessageFeedback).where(
            MessageFeedback.user_id == user_id, MessageFeedback.message_id.in_(ids)
        )
    )
    return {row.message_id: row for row in rows}


def version_numbers(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Of these answers the number of the deployment's version, as far as it is known."""
    query = (
        select(ChatMessage.id, DeploymentVersion.number)
        .join(DeploymentVersion, DeploymentVersion.id == ChatMessage.deployment_version_id)
        .where(ChatMessage.id.in_(ids))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def holds(expires_at: InstrumentedAttribute[datetime | None]) -> ColumnElement[bool]:
    """Whether a link leads somewhere still."""
    return or_(expires_at.is_(None), expires_at > func.now())


def shared_ids(session: Session, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these conversations that are shared."""
    query = select(ChatShare.session_id).where(
        ChatShare.session_id.in_(ids), holds(ChatShare.expires_at)
    )
    return set(session.scalars(query))


def streaming_answer(
    session: Session, session_id: uuid.UUID, touched_after: datetime
) -> ChatMessage | None:
    """The answer that is being written right now in this conversation."""
    return session.scalar(
        select(ChatMessage).where(
            ChatMessage.session_id == session_id,
            ChatMessage.status == MessageStatus.STREAMING,
            ChatMessage.updated_at > touched_after,
        )
    )
