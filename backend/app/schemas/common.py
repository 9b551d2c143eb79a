"""Shapes that every feature shares."""

import uuid
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
)

from app.core.differences import Kind
from app.core.errors import AppError

Item = TypeVar("Item")


def without_nul(value: Any) -> Any:
    """Refuse text with NUL characters, which no database column takes."""
    if isinstance(value, str) and "\0" in value:
        raise ValueError("must not contain NUL characters")
    if isinstance(value, list):
        for item in value:
            without_nul(item)
    return value


def in_utc(value: datetime) -> datetime:
    """The same moment in UTC: the database takes fewer offsets than a client can write."""
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("is out of range") from error


UtcDatetime = Annotated[AwareDatetime, AfterValidator(in_utc)]


# Of what is counted in the database.
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]


class RequestBody(BaseModel):
    """Base of request bodies: unknown fields are refused, text is trimmed and has no NULs."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    _no_nul = field_validator("*")(without_nul)


class ResponseBody(BaseModel):
    """Base of response bodies."""

    model_config = ConfigDict(from_attributes=True)


class ErrorBody(BaseModel):
    """Every error looks like this. `details.remedy`, when there, says what to do."""

    code: str = Field(examples=["not_found"])
    message: str
    details: dict[str, Any] = {}
    request_id: str


def error_body(error: AppError, request_id: str) -> ErrorBody:
    """An error of ours as clients see it."""
    return ErrorBody(
        code=error.code, message=error.message, details=error.details, request_id=request_id
    )


class Page(BaseModel, Generic[Item]):
    """A slice of a list. `total` counts what the caller may see."""

    items: list[Item]
    total: int
    limit: int
    offset: int


class PageRequest(BaseModel):
    """Which slice of a list."""

    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=1_000_000)


class Problem(ResponseBody):
    """Why something failed, in words, and what to do about it."""

    code: str
    message: str
    remedy: str | None = None


class NamedReference(ResponseBody):
    """Something by id and name."""

    id: uuid.UUID
    name: str


class TextSegment(ResponseBody):
    """A part of a text that stayed, was removed or was added."""

    kind: Kind
    text: str


class UserReference(ResponseBody):
    """A user, as those see one who work together."""

    id: uuid.UUID
    email: str
    full_name: str
