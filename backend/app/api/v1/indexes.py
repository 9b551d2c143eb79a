"""Routes of the vector indexes of a knowledge base."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PortsDep, Require, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.knowledge_bases import IndexCreate, IndexesOut, IndexOut
from app.services.knowledge_bases.indexes import service

router = APIRouter(prefix="/knowledge-bases/{kb_id}/indexes", tags=["knowledge bases"])

LIST = [Depends(Require(Permission.KNOWLEDGE_LIST))]
WRITE = [Depends(Require(Permission.KNOWLEDGE_WRITE))]


@router.get("", dependencies=LIST, responses=errors(401, 403, 404))
def list_indexes(kb_id: uuid.UUID, uow: UowDep) -> IndexesOut:
    """The indexes of a knowledge base: the live one, those being built, those kept."""
    return service.list_all(uow, kb_id)


@router.post(
    "",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 503),
)
def create_index(
    kb_id: uuid.UUID, body: IndexCreate, open_unit: OpenUnitDep, ports: PortsDep
) -> IndexOut:
    """Embed everything with another model, beside the live index and without touching it."""
    return service.create(open_unit, ports, kb_id, body)


@router.get("/{index_id}", dependencies=LIST, responses=errors(401, 403, 404))
def read_index(kb_id: uuid.UUID, index_id: uuid.UUID, uow: UowDep) -> IndexOut:
    """One index with the progress of its build."""
    return service.read(uow, kb_id, index_id)


@router.post(
    "/{index_id}/build",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 429, 503),
)
def build_index(
    kb_id: uuid.UUID, index_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep
) -> IndexOut:
    """Go on with a build that ended early, or bring a retired index up to date."""
    return service.start_build(open_unit, ports, kb_id, index_id)


@router.post(
    "/{index_id}/cancel",
    status_code=202,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409),
)
def cancel_index_build(kb_id: uuid.UUID, index_id: uuid.UUID, uow: UowDep) -> IndexOut:
    """Stop a build; what is embedded stays for the next one."""
    return service.cancel_build(uow, kb_id, index_id)


@router.post("/{index_id}/activate", dependencies=WRITE, responses=errors(401, 403, 404, 409))
def activate_index(kb_id: uuid.UUID, index_id: uuid.UUID, uow: UowDep) -> IndexOut:
    """Search with this index from now on; activating the one before is the way back."""
    return service.activate(uow, kb_id, index_id)


@router.delete(
    "/{index_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_index(kb_id: uuid.UUID, index_id: uuid.UUID, uow: UowDep, ports: PortsDep) -> None:
    """Delete an index that is not live, with its vectors."""
    service.delete(uow, ports.queue, kb_id, index_id)
