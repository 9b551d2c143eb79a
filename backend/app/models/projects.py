"""Projects and their members."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class Project(WithId, WithTimestamps, Base):
    """Holds knowledge bases and deployments; its members share them.

    `default_of_id` marks the project that one user's things go to when none is named.
    """

    __tablename__ = "projects"

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    icon: Mapped[str]
    colour: Mapped[str]
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    default_of_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), unique=True
    )
    archived_at: Mapped[datetime | None]


class ProjectMember(WithId, WithTimestamps, Base):
    """A user or a group with a role in a project."""

    __tablename__ = "project_members"

    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    group_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    role: Mapped[str]

    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (group_id IS NULL)", name="user_or_group"),
        UniqueConstraint("project_id", "user_id"),
        UniqueConstraint("project_id", "group_id"),
        Index("ix_project_members_user_id", "user_id"),
        Index("ix_project_members_group_id", "group_id"),
    )
