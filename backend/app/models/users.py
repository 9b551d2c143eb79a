"""Users and their sign-in sessions."""

import uuid
from datetime import datetime

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
    is_active: Mapped[bool] = mapped_column(server_default="true")

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
