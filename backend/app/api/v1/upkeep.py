"""Routes of upkeep."""

from fastapi import APIRouter, Depends

from app.api.deps import PageDep, PortsDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.upkeep import ReconciliationOut
from app.services.upkeep import service

router = APIRouter(prefix="/upkeep", tags=["upkeep"])


@router.get(
    "/reconciliations",
    dependencies=[Depends(Require(Permission.JOBS_READ))],
    responses=errors(401, 403, 422),
)
def list_reconciliations(uow: UowDep, page: PageDep) -> Page[ReconciliationOut]:
    """Comparisons of the database with vectors and files, newest first."""
    return service.list_page(uow, page)


@router.post(
    "/reconciliations",
    status_code=202,
    dependencies=[Depends(Require(Permission.JOBS_MANAGE))],
    responses=errors(401, 403, 409),
)
def start_reconciliation(uow: UowDep, ports: PortsDep) -> ReconciliationOut:
    """Compare the database with vectors and files now, and mend what differs."""
    return service.start(uow, ports.queue)
