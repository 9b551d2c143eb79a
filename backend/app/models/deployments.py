"""Deployments: a model with the knowledge it answers from, in versions."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    Uuid,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, column_property, foreign, mapped_column, relationship

from app.core.ids import slug_of
from app.db.base import Base, WithId, WithTimestamps
from app.models.groups import Group
from app.models.knowledge_bases import KnowledgeBase
from app.models.models import ModelRegistry
from app.models.prompts import PromptTemplateVersion
from app.models.rag_configs import RagConfigPreset
from app.models.users import User


def _first_slug(context: Any) -> str:
    """The framework calls it with what is about to be inserted."""
    name: str = context.get_current_parameters()["name"]
    return slug_of(name)


class DeploymentVersionKnowledgeBase(Base):
    """Which knowledge bases a version searches, as they were called then.

    It outlives the knowledge base, hence no foreign key.
    """

    __tablename__ = "deployment_version_knowledge_bases"

    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployment_versions.id", ondelete="CASCADE"), primary_key=True
    )
    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]


class DeploymentVersion(WithId, Base):
    """How a deployment answers: written once, the database refuses to change it.

    It outlives its model, hence no foreign key. `prompt_template_version` takes the place of
    `system_prompt`.
    """

    __tablename__ = "deployment_versions"

    deployment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deployments.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    model_id: Mapped[uuid.UUID] = mapped_column(index=True)
    model_name: Mapped[str]
    prompt_template_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("prompt_template_versions.id", ondelete="RESTRICT"), index=True
    )
    system_prompt: Mapped[str] = mapped_column(server_default="")
    memory_turns: Mapped[int]
    config: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(server_default="")
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    created_by: Mapped[User] = relationship()
    # `None` once it has been deleted: never that of a live or candidate version.
    model: Mapped[ModelRegistry | None] = relationship(
        primaryjoin=lambda: foreign(DeploymentVersion.model_id) == ModelRegistry.id,
        viewonly=True,
        lazy="joined",
    )
    prompt_template_version: Mapped[PromptTemplateVersion | None] = relationship(lazy="joined")
    # Those that still are.
    knowledge_bases: Mapped[list[KnowledgeBase]] = relationship(
        secondary="deployment_version_knowledge_bases",
        primaryjoin=lambda: DeploymentVersion.id == DeploymentVersionKnowledgeBase.version_id,
        secondaryjoin=lambda: (
            (foreign(DeploymentVersionKnowledgeBase.knowledge_base_id) == KnowledgeBase.id)
            & KnowledgeBase.deleted_at.is_(None)
        ),
        order_by=KnowledgeBase.name,
        viewonly=True,
    )
    if TYPE_CHECKING:  # given below, where the subqueries can name this class
        # The ids of those that still are: who asks needs no more of them.
        knowledge_base_ids: Mapped[list[uuid.UUID]]
        # What the preset of each, if any, and its own settings decide. Loaded when it is wanted.
        knowledge_base_layers: Mapped[list[list[dict[str, Any] | None]]]
        # Whether it is to answer from knowledge bases, also when none of them is any more.
        is_grounded: Mapped[bool]
    # All of them.
    searched: Mapped[list[DeploymentVersionKnowledgeBase]] = relationship(
        order_by=DeploymentVersionKnowledgeBase.name
    )

    __table_args__ = (UniqueConstraint("deployment_id", "number"),)


_OF_VERSION = (
    DeploymentVersionKnowledgeBase.version_id == DeploymentVersion.id,
    DeploymentVersionKnowledgeBase.knowledge_base_id == KnowledgeBase.id,
    KnowledgeBase.deleted_at.is_(None),
)
DeploymentVersion.knowledge_base_ids = column_property(
    func.array(
        select(KnowledgeBase.id)
        .where(*_OF_VERSION)
        .order_by(KnowledgeBase.name)
        .correlate_except(KnowledgeBase, DeploymentVersionKnowledgeBase)
        .scalar_subquery(),
        type_=ARRAY(Uuid),
    )
)
DeploymentVersion.knowledge_base_layers = column_property(
    select(
        func.coalesce(
            func.jsonb_agg(func.jsonb_build_array(RagConfigPreset.config, KnowledgeBase.config)),
            text("'[]'"),
            type_=JSONB,
        )
    )
    .select_from(KnowledgeBase)
    .outerjoin(RagConfigPreset, RagConfigPreset.id == KnowledgeBase.preset_id)
    .where(*_OF_VERSION)
    .correlate_except(KnowledgeBase, RagConfigPreset, DeploymentVersionKnowledgeBase)
    .scalar_subquery(),
    deferred=True,
)
DeploymentVersion.is_grounded = column_property(
    exists()
    .where(DeploymentVersionKnowledgeBase.version_id == DeploymentVersion.id)
    .correlate_except(DeploymentVersionKnowledgeBase)
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


def _version_of_this(number: str) -> ForeignKeyConstraint:
    """Checked at the commit: a deployment is written before its first version."""
    return ForeignKeyConstraint(
        ["id", number],
        ["deployment_versions.deployment_id", "deployment_versions.number"],
        name=f"fk_deployments_{number}_deployment_versions",
        deferrable=True,
        initially="DEFERRED",
        use_alter=True,
    )


class Deployment(WithId, WithTimestamps, Base):
    """What a chat talks to: a name for versions, one of which is live.

    `candidate_percent` of the conversations are answered by the candidate, where there is one.
    """

    __tablename__ = "deployments"

    project_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("projects.id", ondelete="RESTRICT"))
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str]
    # What programs call it by: made of its first name, and never changed.
    slug: Mapped[str] = mapped_column(unique=True, default=_first_slug)
    description: Mapped[str] = mapped_column(server_default="")
    live_version: Mapped[int] = mapped_column(server_default="1")
    candidate_version: Mapped[int | None]
    candidate_percent: Mapped[int] = mapped_column(server_default="0")
    shared_with_everyone: Mapped[bool] = mapped_column(server_default="false")

    live: Mapped[DeploymentVersion] = relationship(
        primaryjoin=lambda: (
            (foreign(DeploymentVersion.deployment_id) == Deployment.id)
            & (DeploymentVersion.number == Deployment.live_version)
        ),
        uselist=False,
        viewonly=True,
        lazy="joined",
    )
    candidate: Mapped[DeploymentVersion | None] = relationship(
        primaryjoin=lambda: (
            (foreign(DeploymentVersion.deployment_id) == Deployment.id)
            & (DeploymentVersion.number == Deployment.candidate_version)
        ),
        uselist=False,
        viewonly=True,
    )
    # Those that answer now.
    served: Mapped[list[DeploymentVersion]] = relationship(
        primaryjoin=lambda: (
            (foreign(DeploymentVersion.deployment_id) == Deployment.id)
            & DeploymentVersion.number.in_((Deployment.live_version, Deployment.candidate_version))
        ),
        viewonly=True,
    )
    shared_with: Mapped[list[Group]] = relationship(
        secondary="deployment_groups", order_by=Group.name, lazy="selectin"
    )

    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        _version_of_this("live_version"),
        _version_of_this("candidate_version"),
        CheckConstraint("candidate_percent BETWEEN 0 AND 100", name="candidate_percent"),
    )
