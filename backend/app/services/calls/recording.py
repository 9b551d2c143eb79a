"""Keeps a call when its answer has ended."""

import uuid
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.models import DeploymentCall
from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.services.answers.draft import Draft
from app.services.answers.task import Task
from app.services.answers.trace import kept_trace

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A task of a program, with the tokens set aside for it."""

    task: Task
    reservation_id: uuid.UUID
    via: CallVia


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer has ended, with the code of the error where it failed."""

    status: MessageStatus
    error_code: str | None = None


def record(open_unit: OpenUnit, call: Call, draft: Draft, outcome: Outcome) -> None:
    """Keep what was asked and answered. The answer has been given: a failure is only logged."""
    task, trace = call.task, kept_trace(call.task, draft)
    try:
        with open_unit() as uow:
            uow.commit_lazily()
            actor = uow.signed_in
            values = {
                "id": call.reservation_id,
                "deployment_id": task.deployment_id,
                "deployment_version_id": task.version_id,
                "user_id": actor.user_id,
                "api_key_id": actor.key.id if actor.key else None,
                "via": call.via,
                "request_id": uow.request_id,
                "question": task.question,
                "answer": draft.text,
                "status": outcome.status,
                "error_code": outcome.error_code,
                "trace": trace,
            }
            uow.session.execute(insert(DeploymentCall).values(values))
    except SQLAlchemyError:
        log.warning("call_not_recorded", call_id=str(call.reservation_id), exc_info=True)
