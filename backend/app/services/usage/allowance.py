"""What a user may use, and the error when it is used up."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, case, select
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import TooManyRequests
from app.core.permissions import Role
from app.db.prepared import among
from app.models import Tier, User
from app.schemas.usage import MeterName

_ALLOWANCE = (
    select(Tier, User.role)
    .join(User, User.tier == Tier.name)
    .where(User.id == bindparam("user_id"))
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The numbers of a user's tier. Administrators are exempt from all of them."""

    tier: Tier
    exempt: bool

    def limit(self, meter: MeterName) -> int | None:
        """How much of `meter` the user may use; `None` is any amount."""
        if self.exempt:
            return None
        limits = {
            MeterName.TOKENS: self.tier.tokens_per_month,
            MeterName.PROJECTS: self.tier.projects,
            MeterName.DOCUMENTS: self.tier.documents,
            MeterName.REQUESTS: self.tier.requests_per_minute,
        }
        return limits[meter]


def allowance_of(session: Session, user_id: uuid.UUID) -> Allowance:
    """What this user may use, as of now. API keys use what their owner may."""
    row = session.execute(_ALLOWANCE, {"user_id": user_id}).one()
    return Allowance(tier=row[0], exempt=Role(row.role).is_admin)


def monthly_tokens_of(user_id: ColumnElement[uuid.UUID]) -> ScalarSelect[int | None]:
    """The same number of tokens, for statements that compare with it themselves."""
    exempt = [role for role in Role if role.is_admin]
    return (
        select(case((among(User.role, exempt), None), else_=Tier.tokens_per_month))
        .join(User, User.tier == Tier.name)
        .where(User.id == user_id)
        .scalar_subquery()
    )


def quota_exceeded(
    meter: MeterName, message: str, limit: int, used: int, reset_at: datetime | None, remedy: str
) -> TooManyRequests:
    """The error of a quota that is used up; without `reset_at`, time does not help."""
    return _exceeded("quota_exceeded", meter, message, limit, used, reset_at, remedy)


def rate_limited(message: str, limit: int, used: int, reset_at: datetime) -> TooManyRequests:
    """The error of too many requests in the last minute."""
    remedy = "Wait a moment, then try again."
    return _exceeded("rate_limited", MeterName.REQUESTS, message, limit, used, reset_at, remedy)


def _exceeded(
    code: str,
    meter: MeterName,
    message: str,
    limit: int,
    used: int,
    reset_at: datetime | None,
    remedy: str,
) -> TooManyRequests:
    return TooManyRequests(
        message,
        code=code,
        remedy=remedy,
        meter=meter,
        limit=limit,
        used=used,
        reset_at=reset_at,
        retry_after=_seconds_until(reset_at) if reset_at else None,
    )


def _seconds_until(moment: datetime) -> int:
    return max(1, ceil((moment - now()).total_seconds()))
