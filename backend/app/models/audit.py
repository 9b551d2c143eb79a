"""The audit log. No foreign key: a row outlives its subject."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId


class AuditLog(WithId, Base):
    """Who did what, on what, when, from where and with what outcome.

    Append-only, and a trigger says so. `hash` covers the row and the hash of the one before.
    """

    __tablename__ = "audit_logs"

    sequence: Mapped[int] = mapped_column(BigInteger, unique=True)
    user_id: Mapped[uuid.UUID | None]
    user_email: Mapped[str | None]
    api_key_id: Mapped[uuid.UUID | None]
    action: Mapped[str]
    resource_type: Mapped[str]
    resource_id: Mapped[str | None]
    request_id: Mapped[str | None]
    outcome: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    ip_address: Mapped[str | None]
    created_at: Mapped[datetime]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        Index("ix_audit_logs_user_id_created_at", "user_id", "created_at"),
        Index("ix_audit_logs_action_created_at", "action", "created_at"),
        Index("ix_audit_logs_resource_id", "resource_id"),
    )


class AuditChain(Base):
    """The end of the chain, in one row: locking it puts the writers in line."""

    __tablename__ = "audit_chain"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]
