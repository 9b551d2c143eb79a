"""Routes of users: your own profile, and administration."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.core.permissions import Permission, Role
from app.schemas.common import Page
from app.schemas.users import (
    InvitationOut,
    InvitedOut,
    ProfileUpdate,
    UserAdminOut,
    UserInvite,
    UserOut,
    UserUpdate,
)
from app.services.users import service

router = APIRouter(prefix="/users", tags=["users"])

MANAGE = [Depends(Require(Permission.USERS_MANAGE))]


@router.get(
    "/me", dependencies=[Depends(Require(Permission.PROFILE_READ))], responses=errors(401, 403)
)
def read_profile(uow: UowDep) -> UserOut:
    """Your own profile."""
    return service.me(uow)


@router.patch(
    "/me",
    dependencies=[Depends(Require(Permission.ACCOUNT_WRITE))],
    responses=errors(401, 403, 422),
)
def change_profile(body: ProfileUpdate, uow: UowDep) -> UserOut:
    """Change your own name and preferences."""
    return service.change_profile(uow, body)


@router.get("", dependencies=MANAGE, responses=errors(401, 403, 422))
def list_users(
    uow: UowDep,
    page: PageDep,
    q: SearchText = None,
    role: Role | None = None,
    is_active: bool | None = None,
) -> Page[UserAdminOut]:
    """Accounts by address; `q` is part of an address or name."""
    return service.list_page(uow, page, q, role, is_active)


@router.post("", status_code=201, dependencies=MANAGE, responses=errors(401, 403, 409, 422))
def invite_user(body: UserInvite, open_unit: OpenUnitDep, ports: PortsDep) -> InvitedOut:
    """Make an account; its owner chooses the password through a link that is mailed."""
    return service.invite(open_unit, ports, body)


@router.get("/{user_id}", dependencies=MANAGE, responses=errors(401, 403, 404))
def read_user(user_id: uuid.UUID, uow: UowDep) -> UserAdminOut:
    """One account."""
    return service.read(uow, user_id)


@router.patch("/{user_id}", dependencies=MANAGE, responses=errors(401, 403, 404, 409, 422))
def change_user(user_id: uuid.UUID, body: UserUpdate, uow: UowDep) -> UserAdminOut:
    """Change role, tier, name or state; another role and suspension end its clients."""
    return service.change(uow, user_id, body)


@router.post(
    "/{user_id}/sign-out",
    status_code=204,
    dependencies=MANAGE,
    responses=errors(401, 403, 404),
)
def sign_out_user(user_id: uuid.UUID, uow: UowDep) -> None:
    """End every signed-in client of a user."""
    service.sign_out(uow, user_id)


@router.post("/{user_id}/invitation", dependencies=MANAGE, responses=errors(401, 403, 404))
def renew_invitation(user_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep) -> InvitationOut:
    """A fresh link to choose a password; earlier ones become void."""
    return service.renew_invitation(open_unit, ports, user_id)
