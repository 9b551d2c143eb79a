"""What is to be answered, and with what."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.db.uow import UnitOfWork
from app.models import DeploymentVersion, ModelRegistry
from app.schemas.deployments import DeploymentConfig
from app.schemas.retrieval import RetrievalProfile
from app.services.answers.passages import Passage
from app.services.answers.turns import Given, Turn
from app.services.answers.wishes import NONE, Wishes
from app.services.deployments import versions
from app.services.knowledge_bases.recalled import Reading, recall
from app.services.knowledge_bases.retrieval.planning import Plan
from app.services.prompts.template import Template


@dataclass(frozen=True, slots=True)
class Task:
    """A question with everything that its answer is made of: plain facts, no database session.

    `version` is the number of the deployment's version that answers. `history` is the whole
    conversation before the question, oldest first, of which the model reads `memory_turns` at
    most. `earlier` are those of its passages that the asker may read now.
    """

    deployment_id: uuid.UUID
    version_id: uuid.UUID
    version: int
    question: str
    history: tuple[Turn, ...]
    memory_turns: int
    model: ModelRegistry
    knowledge_base_ids: tuple[uuid.UUID, ...]
    system_prompt: str
    template: Template | None
    config: DeploymentConfig
    plan: Plan
    earlier: Mapping[Given, Passage] = field(default_factory=dict)
    wishes: Wishes = NONE

    @property
    def profile(self) -> RetrievalProfile:
        """How passages are retrieved."""
        return self.plan.profile

    @property
    def is_grounded(self) -> bool:
        """Whether the answer is to be made of documents."""
        return bool(self.knowledge_base_ids)


def task_of(
    uow: UnitOfWork,
    version: DeploymentVersion,
    question: str,
    history: Sequence[Turn] = (),
    attached_ids: Sequence[uuid.UUID] = (),
    model: ModelRegistry | None = None,
) -> Task:
    """A question to a version of a deployment; `history` is oldest first.

    Knowledge bases that are attached to the conversation are searched too, and another `model`
    may answer than the version's.

    Raises:
        Invalid: its retrieval makes no sense any more.
    """
    kb_ids = (*version.knowledge_base_ids, *attached_ids)
    return Task(
        deployment_id=version.deployment_id,
        version_id=version.id,
        version=version.number,
        question=question,
        history=tuple(history),
        memory_turns=version.memory_turns,
        model=model or versions.model_of(version),
        knowledge_base_ids=kb_ids,
        system_prompt=version.system_prompt,
        template=versions.template_of(version),
        config=DeploymentConfig(**version.config),
        # Looked up only where there is something to search.
        plan=versions.require_plan(uow, version) if kb_ids else Plan(RetrievalProfile()),
        earlier=readable(uow, kb_ids, {given for turn in history for given in turn.given}),
    )


def are_alike(one: Task, other: Task) -> bool:
    """Whether both would be answered in the same way: models have not been changed in between."""
    same_model = list(_states(one.model)) == list(_states(other.model))
    return same_model and replace(one, model=other.model) == other


def _states(model: ModelRegistry | None) -> Iterator[tuple[uuid.UUID, datetime]]:
    """A model and its fallbacks, each as of its last change."""
    if model is not None:
        yield model.id, model.updated_at
        yield from _states(model.fallback)


def readable(
    uow: UnitOfWork, kb_ids: Sequence[uuid.UUID], given: Collection[Given]
) -> dict[Given, Passage]:
    """Those passages of earlier answers that the asker may still read in these knowledge bases."""
    found = recall(uow, kb_ids, {_reading(each) for each in given})
    return {
        each: Passage.again(each, found[_reading(each)])
        for each in given
        if _reading(each) in found
    }


def _reading(given: Given) -> Reading:
    return Reading(given.chunk_id, given.context_start, given.context_end)
