"""Calls of deployments: list, read, forget."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, select

from app.core.errors import NotFound
from app.core.permissions import Actor
from app.db.uow import UnitOfWork, unit_of_work
from app.models import ApiKey, DeploymentCall, DeploymentVersion
from app.models.chat import MessageStatus
from app.schemas.calls import CallDetailOut, CallOut
from app.schemas.common import NamedReference, Page, PageRequest
from app.services.access import scope
from app.services.answers.trace import readable_trace
from app.services.deployments import service as deployments

_BATCH = 1000
_SHOWN_OF_QUESTION = 200


def list_page(
    uow: UnitOfWork, deployment_id: uuid.UUID, page: PageRequest, status: MessageStatus | None
) -> Page[CallOut]:
    """The actor's own calls of a deployment, through any key of theirs, newest first.

    Raises:
        NotFound: the deployment is missing or not the actor's to use.
    """
    deployments.require_usable(uow, deployment_id)
    wanted = _of_deployment(uow.signed_in, deployment_id)
    if status:
        wanted &= DeploymentCall.status == status
    newest_first = (DeploymentCall.created_at.desc(), DeploymentCall.id)
    rows = uow.session.execute(
        _described().where(wanted).order_by(*newest_first).limit(page.limit).offset(page.offset)
    )
    items = [CallOut.model_validate(_shown(row)) for row in rows]
    total = uow.session.scalar(select(func.count(DeploymentCall.id)).where(wanted)) or 0
    return Page[CallOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read(uow: UnitOfWork, deployment_id: uuid.UUID, call_id: uuid.UUID) -> CallDetailOut:
    """One of the actor's own calls, as far as they may know it now.

    Raises:
        NotFound: it is missing or not the actor's to see.
    """
    wanted = _of_deployment(uow.signed_in, deployment_id) & (DeploymentCall.id == call_id)
    row = uow.session.execute(_described().add_columns(DeploymentCall).where(wanted)).one_or_none()
    if row is None:
        raise NotFound("There is no such call.", code="call_not_found")
    call: DeploymentCall = row.DeploymentCall
    return CallDetailOut.model_validate(
        {
            **_shown(row),
            "question": call.question,
            "answer": call.answer,
            "request_id": call.request_id,
            "trace": readable_trace(uow, call.trace) if call.trace else None,
        }
    )


def forget(made_before: datetime) -> int:
    """Delete the calls of before, each batch in a unit of its own; returns how many."""
    forgotten = 0
    while count := _forget_some(made_before):
        forgotten += count
    return forgotten


def _forget_some(made_before: datetime) -> int:
    some = (
        select(DeploymentCall.id)
        .where(DeploymentCall.created_at < made_before)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    with unit_of_work() as uow:
        deleted = delete(DeploymentCall).where(DeploymentCall.id.in_(some))
        return len(uow.session.execute(deleted.returning(DeploymentCall.id)).all())


def _of_deployment(actor: Actor, deployment_id: uuid.UUID) -> ColumnElement[bool]:
    return scope.calls(actor) & (DeploymentCall.deployment_id == deployment_id)


def _described() -> Select[*tuple[Any, ...]]:
    """What lists show. Of the trace, which is long, only that."""
    call = DeploymentCall
    return (
        select(
            call.id,
            call.created_at,
            call.via,
            call.status,
            call.error_code,
            func.left(call.question, _SHOWN_OF_QUESTION).label("question"),
            call.trace["tokens"].label("tokens"),
            call.trace["timings"].label("timings"),
            call.api_key_id,
            ApiKey.name.label("api_key_name"),
            DeploymentVersion.number.label("version"),
        )
        .outerjoin(ApiKey, ApiKey.id == call.api_key_id)
        .outerjoin(DeploymentVersion, DeploymentVersion.id == call.deployment_version_id)
    )


def _shown(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    key = row.api_key_id and NamedReference(id=row.api_key_id, name=row.api_key_name)
    return {**row._mapping, "api_key": key}
