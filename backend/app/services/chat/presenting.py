"""Conversations and messages as clients see them."""

import uuid
from collections.abc import Sequence

from app.db.uow import UnitOfWork
from app.models import ChatMessage, ChatSession, MessageFeedback
from app.schemas.chat import ChatSessionOut, Citation, FeedbackOut, MessageOut, Timings, Usage
from app.schemas.common import Problem
from app.services.chat import repository, tree
from app.services.knowledge_bases import cited


def present_sessions(uow: UnitOfWork, rows: Sequence[ChatSession]) -> list[ChatSessionOut]:
    """Conversations with their message counts."""
    ids = [row.id for row in rows]
    counts = repository.message_counts(uow.session, ids)
    shared = repository.shared_ids(uow.session, ids)
    return [
        ChatSessionOut(
            id=row.id,
            deployment_id=row.deployment_id,
            deployment_name=row.deployment.name,
            title=row.title,
            model_id=row.model_id,
            active_leaf_id=row.active_leaf_id,
            archived_at=row.archived_at,
            shared=row.id in shared,
            message_count=counts.get(row.id, 0),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def present_messages(uow: UnitOfWork, rows: Sequence[ChatMessage]) -> list[MessageOut]:
    """Messages as the actor may see them now: what they may not open is not quoted."""
    siblings = tree.siblings(uow.session, rows)
    ids = [row.id for row in rows]
    feedback = repository.feedback_of(uow.session, uow.signed_in.user_id, ids)
    versions = repository.version_numbers(uow.session, ids)
    messages = [
        _present(row, siblings[row.id], feedback.get(row.id), versions.get(row.id)) for row in rows
    ]
    return close_unreadable(uow, messages)


def present_message(uow: UnitOfWork, row: ChatMessage) -> MessageOut:
    """One message, flushed, as it is now."""
    return present_messages(uow, [row])[0]


def close_unreadable(uow: UnitOfWork, messages: Sequence[MessageOut]) -> list[MessageOut]:
    """Messages without the quotes from documents that the actor may not read now."""
    citations = [citation for message in messages for citation in message.citations]
    closed = iter(cited.close_unreadable(uow, citations))
    return [
        message.model_copy(update={"citations": [next(closed) for _ in message.citations]})
        for message in messages
    ]


def _present(
    row: ChatMessage,
    siblings: list[uuid.UUID],
    feedback: MessageFeedback | None,
    version: int | None,
) -> MessageOut:
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
            "parent_id": row.parent_id,
            "siblings": siblings,
            "model_id": row.model_id,
            "version": version,
            "feedback": FeedbackOut.model_validate(feedback) if feedback else None,
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
