"""Keeps calls when their answers have ended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, insert

from app.core.logging import get_logger
from app.db.prepared import PREPARED
from app.db.uow import UnitOfWork, unit_of_work
from app.models import DeploymentCall
from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.services.answers.draft import Draft
from app.services.answers.task import Task
from app.services.answers.trace import kept_trace

log = get_logger(__name__)

# Into the table: what the mapper does besides takes as long as all the rest.
_INSERT = insert(cast("Table", DeploymentCall.__table__)).execution_options(**PREPARED)


@dataclass(frozen=True, slots=True)
class Caller:
    """The program that asks: whose it is, and with which request."""

    user_id: uuid.UUID
    api_key_id: uuid.UUID | None
    request_id: str | None
    via: CallVia


@dataclass(frozen=True, slots=True)
class EndedCall:
    """A call with its answer, as far as there is one; its id is that of the record of its tokens.

    `error_code` is that of the error with which the answer failed.
    """

    id: uuid.UUID
    caller: Caller
    task: Task
    draft: Draft
    status: MessageStatus
    error_code: str | None


def caller_of(uow: UnitOfWork, via: CallVia) -> Caller:
    """Who acts in this unit."""
    actor = uow.signed_in
    return Caller(actor.user_id, actor.key.id if actor.key else None, uow.request_id, via)


def record(calls: Sequence[EndedCall]) -> None:
    """Keep what was asked and answered, in a unit of its own.

    The answers have been given: what cannot be kept is logged, and the others are kept.
    """
    try:
        rows = [_row(call) for call in calls]
        with unit_of_work() as uow:
            uow.autocommit()
            uow.commit_lazily()
            uow.session.execute(_INSERT, rows)
    except Exception:
        if len(calls) == 1:
            log.warning("call_not_recorded", call_id=str(calls[0].id), exc_info=True)
            return
        for call in calls:
            record([call])


def _row(call: EndedCall) -> dict[str, Any]:
    task, caller = call.task, call.caller
    return {
        "id": call.id,
        "deployment_id": task.deployment_id,
        "deployment_version_id": task.version_id,
        "user_id": caller.user_id,
        "api_key_id": caller.api_key_id,
        "via": caller.via,
        "request_id": caller.request_id,
        "question": task.question,
        "answer": call.draft.text,
        "status": call.status,
        "error_code": call.error_code,
        "trace": kept_trace(task, call.draft),
    }
