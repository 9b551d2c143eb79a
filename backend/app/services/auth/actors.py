"""Who is behind a request: the one place that turns credentials into an actor."""

import uuid
from dataclasses import dataclass

from app.core.config import Settings
from app.core.errors import Forbidden, Unauthenticated
from app.core.permissions import Actor, Role
from app.core.security import read_access_token
from app.db.uow import UnitOfWork
from app.models import User
from app.services.api_keys import service as api_keys
from app.services.auth import repository


def actor_of(uow: UnitOfWork, settings: Settings, credential: str) -> Actor:
    """Who presents this access token or API key, with their rights as of now.

    Raises:
        Unauthenticated: it is not good, or its session, key or user has ended.
        Forbidden: an API key from an address that it is not for.
    """
    if credential.startswith(api_keys.KEY_START):
        return api_keys.actor_of(uow, credential)
    claims = read_access_token(settings, credential)
    return _of_session(uow, claims.session_id, claims.user_id)


@dataclass(frozen=True, slots=True)
class Holder:
    """The session or API key that an actor acts through, by id."""

    user_id: uuid.UUID
    is_key: bool
    id: uuid.UUID

    @classmethod
    def of(cls, actor: Actor) -> "Holder":
        """The holder that this actor acts through now.

        Raises:
            Unauthenticated: neither a session nor a key.
        """
        if actor.key:
            return cls(actor.user_id, True, actor.key.id)
        if actor.session_id:
            return cls(actor.user_id, False, actor.session_id)
        raise Unauthenticated()


def actor_by(uow: UnitOfWork, holder: Holder) -> Actor:
    """The actor of a session or key that was checked before, with their rights as of now.

    Raises:
        Unauthenticated: the session, the key or the user has ended.
        Forbidden: an API key from an address that it is not for.
    """
    if holder.is_key:
        return api_keys.actor_of_id(uow, holder.id)
    return _of_session(uow, holder.id, holder.user_id)


def actor_for_work(uow: UnitOfWork, user_id: uuid.UUID) -> Actor:
    """The actor of background work that a user asked for, with their rights as of now.

    Raises:
        Forbidden: the account is not active any more.
    """
    user = uow.session.get(User, user_id)
    if user is None or not user.is_active:
        raise Forbidden(
            "The account that asked for this is not active any more.",
            code="account_inactive",
            remedy="Somebody else can ask for it again.",
        )
    return Actor(user.id, Role(user.role), user.email)


def _of_session(uow: UnitOfWork, session_id: uuid.UUID, user_id: uuid.UUID) -> Actor:
    found = repository.current_session(uow.session, session_id, user_id)
    if found is None:
        raise Unauthenticated("This session has ended. Sign in again.", code="session_ended")
    auth_session, user, requests_per_minute = found
    return Actor(
        user.id,
        Role(user.role),
        user.email,
        auth_session.id,
        requests_per_minute=requests_per_minute,
    )
