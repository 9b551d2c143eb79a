"""Which versions answer: roll back, and try a candidate on a part of the conversations.

What is being answered is finished by the version that it was asked of.
"""

import uuid

from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.models import Deployment
from app.schemas.audit_events import (
    DeploymentRolledBack,
    DeploymentTrafficJoined,
    DeploymentTrafficSplit,
)
from app.schemas.deployments import DeploymentOut, RollbackRequest, TrafficUpdate
from app.services.audit import service as audit
from app.services.deployments import repository, service, versions


def roll_back(uow: UnitOfWork, deployment_id: uuid.UUID, request: RollbackRequest) -> DeploymentOut:
    """Let an earlier or later version answer everybody; a candidate is tried no more.

    Raises:
        NotFound: deployment or version are missing or not the actor's to see.
        Forbidden: the actor is no editor of the project.
        Conflict: what the version answers with is gone, or the project is archived.
    """
    deployment = _to_change(uow, deployment_id)
    version = versions.get(uow, deployment, request.version)
    versions.refuse_incomplete(uow, version)
    rolled_back = DeploymentRolledBack(
        version_before=deployment.live_version, version_after=version.number
    )
    deployment.live_version = version.number
    deployment.candidate_version, deployment.candidate_percent = None, 0
    audit.record(uow, rolled_back, deployment.id)
    return _presented(uow, deployment)


def split_traffic(
    uow: UnitOfWork, deployment_id: uuid.UUID, request: TrafficUpdate
) -> DeploymentOut:
    """Let a candidate answer a part of the conversations.

    Raises: as `roll_back`, and `Conflict` for the live version, which answers the others.
    """
    deployment = _to_change(uow, deployment_id)
    version = versions.get(uow, deployment, request.candidate_version)
    if version.number == deployment.live_version:
        raise Conflict(
            f"Version {version.number} is live: there would be nothing to compare it with.",
            code="candidate_is_live",
            remedy="Choose another version.",
        )
    versions.refuse_incomplete(uow, version)
    deployment.candidate_version = version.number
    deployment.candidate_percent = request.percent
    event = DeploymentTrafficSplit(candidate_version=version.number, percent=request.percent)
    audit.record(uow, event, deployment.id)
    return _presented(uow, deployment)


def join_traffic(uow: UnitOfWork, deployment_id: uuid.UUID) -> DeploymentOut:
    """Let the live version answer everybody again. Without a candidate nothing happens.

    Raises:
        NotFound: the deployment is missing or not the actor's to see.
        Forbidden: the actor is no editor of the project.
        Conflict: the project is archived.
    """
    deployment = _to_change(uow, deployment_id)
    if deployment.candidate_version is not None:
        event = DeploymentTrafficJoined(candidate_version=deployment.candidate_version)
        deployment.candidate_version, deployment.candidate_percent = None, 0
        audit.record(uow, event, deployment.id)
    return _presented(uow, deployment)


def _to_change(uow: UnitOfWork, deployment_id: uuid.UUID) -> Deployment:
    return repository.get(uow.session, uow.signed_in, deployment_id, ProjectRole.EDITOR, lock=True)


def _presented(uow: UnitOfWork, deployment: Deployment) -> DeploymentOut:
    uow.session.flush()
    uow.session.refresh(deployment)
    return service.present(uow, [deployment])[0]
