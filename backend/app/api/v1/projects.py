"""Routes of projects and their members."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import PageDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.projects import (
    MemberAdd,
    MemberOut,
    MemberUpdate,
    ProjectCreate,
    ProjectOut,
    ProjectUpdate,
)
from app.services.projects import members, service

router = APIRouter(prefix="/projects", tags=["projects"])

READ = [Depends(Require(Permission.PROJECTS_READ))]
WRITE = [Depends(Require(Permission.PROJECTS_WRITE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_projects(
    uow: UowDep,
    page: PageDep,
    q: SearchText = None,
    archived: bool = False,
) -> Page[ProjectOut]:
    """Your projects, the default one first; `q` is part of a name."""
    return service.list_page(uow, page, q, archived)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 409, 422, 429))
def create_project(body: ProjectCreate, uow: UowDep) -> ProjectOut:
    """Create a project; you become its owner."""
    return service.create(uow, body)


@router.get("/{project_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_project(project_id: uuid.UUID, uow: UowDep) -> ProjectOut:
    """One project."""
    return service.read(uow, project_id)


@router.patch("/{project_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_project(project_id: uuid.UUID, body: ProjectUpdate, uow: UowDep) -> ProjectOut:
    """Rename, describe or decorate a project."""
    return service.change(uow, project_id, body)


@router.delete(
    "/{project_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_project(project_id: uuid.UUID, uow: UowDep) -> None:
    """Delete an empty project."""
    service.delete(uow, project_id)


@router.post("/{project_id}/archive", dependencies=WRITE, responses=errors(401, 403, 404, 409))
def archive_project(project_id: uuid.UUID, uow: UowDep) -> ProjectOut:
    """Make a project read-only and silence its deployments."""
    return service.archive(uow, project_id)


@router.post("/{project_id}/restore", dependencies=WRITE, responses=errors(401, 403, 404))
def restore_project(project_id: uuid.UUID, uow: UowDep) -> ProjectOut:
    """Let an archived project be changed and used again."""
    return service.restore(uow, project_id)


@router.get("/{project_id}/members", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_members(project_id: uuid.UUID, uow: UowDep, page: PageDep) -> Page[MemberOut]:
    """The users and groups in a project."""
    return members.list_page(uow, project_id, page)


@router.post(
    "/{project_id}/members",
    status_code=201,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 422),
)
def add_member(project_id: uuid.UUID, body: MemberAdd, uow: UowDep) -> MemberOut:
    """Let a user or a group into a project."""
    return members.add(uow, project_id, body)


@router.patch(
    "/{project_id}/members/{member_id}",
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 422),
)
def change_member(
    project_id: uuid.UUID, member_id: uuid.UUID, body: MemberUpdate, uow: UowDep
) -> MemberOut:
    """Give a member another role."""
    return members.change(uow, project_id, member_id, body)


@router.delete(
    "/{project_id}/members/{member_id}",
    status_code=204,
    # Everybody may leave, whatever the platform role.
    dependencies=READ,
    responses=errors(401, 403, 404, 409),
)
def remove_member(project_id: uuid.UUID, member_id: uuid.UUID, uow: UowDep) -> None:
    """Take a member out of a project, or leave it yourself."""
    members.remove(uow, project_id, member_id)
