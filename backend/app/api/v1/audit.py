"""Routes of the audit log."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.deps import PageDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.audit import AuditLogOut
from app.schemas.common import Page
from app.services.audit import service

router = APIRouter(
    prefix="/audit", tags=["audit"], dependencies=[Depends(Require(Permission.AUDIT_READ))]
)


@router.get("/logs", responses=errors(401, 403, 422))
def list_audit_logs(
    uow: UowDep,
    page: PageDep,
    user_id: uuid.UUID | None = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
) -> Page[AuditLogOut]:
    """Who did what, newest first."""
    return service.list_logs(uow, page, user_id, action)
