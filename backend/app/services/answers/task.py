"""What is to be answered, and with what."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.db.uow import UnitOfWork
from app.models import Deployment, ModelRegistry
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.answers.passages import Passage
from app.services.answers.turns import Given, Turn
from app.services.deployments import service as deployments
from app.services.knowledge_bases.recalled import Reading, recall


@dataclass(frozen=True, slots=True)
class Task:
    """A question with everything that its answer is made of: plain facts, no database session.

    `history` is the whole conversation before it, oldest first, of which the model reads
    `memory_turns` at most. `earlier` are those of its passages that the asker may read now.
    """

    question: str
    history: tuple[Turn, ...]
    memory_turns: int
    model: ModelRegistry
    knowledge_base_ids: tuple[uuid.UUID, ...]
    system_prompt: str
    config: DeploymentConfig
    profile: RetrievalProfile
    earlier: Mapping[Given, Passage] = field(default_factory=dict)

    @property
    def is_grounded(self) -> bool:
        """Whether the answer is to be made of documents."""
        return bool(self.knowledge_base_ids)


def task_of(
    uow: UnitOfWork,
    deployment: Deployment,
    question: str,
    history: Sequence[Turn] = (),
) -> Task:
    """A question to a deployment, as the deployment is now; `history` is oldest first.

    Raises:
        Invalid: the deployment's retrieval makes no sense any more.
    """
    kb_ids = tuple(kb.id for kb in deployment.knowledge_bases)
    return Task(
        question=question,
        history=tuple(history),
        memory_turns=deployment.memory_turns,
        model=deployment.model,
        knowledge_base_ids=kb_ids,
        system_prompt=deployment.system_prompt,
        config=DeploymentConfig(**deployment.config),
        profile=deployments.require_profile(uow, deployment),
        earlier=_readable(uow, kb_ids, history),
    )


def _readable(
    uow: UnitOfWork, kb_ids: Sequence[uuid.UUID], history: Sequence[Turn]
) -> dict[Given, Passage]:
    """The passages of earlier turns that the asker may still read in these knowledge bases."""
    given = {each for turn in history for each in turn.given}
    found = recall(uow, kb_ids, {_reading(each) for each in given})
    return {
        each: Passage.again(each, found[_reading(each)])
        for each in given
        if _reading(each) in found
    }


def _reading(given: Given) -> Reading:
    return Reading(given.chunk_id, given.context_start, given.context_end)
