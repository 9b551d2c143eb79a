"""Queries on users and sign-in sessions."""

import uuid

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select, text
from sqlalchemy.orm import Session

from app.db.prepared import PREPARED
from app.models import AuthSession, Tier, User

_FIRST_USER_LOCK = 7_310_442


def by_email(session: Session, email: str) -> User | None:
    """The user with this address, whatever its case."""
    return session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def count_users(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count()).select_from(User)) or 0


def lock_registration(session: Session) -> None:
    """Let one registration at a time decide who is first; held until the commit."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FIRST_USER_LOCK})


def is_alive() -> ColumnElement[bool]:
    """Sign-in sessions that are neither revoked nor expired."""
    return AuthSession.revoked_at.is_(None) & (AuthSession.expires_at > func.now())


def current_user(
    session: Session, session_id: uuid.UUID, user_id: uuid.UUID
) -> Row[str, str, int | None] | None:
    """The active user of a session that is neither revoked nor expired.

    Role, address, and how many requests a minute their tier allows.
    """
    ids = {"session_id": session_id, "user_id": user_id}
    return session.execute(_CURRENT_USER, ids).one_or_none()


def session_by_token(session: Session, token_fingerprint: str) -> AuthSession | None:
    """The sign-in session whose newest or previous refresh token this is, locked."""
    return session.scalar(
        select(AuthSession)
        .where(
            or_(
                AuthSession.refresh_fingerprint == token_fingerprint,
                AuthSession.previous_fingerprint == token_fingerprint,
            )
        )
        .with_for_update()
    )


# Every request asks for this: built once.
_CURRENT_USER = (
    select(User.role, User.email, Tier.requests_per_minute)
    .join(AuthSession, AuthSession.user_id == User.id)
    .join(Tier, Tier.name == User.tier)
    .where(
        AuthSession.id == bindparam("session_id"),
        User.id == bindparam("user_id"),
        is_alive(),
        User.is_active,
    )
    .execution_options(**PREPARED)
)
