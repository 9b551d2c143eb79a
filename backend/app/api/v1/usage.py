"""Routes of tiers and usage."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, UowDep
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.usage import TierOut, TierUpdate, UsageOut, UserUsageOut
from app.schemas.users import TierName
from app.services.usage import report, tiers

router = APIRouter(tags=["usage"])

READ = [Depends(Require(Permission.USAGE_READ))]


@router.get("/tiers", dependencies=READ, responses=errors(401, 403, 422))
def list_tiers(uow: UowDep, page: PageDep) -> Page[TierOut]:
    """What users of each tier may use, from small to large."""
    return tiers.list_page(uow, page)


@router.patch(
    "/tiers/{name}",
    dependencies=[Depends(Require(Permission.TIERS_MANAGE))],
    responses=errors(401, 403, 404, 422),
)
def change_tier(name: TierName, body: TierUpdate, uow: UowDep) -> TierOut:
    """Change what users of a tier may use; absent numbers stay, null is no limit."""
    return tiers.change(uow, name, body)


@router.get("/usage/me", dependencies=READ, responses=errors(401, 403))
def read_own_usage(open_unit: OpenUnitDep, ports: PortsDep) -> UsageOut:
    """Your own usage of this month, and how near to your limits it is."""
    return report.mine(open_unit, ports.rate_limits)


@router.get(
    "/usage/users",
    dependencies=[Depends(Require(Permission.USAGE_OF_OTHERS))],
    responses=errors(401, 403, 422),
)
def list_usage_of_users(
    uow: UowDep, page: PageDep, q: Annotated[str | None, Query(max_length=200)] = None
) -> Page[UserUsageOut]:
    """What everybody has used this month, most first; `q` is part of an address or name."""
    return report.of_users(uow, page, q)
