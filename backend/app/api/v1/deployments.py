"""Routes of deployments."""

import uuid

from fastapi import APIRouter, Depends, Request

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.disconnects import unless_gone
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.models.chat import MessageStatus
from app.schemas.calls import CallDetailOut, CallOut
from app.schemas.common import Page, VersionNumber
from app.schemas.deployments import (
    DeploymentCreate,
    DeploymentOut,
    DeploymentUpdate,
    DeploymentVersionOut,
    RollbackRequest,
    RunOut,
    RunRequest,
    SharingUpdate,
    TrafficUpdate,
    VersionComparisonOut,
    VersionDiffOut,
)
from app.services.answers import run
from app.services.calls import service as calls
from app.services.deployments import comparison, history, publishing, service

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
    """Change a deployment.

    Another way to answer is a new version, which is live at once unless `publish` is false.
    """
    return service.change(uow, deployment_id, body)


@router.get("/{deployment_id}/versions", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_deployment_versions(
    deployment_id: uuid.UUID, uow: UowDep, page: PageDep
) -> Page[DeploymentVersionOut]:
    """The versions of a deployment, the latest first; for members of its project."""
    return history.list_page(uow, deployment_id, page)


@router.get(
    "/{deployment_id}/versions/diff", dependencies=READ, responses=errors(401, 403, 404, 422)
)
def diff_deployment_versions(
    deployment_id: uuid.UUID, uow: UowDep, a: VersionNumber, b: VersionNumber
) -> VersionDiffOut:
    """How version `a` became version `b`: settings, and the prompt line by line."""
    return history.diff(uow, deployment_id, a, b)


@router.get(
    "/{deployment_id}/versions/compare", dependencies=READ, responses=errors(401, 403, 404, 422)
)
def compare_deployment_versions(
    deployment_id: uuid.UUID, uow: UowDep, a: VersionNumber, b: VersionNumber
) -> VersionComparisonOut:
    """Two versions side by side: settings, answers, feedback, times, tokens and evaluations."""
    return comparison.compare(uow, deployment_id, a, b)


@router.get(
    "/{deployment_id}/versions/{number}", dependencies=READ, responses=errors(401, 403, 404)
)
def read_deployment_version(
    deployment_id: uuid.UUID, number: VersionNumber, uow: UowDep
) -> DeploymentVersionOut:
    """One version of a deployment; for members of its project."""
    return history.read(uow, deployment_id, number)


@router.post(
    "/{deployment_id}/rollback", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422)
)
def roll_back_deployment(
    deployment_id: uuid.UUID, body: RollbackRequest, uow: UowDep
) -> DeploymentOut:
    """Let another version answer from now on, an earlier or a later one.

    Answers that are being written are finished by the version that they were asked of. A
    candidate is tried no more.
    """
    return publishing.roll_back(uow, deployment_id, body)


@router.get("/{deployment_id}/calls", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_deployment_calls(
    deployment_id: uuid.UUID, uow: UowDep, page: PageDep, status: MessageStatus | None = None
) -> Page[CallOut]:
    """What you and your keys asked of the deployment outside conversations, newest first."""
    return calls.list_page(uow, deployment_id, page, status)


@router.get("/{deployment_id}/calls/{call_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_deployment_call(
    deployment_id: uuid.UUID, call_id: uuid.UUID, uow: UowDep
) -> CallDetailOut:
    """One call of yours: question, answer and how it was made."""
    return calls.read(uow, deployment_id, call_id)


@router.put(
    "/{deployment_id}/traffic", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422)
)
def split_deployment_traffic(
    deployment_id: uuid.UUID, body: TrafficUpdate, uow: UowDep
) -> DeploymentOut:
    """Let a candidate answer some percent of the conversations, each of them from then on."""
    return publishing.split_traffic(uow, deployment_id, body)


@router.delete("/{deployment_id}/traffic", dependencies=WRITE, responses=errors(401, 403, 404, 409))
def join_deployment_traffic(deployment_id: uuid.UUID, uow: UowDep) -> DeploymentOut:
    """Let the live version answer everybody again."""
    return publishing.join_traffic(uow, deployment_id)


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
