"""Versions of deployments: written once, one of them live, one maybe a candidate."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.errors import Conflict
from app.core.ids import new_id
from app.db.uow import UnitOfWork
from app.models import (
    Deployment,
    DeploymentVersion,
    DeploymentVersionKnowledgeBase,
    KnowledgeBase,
    ModelRegistry,
    PromptTemplateVersion,
)
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.deployments.traffic import is_for_candidate
from app.services.knowledge_bases.retrieval.service import resolve_profile


@dataclass(frozen=True, slots=True)
class Content:
    """What a version is made of. A template takes the place of the system prompt."""

    model: ModelRegistry
    knowledge_bases: Sequence[KnowledgeBase]
    template: PromptTemplateVersion | None
    system_prompt: str
    memory_turns: int
    config: DeploymentConfig


def version_for(
    uow: UnitOfWork, deployment: Deployment, sticky_key: uuid.UUID | None
) -> DeploymentVersion:
    """The version that answers: the live one or, for its share of the keys, the candidate.

    A conversation is its own key and stays with one of them while the traffic does not change.
    Without a key it is drawn anew each time.

    Raises:
        Conflict: `knowledge_gone`, everything that it was to answer from has been deleted.
    """
    version = deployment.live
    if deployment.candidate_version is not None and is_for_candidate(
        deployment.id,
        deployment.candidate_version,
        sticky_key or new_id(),
        deployment.candidate_percent,
    ):
        assert deployment.candidate is not None
        version = deployment.candidate
    _refuse_without_knowledge(uow, version)
    return version


def model_of(version: DeploymentVersion) -> ModelRegistry:
    """The model of a version.

    Raises:
        Conflict: `model_gone`, it has been deleted. That of a live or candidate one never is.
    """
    if version.model is None:
        raise Conflict(
            f"The model {version.model_name!r} of version {version.number} has been deleted.",
            code="model_gone",
            remedy="Make a new version with another model.",
        )
    return version.model


def require_profile(uow: UnitOfWork, version: DeploymentVersion) -> RetrievalProfile:
    """How a version retrieves passages, over the settings of its only knowledge base.

    Raises:
        Invalid: the layers make no sense together, or a rerank model is missing.
    """
    own = DeploymentConfig(**version.config).retrieval
    return resolve_profile(uow.session, [kb.id for kb in version.knowledge_bases], own)


def write(
    uow: UnitOfWork, deployment: Deployment, content: Content, note: str
) -> DeploymentVersion:
    """The next version of a deployment, which the caller has locked; it answers nothing yet.

    Raises:
        Invalid: the layers of its retrieval make no sense together.
    """
    version = DeploymentVersion(
        id=new_id(),
        deployment_id=deployment.id,
        number=latest_number(uow, deployment.id) + 1,
        model_id=content.model.id,
        model_name=content.model.name,
        prompt_template_version_id=content.template.id if content.template else None,
        system_prompt=content.system_prompt,
        memory_turns=content.memory_turns,
        config=_stored(content.config),
        note=note,
        created_by_id=uow.signed_in.user_id,
        searched=[
            DeploymentVersionKnowledgeBase(knowledge_base_id=kb.id, name=kb.name)
            for kb in content.knowledge_bases
        ],
    )
    uow.session.add(version)
    uow.session.flush()
    uow.session.refresh(version)
    require_profile(uow, version)
    return version


def latest_number(uow: UnitOfWork, deployment_id: uuid.UUID) -> int:
    """The number of the latest version, 0 before there is one."""
    latest = select(func.max(DeploymentVersion.number))
    return uow.session.scalar(latest.where(DeploymentVersion.deployment_id == deployment_id)) or 0


def _refuse_without_knowledge(uow: UnitOfWork, version: DeploymentVersion) -> None:
    """A deployment that is to answer from documents does not start to answer without any."""
    if version.knowledge_bases:
        return
    link = DeploymentVersionKnowledgeBase
    if uow.session.scalar(select(link.name).where(link.version_id == version.id).limit(1)):
        raise Conflict(
            "What this deployment answers from has been deleted.",
            code="knowledge_gone",
            remedy="Give it another knowledge base, or none.",
        )


def _stored(config: DeploymentConfig) -> dict[str, object]:
    """What a row keeps: of retrieval what the deployment decides itself."""
    return config.model_dump(mode="json", exclude_none=True)
