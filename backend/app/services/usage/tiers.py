"""Tiers: what they allow, and changing it."""

from sqlalchemy import Row, Select, func, select

from app.db.uow import UnitOfWork
from app.models import Tier, User
from app.schemas.audit_events import TierChanged
from app.schemas.common import Page, PageRequest
from app.schemas.usage import TierOut, TierUpdate
from app.schemas.users import TierName
from app.services.audit import service as audit

_NUMBERS = ("tokens_per_month", "projects", "documents", "models", "requests_per_minute")


def list_page(uow: UnitOfWork, page: PageRequest) -> Page[TierOut]:
    """The tiers, from small to large."""
    total = uow.session.scalar(select(func.count()).select_from(Tier)) or 0
    rows = uow.session.execute(_with_users().limit(page.limit).offset(page.offset))
    return Page[TierOut](
        items=[_present(row) for row in rows], total=total, limit=page.limit, offset=page.offset
    )


def change(uow: UnitOfWork, name: TierName, request: TierUpdate) -> TierOut:
    """Change numbers of a tier, for all its users at once."""
    tier = uow.session.get_one(Tier, name, with_for_update=True)
    for field in request.model_fields_set:
        setattr(tier, field, getattr(request, field))
    uow.session.flush()
    uow.session.refresh(tier)
    numbers = {field: getattr(tier, field) for field in _NUMBERS}
    audit.record(uow, TierChanged(fields=sorted(request.model_fields_set), **numbers), name)
    return _present(uow.session.execute(_with_users().where(Tier.name == name)).one())


def _with_users() -> Select[Tier, int]:
    users = select(func.count()).where(User.tier == Tier.name).scalar_subquery()
    return select(Tier, users.label("users")).order_by(
        Tier.tokens_per_month.nulls_last(), Tier.requests_per_minute.nulls_last(), Tier.name
    )


def _present(row: Row[Tier, int]) -> TierOut:
    tier, users = row
    numbers = {field: getattr(tier, field) for field in _NUMBERS}
    return TierOut(name=tier.name, user_count=users, updated_at=tier.updated_at, **numbers)
