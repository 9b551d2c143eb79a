"""Links to conversations, for others who may use the same deployment."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import Conflict, NotFound
from app.core.security import new_opaque_token
from app.db.uow import UnitOfWork
from app.models import ChatSession, ChatShare, Deployment, User
from app.schemas.audit_events import ConversationShared, ConversationUnshared
from app.schemas.chat import SharedConversationOut, ShareOut, ShareRequest
from app.services.access import scope
from app.services.audit import service as audit
from app.services.chat import repository, tree
from app.services.chat.presenting import present_messages


def share(uow: UnitOfWork, session_id: uuid.UUID, request: ShareRequest) -> ShareOut:
    """Share the chosen path of a conversation as it is now. Shared again, the link stays.

    Raises:
        NotFound: no such conversation of the actor.
        Conflict: there is nothing in it.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id, for_update=True)
    if chat.active_leaf_id is None:
        raise Conflict("There is nothing to share yet.", code="conversation_empty")
    row = uow.session.get(ChatShare, chat.id)
    if row is None:
        row = ChatShare(session_id=chat.id, token=new_opaque_token())
        uow.session.add(row)
    row.leaf_id = chat.active_leaf_id
    _set_end(row, request)
    uow.session.flush()
    uow.session.refresh(row)
    audit.record(uow, ConversationShared(deployment_id=chat.deployment_id), chat.id)
    return ShareOut.model_validate(row)


def _set_end(row: ChatShare, request: ShareRequest) -> None:
    if "expires_in_days" in request.model_fields_set:
        days = request.expires_in_days
        row.expires_at = None if days is None else now() + timedelta(days=days)


def read_link(uow: UnitOfWork, session_id: uuid.UUID) -> ShareOut:
    """The link to a conversation of the actor; raises `NotFound` when it is not shared."""
    chat = repository.get(uow.session, uow.signed_in, session_id)
    row = uow.session.get(ChatShare, chat.id)
    if row is None:
        raise NotFound("This conversation is not shared.", code="share_not_found")
    return ShareOut.model_validate(row)


def revoke(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    """Let the link lead nowhere."""
    chat = repository.get(uow.session, uow.signed_in, session_id)
    row = uow.session.get(ChatShare, chat.id)
    if row is not None:
        uow.session.delete(row)
        audit.record(uow, ConversationUnshared(), chat.id)


def read_shared(uow: UnitOfWork, token: str) -> SharedConversationOut:
    """A shared conversation; what the reader may not open is not quoted.

    Raises:
        NotFound: no such link, not any more, or to a deployment that is not the actor's to use.
    """
    usable = select(Deployment.id).where(scope.deployments(uow.signed_in))
    found = uow.session.execute(
        select(ChatShare, ChatSession, User)
        .join(ChatSession, ChatSession.id == ChatShare.session_id)
        .join(User, User.id == ChatSession.user_id)
        .where(
            ChatShare.token == token,
            repository.holds(ChatShare.expires_at),
            ChatSession.deployment_id.in_(usable),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such shared conversation.", code="share_not_found")
    row, chat, user = found
    messages = present_messages(uow, tree.path(uow.session, row.leaf_id))
    return SharedConversationOut(
        title=chat.title,
        deployment_id=chat.deployment_id,
        deployment_name=chat.deployment.name,
        shared_by=user.full_name or user.email,
        shared_at=row.created_at,
        messages=[message.model_copy(update={"siblings": [message.id]}) for message in messages],
    )
