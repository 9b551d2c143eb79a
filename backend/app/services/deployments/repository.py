"""Queries on deployments, always in the scope of an actor."""

import uuid
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from sqlalchemy import Select, bindparam, func, select, true
from sqlalchemy.orm import Session, defaultload, lazyload

from app.core.errors import NotFound
from app.core.permissions import Actor, ProjectRole
from app.db.prepared import PREPARED
from app.models import Deployment, DeploymentVersion, Project
from app.services.access import scope

Called = Literal["id", "slug"]
"""What a deployment is called by."""

_CALLED = "called"


def get(
    session: Session,
    actor: Actor,
    deployment_id: uuid.UUID,
    at_least: ProjectRole = ProjectRole.VIEWER,
    *,
    lock: bool = False,
) -> Deployment:
    """A deployment that the actor may use, or in whose project they have this role.

    `lock` keeps others from making or choosing versions of it until the commit.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
        Conflict: more than using is wanted and the project is archived.
    """
    usable = select(Deployment).where(Deployment.id == deployment_id, scope.deployments(actor))
    query = usable.execution_options(**PREPARED)
    found = session.scalar(query.with_for_update(of=Deployment) if lock else query)
    if found is None:
        raise _not_found()
    if at_least is not ProjectRole.VIEWER:
        scope.require_change(session, actor, found.project_id, at_least)
    return found


def require_usable(session: Session, actor: Actor, deployment_id: uuid.UUID) -> None:
    """Raise `NotFound` unless the actor may use the deployment. It is little: open streams ask."""
    query = select(Deployment.id).where(Deployment.id == deployment_id, scope.deployments(actor))
    if session.scalar(query.execution_options(**PREPARED)) is None:
        raise _not_found()


def get_to_run(
    session: Session, actor: Actor, value: uuid.UUID | str, column: Called = "id"
) -> Deployment:
    """The deployment that is called so and is to answer now.

    Raises:
        NotFound: it is missing or not the actor's to use.
        Conflict: its project is archived.
    """
    row = session.execute(_to_run(actor, column), {_CALLED: value}).one_or_none()
    if row is None:
        raise _not_found()
    deployment, project = row
    scope.refuse_archived(project)
    return deployment


# Every question asks it, and to build it takes longer than to answer it.
@lru_cache(maxsize=256)
def _to_run(actor: Actor, column: Called) -> Select[Deployment, Project]:
    """With what answering needs, and without what only managing does."""
    layers = DeploymentVersion.knowledge_base_layers
    return (
        select(Deployment, Project)
        .join(Project, Project.id == Deployment.project_id)
        .options(lazyload(Deployment.shared_with), defaultload(Deployment.live).undefer(layers))
        .where(getattr(Deployment, column) == bindparam(_CALLED), scope.deployments(actor))
        .execution_options(**PREPARED)
    )


def _not_found() -> NotFound:
    return NotFound("There is no such deployment.", code="deployment_not_found")


def get_of_project(session: Session, actor: Actor, deployment_id: uuid.UUID) -> Deployment:
    """A deployment of a project of the actor's: guests see only what it answers.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: it is only shared with the actor.
    """
    found = get(session, actor, deployment_id)
    project = session.get_one(Project, found.project_id)
    scope.require_role(session, actor, project, ProjectRole.VIEWER)
    return found


def candidates(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, DeploymentVersion]:
    """The candidate of each of these deployments that has one."""
    rows = session.execute(
        select(Deployment.id, DeploymentVersion)
        .join(Deployment.candidate)
        .where(Deployment.id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def latest_numbers(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The number of the latest version of each of these deployments."""
    rows = session.execute(
        select(DeploymentVersion.deployment_id, func.max(DeploymentVersion.number))
        .where(DeploymentVersion.deployment_id.in_(ids))
        .group_by(DeploymentVersion.deployment_id)
    )
    return {row[0]: row[1] for row in rows}


def list_versions(
    session: Session, deployment_id: uuid.UUID, limit: int, offset: int
) -> tuple[list[DeploymentVersion], int]:
    """Versions of a deployment, the latest first, and how many there are."""
    base = select(DeploymentVersion).where(DeploymentVersion.deployment_id == deployment_id)
    latest_first = base.order_by(DeploymentVersion.number.desc())
    total = session.scalar(select(func.count()).select_from(base.subquery()))
    return list(session.scalars(latest_first.limit(limit).offset(offset))), total or 0


def name_taken(
    session: Session, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the project has another deployment of this name."""
    query = select(Deployment.id).where(
        Deployment.project_id == project_id,
        Deployment.name == name,
        Deployment.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session,
    actor: Actor,
    project_id: uuid.UUID | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[Deployment], int]:
    """Deployments by name, and how many there are."""
    conditions = [scope.deployments(actor)]
    if project_id:
        conditions.append(Deployment.project_id == project_id)
    if query:
        conditions.append(Deployment.name.icontains(query, autoescape=True))
    base = select(Deployment).where(*conditions)
    rows = session.scalars(
        base.order_by(func.lower(Deployment.name), Deployment.id).limit(limit).offset(offset)
    ).unique()
    total = session.scalar(select(func.count()).select_from(Deployment).where(*conditions))
    return list(rows), total or 0
