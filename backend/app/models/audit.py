"""The audit log. No foreign key: a row outlives its subject."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId


class AuditLog(WithId, Base):
    """Who did what, on what, when, from where and with what outcome. Append-only."""

    __tablename__ = "audit_logs"

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    user_id: Mapped[uuid.UUID | None]
    user_email: Mapped[str | None]
    action: Mapped[str]
    resource_type: Mapped[str]
    resource_id: Mapped[str | None]
    request_id: Mapped[str | None]
    outcome: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    ip_address: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        Index("ix_audit_logs_user_id_created_at", "user_id", "created_at"),
        Index("ix_audit_logs_action_created_at", "action", "created_at"),
    )
