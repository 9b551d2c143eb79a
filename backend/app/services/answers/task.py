"""What is to be answered, and with what."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from app.db.uow import UnitOfWork
from app.models import DeploymentVersion, ModelRegistry
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.deployments import versions


@dataclass(frozen=True, slots=True)
class Task:
    """A question with everything that its answer is made of: plain facts, no database session.

    `version` is the number of the deployment's version that answers. `summary` is what was said
    before the turns in `history`, where that is known.
    """

    version_id: uuid.UUID
    version: int
    question: str
    history: tuple[tuple[str, str], ...]
    model: ModelRegistry
    knowledge_base_ids: tuple[uuid.UUID, ...]
    system_prompt: str
    config: DeploymentConfig
    profile: RetrievalProfile
    summary: str = ""

    @property
    def is_grounded(self) -> bool:
        """Whether the answer is to be made of documents."""
        return bool(self.knowledge_base_ids)


def task_of(
    uow: UnitOfWork,
    version: DeploymentVersion,
    question: str,
    history: Sequence[tuple[str, str]] = (),
) -> Task:
    """A question to a version of a deployment; `history` is oldest first.

    Raises:
        Invalid: its retrieval makes no sense any more.
    """
    return Task(
        version_id=version.id,
        version=version.number,
        question=question,
        history=tuple(history),
        model=versions.model_of(version),
        knowledge_base_ids=tuple(kb.id for kb in version.knowledge_bases),
        system_prompt=version.system_prompt,
        config=DeploymentConfig(**version.config),
        profile=versions.require_profile(uow, version),
    )
