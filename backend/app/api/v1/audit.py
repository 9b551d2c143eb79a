"""Routes of the audit log."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from app.api.deps import OpenUnitDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.audit import (
    ActionsOut,
    AuditExportQuery,
    AuditLogOut,
    AuditQuery,
    VerificationOut,
)
from app.schemas.common import Page
from app.services.audit import export, service

router = APIRouter(
    prefix="/audit", tags=["audit"], dependencies=[Depends(Require(Permission.AUDIT_READ))]
)


@router.get("/logs", responses=errors(401, 403, 422))
def list_audit_logs(wanted: Annotated[AuditQuery, Query()], uow: UowDep) -> Page[AuditLogOut]:
    """Who did what, newest first. `action` may end in a dot: then it is a beginning."""
    return service.list_logs(uow, wanted, wanted)


@router.get("/actions", responses=errors(401, 403))
def list_audit_actions() -> ActionsOut:
    """Every action that the log can tell of."""
    return ActionsOut(items=service.actions())


@router.get("/verify", responses=errors(401, 403))
def verify_audit_log(uow: UowDep) -> VerificationOut:
    """Check the whole hash chain; the first row that does not belong is named."""
    return service.verify(uow)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The rows as a file, oldest first",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/json": {"schema": {"type": "string"}},
            },
        },
        **errors(401, 403, 422),
    },
)
def export_audit_log(
    wanted: Annotated[AuditExportQuery, Query()], open_unit: OpenUnitDep
) -> StreamingResponse:
    """Take a copy of the rows that a filter lets through."""
    copy = export.export(open_unit, wanted)
    return StreamingResponse(
        copy.content,
        media_type=copy.media_type,
        headers={"Content-Disposition": f'attachment; filename="{copy.name}"'},
    )
