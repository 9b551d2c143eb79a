"""Prompt templates and their versions."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, WithId, WithTimestamps


class PromptTemplate(WithId, WithTimestamps, Base):
    """A prompt by name, for the deployments of a project.

    A deleted one is hidden, but stays for the versions of deployments that were made with it.
    """

    __tablename__ = "prompt_templates"

    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column()
    description: Mapped[str] = mapped_column(server_default="")
    # The number of the latest version.
    version: Mapped[int] = mapped_column(server_default="1")
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_prompt_templates_project_id_name_lower",
            "project_id",
            func.lower(name),
            unique=True,
            postgresql_where="deleted_at IS NULL",
        ),
    )


class PromptTemplateVersion(WithId, Base):
    """The text of a template at one time. The database refuses to change it."""

    __tablename__ = "prompt_template_versions"

    template_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("prompt_templates.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    content: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    template: Mapped[PromptTemplate] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("template_id", "number"),)
