"""Routes of deployments."""

import uuid

from fastapi import APIRouter, Depends, Request

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.disconnects import unless_gone
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.deployments import (
    DeploymentCreate,
    DeploymentOut,
    DeploymentUpdate,
    RunOut,
    RunRequest,
    SharingUpdate,
)
from app.services.answers import run
from app.services.deployments import service

router = APIRouter(prefix="/deployments", tags=["deployments"])

READ = [Depends(Require(Permission.DEPLOYMENTS_READ))]
WRITE = [Depends(Require(Permission.DEPLOYMENTS_WRITE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_deployments(
    uow: UowDep,
    page: PageDep,
    project_id: uuid.UUID | None = None,
    q: SearchText = None,
) -> Page[DeploymentOut]:
    """Deployments that you may use, by name; `q` is part of a name."""
    return service.list_page(uow, page, project_id, q)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def create_deployment(body: DeploymentCreate, uow: UowDep) -> DeploymentOut:
    """Create a deployment: a model with the knowledge it answers from."""
    return service.create(uow, body)


@router.get("/{deployment_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_deployment(deployment_id: uuid.UUID, uow: UowDep) -> DeploymentOut:
    """One deployment."""
    return service.read(uow, deployment_id)


@router.patch("/{deployment_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_deployment(
    deployment_id: uuid.UUID, body: DeploymentUpdate, uow: UowDep
) -> DeploymentOut:
    """Change a deployment; its version is raised."""
    return service.change(uow, deployment_id, body)


@router.put(
    "/{deployment_id}/sharing",
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 422),
)
def share_deployment(deployment_id: uuid.UUID, body: SharingUpdate, uow: UowDep) -> DeploymentOut:
    """Say who may use a deployment besides the members of its project."""
    return service.share(uow, deployment_id, body)


@router.delete(
    "/{deployment_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_deployment(deployment_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a deployment with its conversations."""
    service.delete(uow, deployment_id)


@router.post(
    "/{deployment_id}/run",
    dependencies=[Depends(Require(Permission.DEPLOYMENTS_RUN)), METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
async def run_deployment(
    deployment_id: uuid.UUID,
    body: RunRequest,
    request: Request,
    open_unit: OpenUnitDep,
    ports: PortsDep,
) -> RunOut:
    """Answer one question outside any conversation."""
    answering = run.run_once(open_unit, ports, deployment_id, body.question)
    return await unless_gone(request.receive, answering)
