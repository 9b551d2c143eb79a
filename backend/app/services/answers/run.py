"""One question, outside any conversation."""

import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

import anyio
from anyio import to_thread

from app.core.errors import AppError
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.models.usage import UsageKind
from app.schemas.deployments import RunOut
from app.services.answers import charging, ending, engine
from app.services.answers.ahead import Ahead
from app.services.answers.draft import Draft
from app.services.answers.ending import Ending
from app.services.answers.engine import AnswerEvent
from app.services.answers.task import Task, task_of
from app.services.calls.recording import Caller, EndedCall, caller_of
from app.services.deployments import service as deployments
from app.services.deployments import versions


@dataclass(frozen=True, slots=True)
class Run:
    """A task with the tokens set aside for it, and the program that asks, where one does.

    What has been begun `ahead` is of an equal task, and is written into the same `draft`.
    """

    task: Task
    reservation_id: uuid.UUID
    caller: Caller | None = None
    draft: Draft = field(default_factory=Draft)
    ahead: Ahead | None = None


async def run_once(
    open_unit: OpenUnit, ports: Ports, deployment_id: uuid.UUID, question: str
) -> RunOut:
    """Answer one question.

    Raises:
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    run = await to_thread.run_sync(lambda: _prepare(open_unit, deployment_id, question))
    await write_all(open_unit, ports, run)
    draft, answer = run.draft, await engine.check(open_unit, run.draft)
    return RunOut(
        answer=answer.text,
        citations=answer.citations,
        unsupported=answer.unsupported,
        grounding=answer.grounding,
        usage=draft.usage_out(),
        timings=draft.timings(),
    )


def _prepare(open_unit: OpenUnit, deployment_id: uuid.UUID, question: str) -> Run:
    with open_unit() as uow:
        deployment = deployments.get_to_run(uow, deployment_id)
        version = versions.version_for(deployment, None)
        task = task_of(uow, version, question)
        reservation_id = charging.reserve(uow, UsageKind.RUN, deployment, version, task)
        return Run(task, reservation_id, caller_of(uow, CallVia.RUN))


async def write_all(open_unit: OpenUnit, ports: Ports, run: Run) -> None:
    """Write the whole answer into the run's draft.

    Raises:
        Upstream: the model, the embedder or a store failed.
    """
    async with aclosing(write(open_unit, ports, run)) as events:
        async for _ in events:
            pass


async def write(open_unit: OpenUnit, ports: Ports, run: Run) -> AsyncGenerator[AnswerEvent, None]:
    """What `engine.generate` tells; however it ends, what it took is charged and a call is kept.

    Raises:
        Upstream: the model, the embedder or a store failed.
    """
    draft = run.draft
    status, error_code, spent = MessageStatus.INTERRUPTED, None, draft.spent
    try:
        async with aclosing(_events(open_unit, ports, run)) as events:
            async for event in events:
                yield event
        status = MessageStatus.COMPLETE
    except AppError as error:
        status, error_code, spent = MessageStatus.FAILED, error.code, draft.spent_in_vain
        raise
    finally:
        call = _kept(ports, run, status, error_code)
        with anyio.CancelScope(shield=True):
            await ending.write(Ending(run.reservation_id, spent(), call))


def _events(open_unit: OpenUnit, ports: Ports, run: Run) -> AsyncGenerator[AnswerEvent, None]:
    if run.ahead:
        return run.ahead.events()
    return engine.generate(open_unit, ports, run.task, run.draft)


def _kept(
    ports: Ports, run: Run, status: MessageStatus, error_code: str | None
) -> EndedCall | None:
    if run.caller is None or not ports.settings.call_retention_days:
        return None
    return EndedCall(run.reservation_id, run.caller, run.task, run.draft, status, error_code)
