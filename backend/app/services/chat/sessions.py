"""Conversations: create, list, change, delete, and their messages."""

import uuid

from app.core.clock import now
from app.core.errors import Conflict
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import ChatSession, ModelRegistry
from app.schemas.chat import (
    ChatSessionCreate,
    ChatSessionOut,
    ChatSessionUpdate,
    MessageOut,
    TraceOut,
)
from app.schemas.common import Page, PageRequest
from app.services.answers.trace import readable_trace
from app.services.chat import attachments, repository, tree
from app.services.chat.presenting import present_messages, present_sessions
from app.services.chat.titles import UNTITLED
from app.services.deployments import service as deployments
from app.services.models import service as models
from app.services.models.endpoints import ANSWERING_TYPES


def create(uow: UnitOfWork, request: ChatSessionCreate) -> ChatSessionOut:
    """A new conversation of the actor.

    Raises:
        NotFound: the deployment or the model is out of sight.
        Conflict: the model does not answer questions.
    """
    deployment = deployments.get(uow, request.deployment_id)
    chat = ChatSession(
        user_id=uow.signed_in.user_id,
        deployment_id=deployment.id,
        title=request.title or UNTITLED,
        model_id=language_model(uow, request.model_id).id if request.model_id else None,
    )
    uow.session.add(chat)
    return _presented(uow, chat)


def list_page(
    uow: UnitOfWork,
    page: PageRequest,
    deployment_id: uuid.UUID | None,
    query: str | None,
    archived: bool,
) -> Page[ChatSessionOut]:
    """The actor's conversations, latest first; `query` is part of a title or of a message."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, deployment_id, query, archived, page.limit, page.offset
    )
    return Page[ChatSessionOut](
        items=present_sessions(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, session_id: uuid.UUID) -> ChatSessionOut:
    """One conversation."""
    return present_sessions(uow, [repository.get(uow.session, uow.signed_in, session_id)])[0]


def require_visible(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    """Raise `NotFound` when the conversation is not the actor's to see, or not any more."""
    repository.get(uow.session, uow.signed_in, session_id)


def change(uow: UnitOfWork, session_id: uuid.UUID, request: ChatSessionUpdate) -> ChatSessionOut:
    """Rename, archive, choose a branch or a model.

    Raises:
        NotFound: no such conversation of the actor, no such message in it, or no such model.
        Conflict: the model does not answer questions.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    if request.title is not None:
        chat.title = request.title
    if request.archived is not None:
        chat.archived_at = (chat.archived_at or now()) if request.archived else None
    if "model_id" in request.model_fields_set:
        chat.model_id = language_model(uow, request.model_id).id if request.model_id else None
    if request.active_leaf_id is not None:
        chosen = repository.get_message(uow.session, chat.id, request.active_leaf_id)
        chat.active_leaf_id = tree.latest_leaf(uow.session, chosen.id)
    return _presented(uow, chat)


def language_model(uow: UnitOfWork, model_id: uuid.UUID) -> ModelRegistry:
    """A model that may answer in the actor's conversations.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Conflict: it does not answer questions.
    """
    model = models.get_visible(uow, model_id)
    if model.model_type not in ANSWERING_TYPES:
        raise Conflict(
            f"{model.name!r} does not answer questions.",
            code="not_a_language_model",
            remedy="Choose a model of type base or fine_tuned.",
        )
    return model


def delete(uow: UnitOfWork, queue: JobQueue, session_id: uuid.UUID) -> list[uuid.UUID]:
    """Delete a conversation with its messages and attachments.

    Returns the answers that were being written in it, which are to be stopped.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    streaming = repository.streaming_ids(uow.session, chat.id)
    attachments.bury(uow, queue, chat.id)
    uow.session.delete(chat)
    return streaming


def list_messages(
    uow: UnitOfWork, session_id: uuid.UUID, page: PageRequest, every_branch: bool
) -> Page[MessageOut]:
    """The messages on the chosen path of a conversation, or those of every branch."""
    chat, session = repository.get(uow.session, uow.signed_in, session_id), uow.session
    if every_branch:
        rows, total = repository.list_messages(session, chat.id, page.limit, page.offset)
    else:
        rows = tree.path(session, chat.active_leaf_id, page.limit, page.offset)
        total = tree.length(session, chat.active_leaf_id)
    items = present_messages(uow, rows)
    return Page[MessageOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read_trace(uow: UnitOfWork, session_id: uuid.UUID, message_id: uuid.UUID) -> TraceOut:
    """How an answer was made, as far as the actor may know it now.

    Raises:
        NotFound: no such conversation of the actor, or no trace of the message.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    message = repository.get_traced(uow.session, chat.id, message_id)
    return TraceOut(message_id=message.id, **dict(readable_trace(uow, message.trace or {})))


def _presented(uow: UnitOfWork, chat: ChatSession) -> ChatSessionOut:
    uow.session.flush()
    uow.session.refresh(chat)
    return present_sessions(uow, [chat])[0]
