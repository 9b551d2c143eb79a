"""Routes of groups."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import PageDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.common import Page, UserReference
from app.schemas.groups import GroupCreate, GroupMemberAdd, GroupOut, GroupUpdate
from app.services.groups import service

router = APIRouter(prefix="/groups", tags=["groups"])

READ = [Depends(Require(Permission.GROUPS_READ))]
MANAGE = [Depends(Require(Permission.GROUPS_MANAGE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_groups(uow: UowDep, page: PageDep, q: SearchText = None) -> Page[GroupOut]:
    """Groups by name; `q` is part of a name."""
    return service.list_page(uow, page, q)


@router.post("", status_code=201, dependencies=MANAGE, responses=errors(401, 403, 409, 422))
def create_group(body: GroupCreate, uow: UowDep) -> GroupOut:
    """Create a group."""
    return service.create(uow, body)


@router.get("/{group_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_group(group_id: uuid.UUID, uow: UowDep) -> GroupOut:
    """One group."""
    return service.read(uow, group_id)


@router.patch("/{group_id}", dependencies=MANAGE, responses=errors(401, 403, 404, 409, 422))
def change_group(group_id: uuid.UUID, body: GroupUpdate, uow: UowDep) -> GroupOut:
    """Rename or describe a group."""
    return service.change(uow, group_id, body)


@router.delete(
    "/{group_id}", status_code=204, dependencies=MANAGE, responses=errors(401, 403, 404, 409)
)
def delete_group(group_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a group with its memberships and shares."""
    service.delete(uow, group_id)


@router.get("/{group_id}/members", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_group_members(group_id: uuid.UUID, uow: UowDep, page: PageDep) -> Page[UserReference]:
    """Who is in a group, for administrators and its members."""
    return service.list_members(uow, group_id, page)


@router.post(
    "/{group_id}/members",
    status_code=201,
    dependencies=MANAGE,
    responses=errors(401, 403, 404, 409, 422),
)
def add_group_member(group_id: uuid.UUID, body: GroupMemberAdd, uow: UowDep) -> UserReference:
    """Put a user into a group."""
    return service.add_member(uow, group_id, body)


@router.delete(
    "/{group_id}/members/{user_id}",
    status_code=204,
    dependencies=MANAGE,
    responses=errors(401, 403, 404),
)
def remove_group_member(group_id: uuid.UUID, user_id: uuid.UUID, uow: UowDep) -> None:
    """Take a user out of a group."""
    service.remove_member(uow, group_id, user_id)
