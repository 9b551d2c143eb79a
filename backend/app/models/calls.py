"""Answers of deployments to programs."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId


class CallVia(StrEnum):
    """Which of our APIs was called."""

    OPENAI = "openai"
    RUN = "run"


class DeploymentCall(WithId, Base):
    """A question that a program has asked of a deployment, and how it was answered.

    Its id is that of the record of its tokens. `status` is a `MessageStatus`.
    """

    __tablename__ = "deployment_calls"

    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE"), index=True
    )
    deployment_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deployment_versions.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    api_key_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("api_keys.id", ondelete="SET NULL"), index=True
    )
    via: Mapped[str]
    request_id: Mapped[str | None]
    question: Mapped[str]
    answer: Mapped[str]
    status: Mapped[str]
    error_code: Mapped[str | None]
    # As `answers.trace` keeps it.
    trace: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)

    __table_args__ = (Index(None, "user_id", "deployment_id", "created_at"),)
