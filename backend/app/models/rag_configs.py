"""Presets: named configurations of how documents are cut and embedded."""

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class RagConfigPreset(WithId, WithTimestamps, Base):
    """A configuration by name.

    It is its maker's own without a project, else shared with the project's members. Those that
    the product brings along have no maker.
    """

    __tablename__ = "rag_config_presets"

    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    project_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column()
    description: Mapped[str] = mapped_column(server_default="")
    config: Mapped[dict[str, Any]] = mapped_column(server_default="{}")

    __table_args__ = (
        CheckConstraint("user_id IS NOT NULL OR project_id IS NULL", name="built_in_or_made"),
        Index(
            "uq_rag_config_presets_user_id_name_lower",
            "user_id",
            func.lower(name),
            unique=True,
            postgresql_where="project_id IS NULL",
        ),
        Index(
            "uq_rag_config_presets_project_id_name_lower",
            "project_id",
            func.lower(name),
            unique=True,
            postgresql_where="project_id IS NOT NULL",
        ),
    )
