"""One question, outside any conversation."""

import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing

import anyio
from anyio import to_thread

from app.core.errors import AppError
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.models.usage import UsageKind
from app.schemas.deployments import RunOut
from app.services.answers import charging, engine
from app.services.answers.draft import Draft
from app.services.answers.engine import AnswerEvent
from app.services.answers.task import Task, task_of
from app.services.calls.recording import Call, Outcome, record
from app.services.deployments import service as deployments
from app.services.deployments import versions


async def run_once(
    open_unit: OpenUnit, ports: Ports, deployment_id: uuid.UUID, question: str
) -> RunOut:
    """Answer one question.

    Raises:
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    task, reservation_id = await to_thread.run_sync(
        lambda: _prepare(open_unit, deployment_id, question)
    )
    draft = Draft()
    call = Call(task, reservation_id, CallVia.RUN)
    async with aclosing(recorded(open_unit, ports, call, draft)) as events:
        async for _ in events:
            pass
    answer = await engine.check(open_unit, draft)
    return RunOut(
        answer=answer.text,
        citations=answer.citations,
        unsupported=answer.unsupported,
        grounding=answer.grounding,
        usage=draft.usage_out(),
        timings=draft.timings(),
    )


def _prepare(
    open_unit: OpenUnit, deployment_id: uuid.UUID, question: str
) -> tuple[Task, uuid.UUID]:
    """What to answer, and the reservation for it."""
    with open_unit() as uow:
        deployment = deployments.get_to_run(uow, deployment_id)
        version = versions.version_for(uow, deployment, None)
        task = task_of(uow, version, question)
        return task, charging.reserve(uow, UsageKind.RUN, deployment, version, task)


async def write(
    open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft, reservation_id: uuid.UUID
) -> None:
    """Write the whole answer into `draft`; what it took is charged however it ends."""
    async with aclosing(charged(open_unit, ports, task, draft, reservation_id)) as events:
        async for _ in events:
            pass


async def charged(
    open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft, reservation_id: uuid.UUID
) -> AsyncGenerator[AnswerEvent, None]:
    """What `engine.generate` tells; what it took is charged however it ends."""
    failed = False
    try:
        async with aclosing(engine.generate(open_unit, ports, task, draft)) as events:
            async for event in events:
                yield event
    except AppError:
        failed = True
        raise
    finally:
        spent = draft.spent_in_vain() if failed else draft.spent()
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(lambda: charging.settle(open_unit, reservation_id, spent))


async def recorded(
    open_unit: OpenUnit, ports: Ports, call: Call, draft: Draft
) -> AsyncGenerator[AnswerEvent, None]:
    """What `charged` tells; however it ends, the call is kept."""
    outcome = Outcome(MessageStatus.INTERRUPTED)
    answer = charged(open_unit, ports, call.task, draft, call.reservation_id)
    try:
        async with aclosing(answer) as events:
            async for event in events:
                yield event
        outcome = Outcome(MessageStatus.COMPLETE)
    except AppError as error:
        outcome = Outcome(MessageStatus.FAILED, error.code)
        raise
    finally:
        if ports.settings.call_retention_days:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(lambda: record(open_unit, call, draft, outcome))
