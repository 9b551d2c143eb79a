"""Routes of API keys."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import PageDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.api_keys import ApiKeyCreate, ApiKeyCreated, ApiKeyOut
from app.schemas.common import Page
from app.services.api_keys import service

router = APIRouter(
    prefix="/api-keys",
    tags=["API keys"],
    dependencies=[Depends(Require(Permission.API_KEYS_MANAGE))],
)


@router.get("", responses=errors(401, 403, 422))
def list_api_keys(
    uow: UowDep, page: PageDep, all: bool = False, user_id: uuid.UUID | None = None
) -> Page[ApiKeyOut]:
    """Your keys, newest first; administrators may ask for everybody's or one user's."""
    return service.list_page(uow, page, all, user_id)


@router.post("", status_code=201, responses=errors(401, 403, 404, 422))
def create_api_key(body: ApiKeyCreate, uow: UowDep) -> ApiKeyCreated:
    """Make a key. The answer is the only place that ever shows it."""
    return service.create(uow, body)


@router.get("/{key_id}", responses=errors(401, 403, 404))
def read_api_key(key_id: uuid.UUID, uow: UowDep) -> ApiKeyOut:
    """One key."""
    return service.read(uow, key_id)


@router.delete("/{key_id}", status_code=204, responses=errors(401, 403, 404))
def revoke_api_key(key_id: uuid.UUID, uow: UowDep) -> None:
    """Revoke a key; its next request is refused."""
    service.revoke(uow, key_id)
