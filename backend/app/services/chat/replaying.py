"""An earlier question put to another version of its deployment. Nothing of it is kept."""

import uuid
from dataclasses import dataclass

from anyio import to_thread

from app.core.differences import WORDS, differences
from app.core.errors import Conflict
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.models import ChatMessage, DeploymentVersion
from app.models.chat import MessageStatus
from app.models.usage import UsageKind
from app.schemas.chat import (
    Citation,
    MessageOut,
    ReplayDifference,
    ReplayedPassage,
    ReplayOut,
    ReplayRequest,
    Timings,
    Usage,
)
from app.schemas.common import TextSegment
from app.services.answers import charging, engine, run
from app.services.answers.run import Run
from app.services.answers.task import Task, readable, task_of
from app.services.answers.turns import Given
from app.services.chat import attachments, repository, tree
from app.services.chat.presenting import present_message
from app.services.deployments import history, versions
from app.services.deployments import service as deployments


@dataclass(frozen=True, slots=True)
class _Replay:
    """What is to be answered once more, and how it was answered."""

    run: Run
    original: MessageOut
    read_then: list[Citation]


async def replay(
    open_unit: OpenUnit,
    ports: Ports,
    session_id: uuid.UUID,
    answer_id: uuid.UUID,
    request: ReplayRequest,
) -> ReplayOut:
    """Have a version answer a question of a conversation, and tell the difference.

    Raises:
        NotFound: no such conversation or answer of the actor, or no such version.
        Forbidden: the deployment is only shared with the actor.
        Conflict: the answer is being written, or what the version answers with is gone.
        TooManyRequests: the actor's tokens of this month do not suffice.
        Upstream: the model, the embedder or a store failed.
    """
    prepared = await to_thread.run_sync(
        lambda: _prepare(open_unit, session_id, answer_id, request.version)
    )
    draft = prepared.run.draft
    await run.write_all(open_unit, ports, prepared.run)
    checked = await engine.check(open_unit, draft)
    usage, timings = draft.usage_out(), draft.timings()
    return ReplayOut(
        version=prepared.run.task.version,
        answer=checked.text,
        citations=checked.citations,
        usage=usage,
        timings=timings,
        original=prepared.original,
        difference=ReplayDifference(
            answer=_words(prepared.original.content, checked.text),
            passages=_passages(
                prepared.read_then, [passage.citation for passage in draft.passages]
            ),
            **_more_tokens(prepared.original.usage, usage),
            **_longer(prepared.original.timings, timings),
        ),
    )


def _prepare(
    open_unit: OpenUnit, session_id: uuid.UUID, answer_id: uuid.UUID, number: int
) -> _Replay:
    with open_unit() as uow:
        chat = repository.get(uow.session, uow.signed_in, session_id)
        original = repository.get_answer(uow.session, chat.id, answer_id)
        _refuse_unfinished(original)
        deployment = deployments.get_to_run(uow, chat.deployment_id)
        version = history.get(uow, deployment.id, number)
        versions.refuse_incomplete(uow, version)
        task = _task(uow, original, version)
        return _Replay(
            run=Run(task, charging.reserve(uow, UsageKind.RUN, deployment, version, task)),
            original=present_message(uow, original),
            read_then=_read_then(uow, original, task),
        )


def _refuse_unfinished(original: ChatMessage) -> None:
    if original.status == MessageStatus.STREAMING:
        raise Conflict(
            "This answer is still being written.",
            code="answer_in_progress",
            remedy="Wait for it or stop it first.",
        )


def _task(uow: UnitOfWork, original: ChatMessage, version: DeploymentVersion) -> Task:
    """The question with the conversation before it, as it was put."""
    assert original.reply_to_id is not None
    question = repository.get_question(uow.session, original.session_id, original.reply_to_id)
    attached = attachments.knowledge_base_of(uow, original.session_id)
    return task_of(
        uow,
        version,
        question.content,
        tree.turns(uow.session, question.parent_id),
        attached_ids=[attached.id] if attached else [],
    )


def _read_then(uow: UnitOfWork, original: ChatMessage, task: Task) -> list[Citation]:
    """The passages of the answer as far as the actor may read them now."""
    given = [Given.model_validate(each) for each in original.evidence]
    kb_ids = set(task.knowledge_base_ids)
    if original.deployment_version_id:
        then = uow.session.get_one(DeploymentVersion, original.deployment_version_id)
        kb_ids |= {kb.id for kb in then.knowledge_bases}
    found = readable(uow, list(kb_ids), given)
    return [found[each].citation for each in given if each in found]


def _words(before: str, after: str) -> list[TextSegment]:
    segments = differences(before, after, WORDS)
    return [TextSegment.model_validate(segment) for segment in segments]


def _passages(before: list[Citation], after: list[Citation]) -> list[ReplayedPassage]:
    """Every passage once, those of now first, with its place in either order."""
    then = {citation.chunk_id: place for place, citation in enumerate(before, 1)}
    now = {citation.chunk_id: place for place, citation in enumerate(after, 1)}
    every = {citation.chunk_id: citation for citation in (*after, *before)}
    return [
        ReplayedPassage(passage=citation, before=then.get(chunk_id), after=now.get(chunk_id))
        for chunk_id, citation in every.items()
    ]


def _more_tokens(before: Usage | None, after: Usage | None) -> dict[str, int | None]:
    return {
        name: getattr(after, name) - getattr(before, name) if before and after else None
        for name in Usage.model_fields
    }


def _longer(before: Timings | None, after: Timings) -> dict[str, float | None]:
    return {
        name: _difference(getattr(before, name, None), getattr(after, name))
        for name in Timings.model_fields
    }


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 1)
