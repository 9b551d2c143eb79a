"""What has been used: one's own, and everybody's for those who look after the platform."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, func, select
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.permissions import Role
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.rate_limits import RateLimiter
from app.models import Tier, UsageCounter, UsageRecord, User
from app.models.usage import UsageKind, UsageStatus
from app.schemas.common import Page, PageRequest, UserReference
from app.schemas.deployments import TokenFigures
from app.schemas.usage import (
    DayUsage,
    KindUsage,
    MeterName,
    MeterOut,
    UsageOut,
    UserUsageOut,
)
from app.services.usage import counted, periods, requests
from app.services.usage.allowance import Allowance, allowance_of

WARNING_PERCENT = 80
_MINUTE = timedelta(minutes=1)
_SUMS = (
    func.count().label("requests"),
    func.coalesce(func.sum(UsageRecord.prompt_tokens), 0).label("prompt_tokens"),
    func.coalesce(func.sum(UsageRecord.completion_tokens), 0).label("completion_tokens"),
)


def mine(open_unit: OpenUnit, limiter: RateLimiter) -> UsageOut:
    """The actor's own usage of this month."""
    with open_unit() as uow:
        user_id, period = uow.signed_in.user_id, periods.current()
        allowance = allowance_of(uow.session, user_id)
        usage = UsageOut.model_validate(
            {
                "tier": allowance.tier.name,
                "exempt": allowance.exempt,
                "period_start": datetime.combine(period, datetime.min.time(), tzinfo=UTC),
                "period_end": periods.end_of(period),
                "meters": _stored_meters(uow.session, user_id, period, allowance),
                "days": _days(uow.session, user_id, period),
                "by_kind": _kinds(uow.session, user_id, period),
            }
        )
        unlimited_requests = _calls_of_last_minute(uow.session, user_id)
    limit = allowance.limit(MeterName.REQUESTS)
    usage.meters.append(_request_meter(limiter, user_id, limit, unlimited_requests))
    return usage


def of_users(uow: UnitOfWork, page: PageRequest, query: str | None) -> Page[UserUsageOut]:
    """Users by what they have used this month, most first; `query` is part of address or name."""
    accounts = select(User.id)
    if query:
        accounts = accounts.where(
            User.email.icontains(query, autoescape=True)
            | User.full_name.icontains(query, autoescape=True)
        )
    total = uow.session.scalar(select(func.count()).select_from(accounts.subquery())) or 0
    rows = uow.session.execute(
        _ranked(accounts, periods.current()).limit(page.limit).offset(page.offset)
    )
    return Page[UserUsageOut](
        items=[_present(row) for row in rows], total=total, limit=page.limit, offset=page.offset
    )


def _ranked(accounts: Select[uuid.UUID], period: date) -> Select[Any]:
    sums = _sums_by_user(period)
    tokens = func.coalesce(sums.c.prompt_tokens + sums.c.completion_tokens, 0)
    return (
        select(User, Tier.tokens_per_month, sums)
        .join(Tier, Tier.name == User.tier)
        .join(sums, sums.c.user_id == User.id, isouter=True)
        .where(User.id.in_(accounts))
        .order_by(tokens.desc(), func.lower(User.email))
    )


def _sums_by_user(period: date) -> Subquery:
    return (
        select(UsageRecord.user_id, *_SUMS)
        .where(*_settled(period))
        .group_by(UsageRecord.user_id)
        .subquery()
    )


def of_deployment_version(
    session: Session, version_id: uuid.UUID, model_id: uuid.UUID
) -> TokenFigures:
    """What the answers of a deployment's version took that its own model made."""
    row = session.execute(
        select(*_SUMS).where(
            UsageRecord.deployment_version_id == version_id,
            UsageRecord.model_id == model_id,
            UsageRecord.status == UsageStatus.SETTLED,
        )
    ).one()
    return TokenFigures(
        calls=row.requests,
        prompt_tokens=int(row.prompt_tokens),
        completion_tokens=int(row.completion_tokens),
    )


def _present(row: Row[Any]) -> UserUsageOut:
    prompt, completion = int(row.prompt_tokens or 0), int(row.completion_tokens or 0)
    limit = None if Role(row.User.role).is_admin else row.tokens_per_month
    return UserUsageOut(
        user=UserReference.model_validate(row.User),
        tier=row.User.tier,
        requests=row.requests or 0,
        prompt_tokens=prompt,
        completion_tokens=completion,
        percent=_percent(prompt + completion, limit),
    )


def _stored_meters(
    session: Session, user_id: uuid.UUID, period: date, allowance: Allowance
) -> list[MeterOut]:
    """The meters whose numbers stand in the database."""
    tokens = session.scalar(
        select(UsageCounter.used_tokens).where(
            UsageCounter.user_id == user_id, UsageCounter.period == period
        )
    )
    used = {
        MeterName.TOKENS: tokens or 0,
        MeterName.PROJECTS: counted.count_projects(session, user_id),
        MeterName.DOCUMENTS: counted.count_documents(session, user_id),
    }
    resets = {MeterName.TOKENS: periods.end_of(period)}
    return [
        _meter(name, amount, allowance.limit(name), resets.get(name))
        for name, amount in used.items()
    ]


def _request_meter(
    limiter: RateLimiter, user_id: uuid.UUID, limit: int | None, unlimited: int
) -> MeterOut:
    if limit is None:
        return _meter(MeterName.REQUESTS, unlimited, None, None)
    window = requests.last_minute(limiter, user_id, limit)
    return _meter(MeterName.REQUESTS, window.used, limit, window.reset_at)


def _calls_of_last_minute(session: Session, user_id: uuid.UUID) -> int:
    """For those whose requests no limiter counts."""
    query = select(func.count()).where(
        UsageRecord.user_id == user_id, UsageRecord.created_at > now() - _MINUTE
    )
    return session.scalar(query) or 0


def _meter(name: MeterName, used: int, limit: int | None, resets_at: datetime | None) -> MeterOut:
    percent = _percent(used, limit)
    return MeterOut(
        name=name,
        used=used,
        limit=limit,
        percent=percent,
        warning=limit is not None and used * 100 >= limit * WARNING_PERCENT,
        resets_at=resets_at,
    )


def _percent(used: int, limit: int | None) -> float | None:
    """How much of a limit is used, cut to one decimal; all of nothing is 100."""
    if limit is None:
        return None
    return used * 1000 // limit / 10 if limit else 100.0


def _days(session: Session, user_id: uuid.UUID, period: date) -> list[DayUsage]:
    day = func.date(UsageRecord.created_at).label("date")
    rows = session.execute(_own_sums(user_id, period, day))
    found = {row.date: DayUsage.model_validate(row) for row in rows}
    return [found.get(day, DayUsage(date=day)) for day in periods.days_so_far(period)]


def _kinds(session: Session, user_id: uuid.UUID, period: date) -> list[KindUsage]:
    rows = session.execute(_own_sums(user_id, period, UsageRecord.kind.label("kind")))
    found = {row.kind: KindUsage.model_validate(row) for row in rows}
    return [found.get(kind, KindUsage(kind=kind)) for kind in UsageKind]


def _own_sums(user_id: uuid.UUID, period: date, by: ColumnElement[Any]) -> Select[Any]:
    return select(by, *_SUMS).where(UsageRecord.user_id == user_id, *_settled(period)).group_by(by)


def _settled(period: date) -> tuple[ColumnElement[bool], ...]:
    return UsageRecord.period == period, UsageRecord.status == UsageStatus.SETTLED
