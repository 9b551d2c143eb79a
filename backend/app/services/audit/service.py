"""Writing and reading the audit log."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from app.core.clock import now
from app.core.ids import new_id
from app.db.uow import UnitOfWork
from app.models import AuditLog, User
from app.schemas.audit import AuditFilter, AuditLogOut, Outcome, VerificationOut
from app.schemas.audit_events import AuditEvent
from app.schemas.common import Page, PageRequest
from app.services.audit import chain

_PENDING = "audit_rows"
_BATCH = 1000


def record(
    uow: UnitOfWork,
    event: AuditEvent,
    resource_id: object | None = None,
    *,
    outcome: Outcome = Outcome.SUCCESS,
    user: User | None = None,
) -> None:
    """Tell of `event` in the unit of work's transaction.

    The actor is the user unless one is named, as when somebody has only just signed in.
    The row joins the chain at the very end of the transaction, so that the chain is locked
    for as short as possible.
    """
    pending: list[AuditLog] = uow.session.info.setdefault(_PENDING, [])
    if not pending:
        uow.before_commit(lambda: chain.append(uow.session, pending))
    pending.append(_row(uow, event, resource_id, outcome, user))


def _row(
    uow: UnitOfWork,
    event: AuditEvent,
    resource_id: object | None,
    outcome: Outcome,
    user: User | None,
) -> AuditLog:
    actor = uow.actor
    return AuditLog(
        id=new_id(),
        created_at=now(),
        user_id=user.id if user else (actor.user_id if actor else None),
        user_email=user.email if user else (actor.email if actor else None),
        api_key_id=actor.key.id if actor and actor.key else None,
        action=event.action,
        resource_type=event.resource_type,
        resource_id=None if resource_id is None else str(resource_id),
        request_id=uow.request_id,
        ip_address=uow.ip_address,
        outcome=outcome,
        details=event.model_dump(mode="json"),
    )


def list_logs(uow: UnitOfWork, wanted: AuditFilter, page: PageRequest) -> Page[AuditLogOut]:
    """Audit rows, newest first."""
    query = select(AuditLog).where(*_conditions(wanted))
    rows = uow.session.scalars(
        query.order_by(AuditLog.sequence.desc()).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = [AuditLogOut.model_validate(row) for row in rows]
    return Page[AuditLogOut](items=items, total=total, limit=page.limit, offset=page.offset)


def every_log(uow: UnitOfWork, wanted: AuditFilter) -> Iterator[AuditLogOut]:
    """All rows that the filter lets through, oldest first, without holding them in memory."""
    query = select(AuditLog).where(*_conditions(wanted)).order_by(AuditLog.sequence)
    for row in uow.session.scalars(query.execution_options(yield_per=_BATCH)):
        yield AuditLogOut.model_validate(row)


def verify(uow: UnitOfWork) -> VerificationOut:
    """Whether the log is as it was written."""
    return chain.verify(uow.session)


def actions() -> list[str]:
    """Every action that the log can tell of."""
    return sorted(event.action for event in AuditEvent.__subclasses__())


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions = [
        getattr(AuditLog, name) == value
        for name in ("user_id", "resource_type", "resource_id", "outcome")
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.action and wanted.action.endswith("."):
        conditions.append(AuditLog.action.startswith(wanted.action, autoescape=True))
    elif wanted.action:
        conditions.append(AuditLog.action == wanted.action)
    if wanted.since:
        conditions.append(AuditLog.created_at >= wanted.since)
    if wanted.until:
        conditions.append(AuditLog.created_at < wanted.until)
    if wanted.q:
        conditions.append(_mentions(wanted.q))
    return conditions


def _mentions(text: str) -> ColumnElement[bool]:
    columns = (
        AuditLog.user_email,
        AuditLog.action,
        AuditLog.resource_id,
        AuditLog.request_id,
        AuditLog.ip_address,
        cast(AuditLog.details, String),
    )
    return or_(*(column.icontains(text, autoescape=True) for column in columns))
