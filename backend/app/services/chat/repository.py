"""Queries on conversations. They are private: only their user sees them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor
from app.models import ChatMessage, ChatSession, Deployment
from app.models.chat import MessageStatus
from app.services.access import scope
from app.services.answers.turns import Turn


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The actor's own conversations with deployments that they may use now."""
    usable = select(Deployment.id).where(scope.deployments(actor))
    return (ChatSession.user_id == actor.user_id) & ChatSession.deployment_id.in_(usable)


def get(
    session: Session, actor: Actor, session_id: uuid.UUID, *, for_update: bool = False
) -> ChatSession:
    """A conversation; raises `NotFound` when it is missing or not the actor's."""
    query = select(ChatSession).where(ChatSession.id == session_id, visible_to(actor))
    found = session.scalar(query.with_for_update(of=ChatSession) if for_update else query)
    if found is None:
        raise NotFound("There is no such conversation.", code="chat_session_not_found")
    return found


def list_page(
    session: Session,
    actor: Actor,
    deployment_id: uuid.UUID | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[ChatSession], int]:
    """Conversations, latest first, and how many there are."""
    base = select(ChatSession).where(visible_to(actor))
    if deployment_id:
        base = base.where(ChatSession.deployment_id == deployment_id)
    if query:
        base = base.where(ChatSession.title.icontains(query, autoescape=True))
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(
        base.order_by(ChatSession.updated_at.desc(), ChatSession.id).limit(limit).offset(offset)
    )
    return list(rows.unique()), total


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
    """Messages in order, and how many there are. The caller has checked the conversation."""
    base = select(ChatMessage).where(ChatMessage.session_id == session_id)
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(base.order_by(ChatMessage.sequence).limit(limit).offset(offset))
    return list(rows), total


def get_question(session: Session, session_id: uuid.UUID, question_id: uuid.UUID) -> ChatMessage:
    """A question of this conversation; raises `NotFound`."""
    found = session.scalar(
        select(ChatMessage).where(
            ChatMessage.id == question_id,
            ChatMessage.session_id == session_id,
            ChatMessage.role == "user",
        )
    )
    if found is None:
        raise NotFound("There is no such question.", code="question_not_found")
    return found


def get_traced(session: Session, session_id: uuid.UUID, message_id: uuid.UUID) -> ChatMessage:
    """An answer of this conversation that passages were retrieved for; raises `NotFound`."""
    found = session.scalar(
        select(ChatMessage).where(
            ChatMessage.id == message_id,
            ChatMessage.session_id == session_id,
            ChatMessage.trace.is_not(None),
        )
    )
    if found is None:
        raise NotFound("There is no trace of this message.", code="trace_not_found")
    return found


def answer_to(session: Session, question_id: uuid.UUID) -> ChatMessage | None:
    """The answer to a question."""
    return session.scalar(select(ChatMessage).where(ChatMessage.reply_to_id == question_id))


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


def turns_before(session: Session, session_id: uuid.UUID, sequence: int) -> list[Turn]:
    """The answered questions before a message, oldest first."""
    question = ChatMessage.__table__.alias("question")
    answer = ChatMessage.__table__.alias("answer")
    rows = session.execute(
        select(question.c.content, answer.c.content, answer.c.evidence)
        .join(answer, answer.c.reply_to_id == question.c.id)
        .where(
            question.c.session_id == session_id,
            question.c.sequence < sequence,
            answer.c.status == MessageStatus.COMPLETE,
        )
        .order_by(question.c.sequence)
    )
    return [Turn.of(*row) for row in rows]
