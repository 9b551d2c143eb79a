"""Conversations: create, list, rename, delete, and their messages."""

import uuid
from collections.abc import Sequence

from app.db.uow import OpenUnit, UnitOfWork
from app.models import ChatMessage, ChatSession
from app.schemas.chat import (
    ChatSessionCreate,
    ChatSessionOut,
    ChatSessionUpdate,
    Citation,
    MessageOut,
    Timings,
    TraceOut,
    Usage,
)
from app.schemas.common import Page, PageRequest, Problem
from app.schemas.retrieval import SearchOut
from app.services.chat import repository
from app.services.deployments import service as deployments
from app.services.knowledge_bases import cited

UNTITLED = "New conversation"


def create(uow: UnitOfWork, request: ChatSessionCreate) -> ChatSessionOut:
    """A new conversation of the actor; raises `NotFound` for a deployment out of sight."""
    deployment = deployments.get(uow, request.deployment_id)
    chat = ChatSession(
        user_id=uow.signed_in.user_id,
        deployment_id=deployment.id,
        title=request.title or UNTITLED,
    )
    uow.session.add(chat)
    uow.session.flush()
    uow.session.refresh(chat)
    return present(uow, [chat])[0]


def list_page(
    uow: UnitOfWork, page: PageRequest, deployment_id: uuid.UUID | None, query: str | None
) -> Page[ChatSessionOut]:
    """The actor's conversations, latest first."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, deployment_id, query, page.limit, page.offset
    )
    return Page[ChatSessionOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, session_id: uuid.UUID) -> ChatSessionOut:
    """One conversation."""
    return present(uow, [repository.get(uow.session, uow.signed_in, session_id)])[0]


def require_visible(open_unit: OpenUnit, session_id: uuid.UUID) -> None:
    """Raise `NotFound` when the conversation is not the actor's to see, or not any more."""
    with open_unit() as uow:
        repository.get(uow.session, uow.signed_in, session_id)


def rename(uow: UnitOfWork, session_id: uuid.UUID, request: ChatSessionUpdate) -> ChatSessionOut:
    """Give a conversation another title."""
    chat = repository.get(uow.session, uow.signed_in, session_id)
    chat.title = request.title
    uow.session.flush()
    uow.session.refresh(chat)
    return present(uow, [chat])[0]


def delete(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    """Delete a conversation with its messages."""
    uow.session.delete(repository.get(uow.session, uow.signed_in, session_id))


def list_messages(uow: UnitOfWork, session_id: uuid.UUID, page: PageRequest) -> Page[MessageOut]:
    """The messages of a conversation, oldest first."""
    chat = repository.get(uow.session, uow.signed_in, session_id)
    rows, total = repository.list_messages(uow.session, chat.id, page.limit, page.offset)
    items = present_messages(uow, rows)
    return Page[MessageOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read_trace(uow: UnitOfWork, session_id: uuid.UUID, message_id: uuid.UUID) -> TraceOut:
    """How the passages of an answer were found, as far as the actor may read them now.

    Raises:
        NotFound: no such conversation of the actor, or nothing was retrieved for the message.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    message = repository.get_traced(uow.session, chat.id, message_id)
    stored = message.trace or {}
    retrieval = SearchOut.model_validate(stored["retrieval"])
    return TraceOut(
        message_id=message.id,
        retrieval=retrieval.model_copy(update={"hits": cited.readable_hits(uow, retrieval.hits)}),
        passages=stored["passages"],
    )


def present(uow: UnitOfWork, rows: Sequence[ChatSession]) -> list[ChatSessionOut]:
    """Conversations with their message counts."""
    counts = repository.message_counts(uow.session, [row.id for row in rows])
    return [
        ChatSessionOut(
            id=row.id,
            deployment_id=row.deployment_id,
            deployment_name=row.deployment.name,
            title=row.title,
            message_count=counts.get(row.id, 0),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def present_messages(uow: UnitOfWork, rows: Sequence[ChatMessage]) -> list[MessageOut]:
    """Messages as the actor may see them now: what they may not open is not quoted."""
    return [
        message.model_copy(update={"citations": cited.close_unreadable(uow, message.citations)})
        for message in map(present_message, rows)
    ]


def present_message(row: ChatMessage) -> MessageOut:
    """A message as clients see it."""
    problem = (
        Problem(code=row.error_code, message=row.error_message or "", remedy=row.error_remedy)
        if row.error_code
        else None
    )
    return MessageOut.model_validate(
        {
            "id": row.id,
            "session_id": row.session_id,
            "reply_to_id": row.reply_to_id,
            "role": row.role,
            "content": row.content,
            "status": row.status,
            "error": problem,
            "citations": [Citation(**citation) for citation in row.citations],
            "unsupported": row.unsupported,
            "grounding": row.grounding,
            "usage": Usage(**row.usage) if row.usage else None,
            "timings": Timings(**row.timings) if row.timings else None,
            "created_at": row.created_at,
        }
    )
