"""Queries on users and sign-in sessions."""

import uuid

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.orm import Session

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


def current_session(
    session: Session, session_id: uuid.UUID, user_id: uuid.UUID
) -> tuple[AuthSession, User, int | None] | None:
    """A sign-in session that is neither revoked nor expired, with its active user.

    The number is that of requests a minute in the user's tier.
    """
    row = session.execute(
        select(AuthSession, User, Tier.requests_per_minute)
        .join(User, User.id == AuthSession.user_id)
        .join(Tier, Tier.name == User.tier)
        .where(
            AuthSession.id == session_id,
            AuthSession.user_id == user_id,
            is_alive(),
            User.is_active,
        )
    ).one_or_none()
    return (row[0], row[1], row[2]) if row else None


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
