"""Writing and reading the audit log."""

import uuid
from typing import Any

from sqlalchemy import Select, func, select

from app.db.uow import UnitOfWork
from app.models import AuditLog
from app.schemas.audit import AuditLogOut
from app.schemas.common import Page, PageRequest


def record(
    uow: UnitOfWork,
    action: str,
    resource_type: str,
    resource_id: object | None = None,
    *,
    outcome: str = "success",
    user_id: uuid.UUID | None = None,
    user_email: str | None = None,
    **details: Any,
) -> None:
    """Add an audit row to the unit of work.

    The actor is the user unless one is named, as when somebody has only just signed in.
    `details` must hold no secrets.
    """
    actor = uow.actor
    uow.session.add(
        AuditLog(
            user_id=user_id or (actor.user_id if actor else None),
            user_email=user_email or (actor.email if actor else None),
            action=action,
            resource_type=resource_type,
            resource_id=None if resource_id is None else str(resource_id),
            request_id=uow.request_id,
            ip_address=uow.ip_address,
            outcome=outcome,
            details=details,
        )
    )


def list_logs(
    uow: UnitOfWork, page: PageRequest, user_id: uuid.UUID | None, action: str | None
) -> Page[AuditLogOut]:
    """Audit rows, newest first."""
    query = _filtered(user_id, action)
    rows = uow.session.scalars(
        query.order_by(AuditLog.sequence.desc()).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = [AuditLogOut.model_validate(row) for row in rows]
    return Page[AuditLogOut](items=items, total=total, limit=page.limit, offset=page.offset)


def _filtered(user_id: uuid.UUID | None, action: str | None) -> Select[AuditLog]:
    query = select(AuditLog)
    if user_id:
        query = query.where(AuditLog.user_id == user_id)
    if action:
        query = query.where(AuditLog.action == action)
    return query
