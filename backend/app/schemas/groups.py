"""Groups of users."""

import uuid
from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from app.schemas.common import RequestBody, ResponseBody


class GroupCreate(RequestBody):
    """A new group."""

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)


class GroupUpdate(RequestBody):
    """Changes; absent fields stay."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)


class GroupOut(ResponseBody):
    """A group. `is_member` says whether the caller is in it."""

    id: uuid.UUID
    name: str
    description: str
    member_count: int
    is_member: bool
    created_at: datetime
    updated_at: datetime


class GroupMemberAdd(RequestBody):
    """A user, by address or id."""

    email: str | None = Field(default=None, max_length=320)
    user_id: uuid.UUID | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.email is None) == (self.user_id is None):
            raise ValueError("give either email or user_id")
        return self
