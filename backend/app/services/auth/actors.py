"""Who is behind a request: the one place that turns credentials into an actor."""

from app.core.config import Settings
from app.core.errors import Unauthenticated
from app.core.permissions import Actor, Role
from app.core.security import read_access_token
from app.db.uow import UnitOfWork
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
    found = repository.current_session(uow.session, claims.session_id, claims.user_id)
    if found is None:
        raise Unauthenticated("This session has ended. Sign in again.", code="session_ended")
    auth_session, user = found
    return Actor(user.id, Role(user.role), user.email, auth_session.id)
