"""Signed-in clients: open, rotate, list and end them."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, update

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import NotFound
from app.core.security import fingerprint, new_opaque_token, same_fingerprint
from app.db.uow import UnitOfWork
from app.models import AuthSession, User
from app.schemas.audit_events import SessionRevoked, SessionsRevoked
from app.schemas.auth import SignedInClientOut
from app.schemas.common import Page, PageRequest
from app.services.audit import service as audit
from app.services.auth import repository

# Two tabs may refresh at once; a token this fresh that comes again is a race, not a theft.
REUSE_GRACE = timedelta(seconds=10)

ReasonForAll = Literal[
    "signed_out_everywhere",
    "password_changed",
    "role_changed",
    "suspended",
    "ended_by_administrator",
]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A signed-in client with the refresh token to hand over once."""

    id: uuid.UUID
    user: User
    refresh_token: str


def open_for(uow: UnitOfWork, settings: Settings, user: User, user_agent: str) -> OpenSession:
    """Sign a client in."""
    token = new_opaque_token()
    row = AuthSession(
        user_id=user.id,
        refresh_fingerprint=fingerprint(token),
        rotated_at=now(),
        expires_at=_expiry(settings),
        user_agent=user_agent[:400],
        ip_address=uow.ip_address,
    )
    uow.session.add(row)
    uow.session.flush()
    return OpenSession(row.id, user, token)


def rotate(uow: UnitOfWork, settings: Settings, token: str) -> OpenSession | None:
    """Exchange a refresh token for the next one; `None` when it is not good.

    A token that comes again after it was rotated was stolen: the whole session ends.
    """
    mark = fingerprint(token)
    row = repository.session_by_token(uow.session, mark)
    if row is None or row.revoked_at or row.expires_at <= now():
        return None
    is_newest = same_fingerprint(row.refresh_fingerprint, mark)
    if not is_newest and now() - row.rotated_at > REUSE_GRACE:
        _revoke(uow, row, "refresh_token_reused")
        return None
    user = uow.session.get_one(User, row.user_id)
    if not user.is_active:
        return None
    fresh = new_opaque_token()
    row.previous_fingerprint, row.refresh_fingerprint = row.refresh_fingerprint, fingerprint(fresh)
    row.rotated_at, row.expires_at = now(), _expiry(settings)
    return OpenSession(row.id, user, fresh)


def sign_out(uow: UnitOfWork, token: str | None) -> None:
    """End the client of this refresh token, or else of the signed-in actor."""
    row = repository.session_by_token(uow.session, fingerprint(token)) if token else None
    if row is None and uow.actor and uow.actor.session_id:
        row = uow.session.get(AuthSession, uow.actor.session_id)
    if row and row.revoked_at is None:
        _revoke(uow, row, "signed_out")


def list_own(uow: UnitOfWork, page: PageRequest) -> Page[SignedInClientOut]:
    """The actor's signed-in clients, latest first."""
    query = select(AuthSession).where(
        AuthSession.user_id == uow.signed_in.user_id, repository.is_alive()
    )
    rows = list(uow.session.scalars(query.order_by(AuthSession.rotated_at.desc())))
    items = [
        SignedInClientOut(
            id=row.id,
            user_agent=row.user_agent,
            ip_address=row.ip_address,
            created_at=row.created_at,
            last_active_at=row.rotated_at,
            expires_at=row.expires_at,
            is_current=row.id == uow.signed_in.session_id,
        )
        for row in rows[page.offset : page.offset + page.limit]
    ]
    return Page[SignedInClientOut](
        items=items, total=len(rows), limit=page.limit, offset=page.offset
    )


def end_own(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    """End one of the actor's clients; raises `NotFound` when it is none of theirs."""
    row = uow.session.scalar(
        select(AuthSession).where(
            AuthSession.id == session_id,
            AuthSession.user_id == uow.signed_in.user_id,
            repository.is_alive(),
        )
    )
    if row is None:
        raise NotFound("There is no such session.", code="session_not_found")
    _revoke(uow, row, "ended_by_user")


def end_all_own(uow: UnitOfWork) -> None:
    """End every client of the actor, the asking one too."""
    user = uow.session.get_one(User, uow.signed_in.user_id)
    revoke_all(uow, user, "signed_out_everywhere")


def revoke_all(
    uow: UnitOfWork, user: User, reason: ReasonForAll, except_id: uuid.UUID | None = None
) -> None:
    """End every client of a user but one."""
    ended = uow.session.scalars(
        update(AuthSession)
        .where(
            AuthSession.user_id == user.id,
            AuthSession.revoked_at.is_(None),
            AuthSession.id.is_distinct_from(except_id),
        )
        .values(revoked_at=now())
        .returning(AuthSession.id)
    ).all()
    audit.record(uow, SessionsRevoked(reason=reason, count=len(ended)), user.id)


def _revoke(
    uow: UnitOfWork,
    row: AuthSession,
    reason: Literal["signed_out", "refresh_token_reused", "ended_by_user"],
) -> None:
    row.revoked_at = now()
    user = uow.session.get_one(User, row.user_id)
    audit.record(uow, SessionRevoked(reason=reason), row.id, user=user)


def _expiry(settings: Settings) -> datetime:
    return now() + timedelta(days=settings.refresh_token_expire_days)
