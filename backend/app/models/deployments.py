"""Deployments: a model with the knowledge it answers from."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.ids import slug_of
from app.db.base import Base, WithId, WithTimestamps
from app.models.groups import Group
from app.models.knowledge_bases import KnowledgeBase
from app.models.models import ModelRegistry


def _first_slug(context: Any) -> str:
    """The framework calls it with what is about to be inserted."""
    name: str = context.get_current_parameters()["name"]
    return slug_of(name)


class DeploymentKnowledgeBase(Base):
    """Which knowledge bases a deployment searches."""

    __tablename__ = "deployment_knowledge_bases"

    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE"), primary_key=True
    )
    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("knowledge_bases.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DeploymentGroup(Base):
    """A group that a deployment is shared with."""

    __tablename__ = "deployment_groups"

    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Deployment(WithId, WithTimestamps, Base):
    """What a chat talks to."""

    __tablename__ = "deployments"

    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("projects.id", ondelete="RESTRICT"))
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str]
    # What programs call it by: made of its first name, and never changed.
    slug: Mapped[str] = mapped_column(unique=True, default=_first_slug)
    description: Mapped[str] = mapped_column(server_default="")
    model_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("model_registry.id", ondelete="RESTRICT")
    )
    system_prompt: Mapped[str] = mapped_column(server_default="")
    memory_turns: Mapped[int]
    config: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(server_default="1")
    shared_with_everyone: Mapped[bool] = mapped_column(server_default="false")

    model: Mapped[ModelRegistry] = relationship(lazy="joined")
    knowledge_bases: Mapped[list[KnowledgeBase]] = relationship(
        secondary="deployment_knowledge_bases",
        secondaryjoin=lambda: (
            (DeploymentKnowledgeBase.knowledge_base_id == KnowledgeBase.id)
            & KnowledgeBase.deleted_at.is_(None)
        ),
        order_by=KnowledgeBase.name,
        lazy="selectin",
    )
    shared_with: Mapped[list[Group]] = relationship(
        secondary="deployment_groups", order_by=Group.name, lazy="selectin"
    )

    __table_args__ = (UniqueConstraint("project_id", "name"),)
