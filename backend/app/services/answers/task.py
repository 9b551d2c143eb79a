"""What is to be answered, and with what."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from app.db.uow import UnitOfWork
from app.models import Deployment, ModelRegistry
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.answers.wishes import NONE, Wishes
from app.services.deployments import service as deployments


@dataclass(frozen=True, slots=True)
class Task:
    """A question with everything that its answer is made of: plain facts, no database session."""

    question: str
    history: tuple[tuple[str, str], ...]
    model: ModelRegistry
    knowledge_base_ids: tuple[uuid.UUID, ...]
    system_prompt: str
    config: DeploymentConfig
    profile: RetrievalProfile
    wishes: Wishes = NONE

    @property
    def is_grounded(self) -> bool:
        """Whether the answer is to be made of documents."""
        return bool(self.knowledge_base_ids)


def task_of(
    uow: UnitOfWork,
    deployment: Deployment,
    question: str,
    history: Sequence[tuple[str, str]] = (),
) -> Task:
    """A question to a deployment, as the deployment is now; `history` is oldest first.

    Raises:
        Invalid: the deployment's retrieval makes no sense any more.
    """
    return Task(
        question=question,
        history=tuple(history),
        model=deployment.model,
        knowledge_base_ids=tuple(kb.id for kb in deployment.knowledge_bases),
        system_prompt=deployment.system_prompt,
        config=DeploymentConfig(**deployment.config),
        profile=_profile(uow, deployment),
    )


def _profile(uow: UnitOfWork, deployment: Deployment) -> RetrievalProfile:
    """How it retrieves, looked up only where there is something to search."""
    if not deployment.knowledge_bases:
        return RetrievalProfile()
    return deployments.require_profile(uow, deployment)
