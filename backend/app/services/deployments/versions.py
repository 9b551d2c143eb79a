"""Versions of deployments: written once, one of them live, one maybe a candidate."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.errors import Conflict, Invalid, NotFound
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
from app.services.deployments.traffic import is_for_candidate
from app.services.knowledge_bases import layers
from app.services.knowledge_bases.retrieval.planning import Plan, plan_over
from app.services.models import service as models
from app.services.prompts.template import Template, parse


@dataclass(frozen=True, slots=True)
class Content:
    """What a version is made of. A template takes the place of the system prompt."""

    model: ModelRegistry
    knowledge_bases: Sequence[KnowledgeBase]
    template: PromptTemplateVersion | None
    system_prompt: str
    memory_turns: int
    config: DeploymentConfig


def version_for(deployment: Deployment, sticky_key: uuid.UUID | None) -> DeploymentVersion:
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
    _refuse_without_knowledge(version)
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


def template_of(version: DeploymentVersion) -> Template | None:
    """The template of a version, in its parts; `None` where it has a system prompt."""
    row = version.prompt_template_version
    return parse(row.content) if row else None


def require_plan(uow: UnitOfWork, version: DeploymentVersion) -> Plan:
    """How a version retrieves passages, over the settings of its only knowledge base.

    Raises:
        Invalid: the layers make no sense together, or a rerank model is missing.
    """
    own = DeploymentConfig(**version.config).retrieval
    return plan_over(uow.session, layers.together(version.knowledge_base_layers), own)


def get(uow: UnitOfWork, deployment: Deployment, number: int) -> DeploymentVersion:
    """A version of a deployment in whose project the caller has made sure the actor is.

    Raises:
        NotFound: there is none of this number.
    """
    found = uow.session.scalar(
        select(DeploymentVersion).where(
            DeploymentVersion.deployment_id == deployment.id, DeploymentVersion.number == number
        )
    )
    if found is None:
        raise NotFound("The deployment has no such version.", code="deployment_version_not_found")
    return found


def write(
    uow: UnitOfWork, deployment: Deployment, content: Content, note: str
) -> DeploymentVersion:
    """The next version of a deployment, which the caller has locked; it answers nothing yet.

    Raises:
        Invalid: the layers of its retrieval make no sense together, or its template has no place
            for what it would find.
    """
    _refuse_without_context(content)
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
    require_plan(uow, version)
    return version


def latest_number(uow: UnitOfWork, deployment_id: uuid.UUID) -> int:
    """The number of the latest version, 0 before there is one."""
    latest = select(func.max(DeploymentVersion.number))
    return uow.session.scalar(latest.where(DeploymentVersion.deployment_id == deployment_id)) or 0


def refuse_incomplete(uow: UnitOfWork, version: DeploymentVersion) -> None:
    """Refuse a version that could not answer as it did.

    Raises:
        Conflict: its model, a knowledge base or its rerank model has been deleted.
    """
    models.get_to_keep(uow.session, model_of(version).id)
    alive = set(version.knowledge_base_ids)
    gone = [link.name for link in version.searched if link.knowledge_base_id not in alive]
    remedy = f"Make a new version of it with base_version {version.number} and what is missing."
    if gone:
        raise Conflict(
            f"Version {version.number} answers from what has been deleted: {', '.join(gone)}.",
            code="knowledge_base_gone",
            remedy=remedy,
            knowledge_bases=gone,
        )
    try:
        require_plan(uow, version)
    except Invalid as error:
        raise Conflict(error.message, code=error.code, remedy=remedy) from error


def _refuse_without_context(content: Content) -> None:
    if (
        content.template
        and content.knowledge_bases
        and not parse(content.template.content).has_context
    ):
        raise Invalid(
            "The template has no place for the passages that are found.",
            code="context_missing",
            field="prompt_template_id",
            remedy="Put {context} into the template, or leave the knowledge bases out.",
        )


def _refuse_without_knowledge(version: DeploymentVersion) -> None:
    """A deployment that is to answer from documents does not start to answer without any."""
    if version.is_grounded and not version.knowledge_base_ids:
        raise Conflict(
            "What this deployment answers from has been deleted.",
            code="knowledge_gone",
            remedy="Give it another knowledge base, or none.",
        )


def _stored(config: DeploymentConfig) -> dict[str, object]:
    """What a row keeps: of retrieval what the deployment decides itself."""
    return config.model_dump(mode="json", exclude_none=True)
