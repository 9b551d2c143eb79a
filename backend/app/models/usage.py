"""Tiers, and what users have used of them."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class UsageKind(StrEnum):
    """What tokens were used for."""

    CHAT = "chat"
    RUN = "run"
    MODEL_TEST = "model_test"
    SEARCH = "search"
    EMBEDDING = "embedding"
    INGEST = "ingest"
    EVALUATION = "evaluation"


class UsageStatus(StrEnum):
    """Where a metered call stands."""

    RESERVED = "reserved"
    SETTLED = "settled"
    RELEASED = "released"
    # Nobody settled it in time: its process died.
    EXPIRED = "expired"


class Tier(WithTimestamps, Base):
    """What users of a tier may use. No number means no limit."""

    __tablename__ = "tiers"

    name: Mapped[str] = mapped_column(primary_key=True)
    tokens_per_month: Mapped[int | None] = mapped_column(BigInteger)
    projects: Mapped[int | None]
    documents: Mapped[int | None]
    models: Mapped[int | None]
    requests_per_minute: Mapped[int | None]


class UsageCounter(Base):
    """Tokens of one user in one month, settled and reserved. `period` is its first day."""

    __tablename__ = "usage_counters"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    period: Mapped[date] = mapped_column(primary_key=True)
    used_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    reserved_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")


class UsageRecord(WithId, Base):
    """One metered call: reserved before it, settled after it. Outlives what it used."""

    __tablename__ = "usage_records"

    user_id: Mapped[uuid.UUID]
    api_key_id: Mapped[uuid.UUID | None]
    project_id: Mapped[uuid.UUID | None]
    deployment_id: Mapped[uuid.UUID | None]
    deployment_version_id: Mapped[uuid.UUID | None]
    model_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    status: Mapped[str]
    period: Mapped[date]
    reserved_tokens: Mapped[int] = mapped_column(BigInteger)
    prompt_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    completion_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_usage_records_user_id_created_at", "user_id", "created_at"),
        Index(
            "ix_usage_records_open",
            "expires_at",
            postgresql_where="status = 'reserved'",
        ),
        Index(
            "ix_usage_records_deployment_version_id",
            "deployment_version_id",
            postgresql_where="deployment_version_id IS NOT NULL",
        ),
    )
