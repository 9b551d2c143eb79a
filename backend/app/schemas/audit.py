"""The audit log."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from app.schemas.common import PageRequest, RequestBody, ResponseBody, UtcDatetime


class Outcome(StrEnum):
    """How an action ended."""

    SUCCESS = "success"
    DENIED = "denied"
    FAILED = "failed"


class AuditFilter(RequestBody):
    """Which rows. `action` may be a prefix that ends in a dot, `q` is part of any text."""

    user_id: uuid.UUID | None = None
    action: str | None = Field(default=None, max_length=100)
    resource_type: str | None = Field(default=None, max_length=100)
    resource_id: str | None = Field(default=None, max_length=100)
    outcome: Outcome | None = None
    since: UtcDatetime | None = None
    until: UtcDatetime | None = None
    q: str | None = Field(default=None, max_length=200)


class AuditQuery(AuditFilter, PageRequest):
    """A page of the rows that a filter lets through."""


class AuditExportQuery(AuditFilter):
    """The rows to take a copy of."""

    format: Literal["csv", "json"] = "csv"


class AuditLogOut(ResponseBody):
    """Who did what. `hash` ties the row to all rows before it."""

    id: uuid.UUID
    sequence: int
    user_id: uuid.UUID | None
    user_email: str | None
    api_key_id: uuid.UUID | None
    action: str
    resource_type: str
    resource_id: str | None
    request_id: str | None
    outcome: Outcome
    details: dict[str, Any]
    ip_address: str | None
    created_at: datetime
    hash: str


class ActionsOut(ResponseBody):
    """Every action that the log can tell of."""

    items: list[str]


class FirstBadRow(ResponseBody):
    """Where the chain breaks. `id` is null when the row is not there any more."""

    sequence: int
    id: uuid.UUID | None
    reason: Literal["changed", "missing", "not_linked"]
    message: str


class VerificationOut(ResponseBody):
    """Whether the log is as it was written. `rows` is how many are in order."""

    intact: bool
    rows: int
    first_bad: FirstBadRow | None
    head_sequence: int
    head_hash: str
    checked_at: datetime
