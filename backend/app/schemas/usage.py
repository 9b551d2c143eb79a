"""Tiers, and what has been used of them."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from app.models.usage import UsageKind
from app.schemas.common import RequestBody, ResponseBody, UserReference
from app.schemas.users import TierName

_MOST_TOKENS = 10**15
_MOST_THINGS = 1_000_000
_MOST_REQUESTS = 100_000


class MeterName(StrEnum):
    """What a tier limits."""

    TOKENS = "tokens"
    PROJECTS = "projects"
    DOCUMENTS = "documents"
    REQUESTS = "requests"


class TierOut(ResponseBody):
    """What users of a tier may use; null is no limit."""

    name: TierName
    tokens_per_month: int | None
    projects: int | None
    documents: int | None
    models: int | None
    requests_per_minute: int | None
    user_count: int
    updated_at: datetime


class TierUpdate(RequestBody):
    """Other numbers; absent ones stay, null is no limit."""

    tokens_per_month: int | None = Field(default=None, ge=0, le=_MOST_TOKENS)
    projects: int | None = Field(default=None, ge=0, le=_MOST_THINGS)
    documents: int | None = Field(default=None, ge=0, le=_MOST_THINGS)
    models: int | None = Field(default=None, ge=0, le=_MOST_THINGS)
    requests_per_minute: int | None = Field(default=None, ge=1, le=_MOST_REQUESTS)


class MeterOut(ResponseBody):
    """How much of a limit is used; without a limit there is no `percent`.

    `tokens` and `requests` begin anew at `resets_at`: those are this month's and the last
    minute's. `warning` comes at 80 percent.
    """

    name: MeterName
    used: int
    limit: int | None
    percent: float | None
    warning: bool
    resets_at: datetime | None


class UsageSums(ResponseBody):
    """Metered calls and the tokens that they used."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class DayUsage(UsageSums):
    """One day, UTC."""

    date: date


class KindUsage(UsageSums):
    """One kind of call."""

    kind: UsageKind


class UsageOut(ResponseBody):
    """What somebody has used in this period, a calendar month (UTC).

    `exempt` accounts, those of administrators, are metered and never held.
    """

    tier: TierName
    exempt: bool
    period_start: datetime
    period_end: datetime
    meters: list[MeterOut]
    days: list[DayUsage]
    by_kind: list[KindUsage]


class UserUsageOut(UsageSums):
    """What one user has used this month; `percent` is of the tier's tokens."""

    user: UserReference
    tier: TierName
    percent: float | None
