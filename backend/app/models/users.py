"""Users, their sign-in sessions, and what guards signing in."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class User(WithId, WithTimestamps, Base):
    """Somebody who can sign in."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column()
    hashed_password: Mapped[str]
    full_name: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str]
    tier: Mapped[str] = mapped_column(ForeignKey("tiers.name", ondelete="RESTRICT"))
    is_active: Mapped[bool] = mapped_column(server_default="true")
    preferences: Mapped[dict[str, Any]] = mapped_column(server_default="{}")

    __table_args__ = (Index("uq_users_email_lower", func.lower(email), unique=True),)


class AuthSession(WithId, WithTimestamps, Base):
    """One signed-in client: the family of its rotating refresh tokens.

    Only the newest token's fingerprint is good; the one before it is kept to tell a race
    from a theft.
    """

    __tablename__ = "auth_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    refresh_fingerprint: Mapped[str] = mapped_column(unique=True)
    previous_fingerprint: Mapped[str | None] = mapped_column(index=True)
    rotated_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(server_default="")
    ip_address: Mapped[str | None]


class AccountToken(WithId, Base):
    """A link sent by mail, good once: to choose a password after an invitation or a reset."""

    __tablename__ = "account_tokens"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInThrottle(Base):
    """Failed sign-ins of one account, one address, or both together."""

    __tablename__ = "sign_in_throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_failure_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
