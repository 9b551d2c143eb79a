"""Routes of presets and of the preview of a configuration."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, SettingsDep, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.rag_configs import (
    PreviewOut,
    PreviewRequest,
    RagConfigCreate,
    RagConfigOut,
    RagConfigUpdate,
)
from app.services.rag_configs import service
from app.services.rag_configs.preview import preview

router = APIRouter(prefix="/rag-configs", tags=["presets"])

LIST = [Depends(Require(Permission.KNOWLEDGE_LIST))]
READ = [Depends(Require(Permission.KNOWLEDGE_READ))]
WRITE = [Depends(Require(Permission.KNOWLEDGE_WRITE))]


@router.get("", dependencies=LIST, responses=errors(401, 403, 404, 422))
def list_rag_configs(
    uow: UowDep,
    settings: SettingsDep,
    page: PageDep,
    project_id: uuid.UUID | None = None,
    q: SearchText = None,
) -> Page[RagConfigOut]:
    """Presets that you may use; with `project_id` those that things in this project may use."""
    return service.list_page(uow, settings, page, project_id, q)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def create_rag_config(body: RagConfigCreate, uow: UowDep, settings: SettingsDep) -> RagConfigOut:
    """Create a preset, of your own or shared in a project."""
    return service.create(uow, settings, body)


@router.post(
    "/preview",
    dependencies=[*READ, METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 503),
)
def preview_rag_config(body: PreviewRequest, open_unit: OpenUnitDep, ports: PortsDep) -> PreviewOut:
    """The passages that a configuration makes of a text or a document. Nothing is stored."""
    return preview(open_unit, ports, body)


@router.get("/{preset_id}", dependencies=LIST, responses=errors(401, 403, 404))
def read_rag_config(preset_id: uuid.UUID, uow: UowDep, settings: SettingsDep) -> RagConfigOut:
    """One preset."""
    return service.read(uow, settings, preset_id)


@router.patch("/{preset_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_rag_config(
    preset_id: uuid.UUID, body: RagConfigUpdate, uow: UowDep, settings: SettingsDep
) -> RagConfigOut:
    """Rename, describe, configure or share a preset; what uses it follows with its next ingest."""
    return service.change(uow, settings, preset_id, body)


@router.delete(
    "/{preset_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_rag_config(preset_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a preset that nothing uses."""
    service.delete(uow, preset_id)
