"""Projects and their members."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from app.core.permissions import ProjectRole, Role
from app.schemas.common import NamedReference, RequestBody, ResponseBody, UserReference


class Icon(StrEnum):
    """Pictures to tell projects apart by."""

    FOLDER = "folder"
    BOOK = "book"
    BRIEFCASE = "briefcase"
    BUILDING = "building"
    CODE = "code"
    FLASK = "flask"
    GLOBE = "globe"
    GRADUATION = "graduation"
    HEART = "heart"
    LANDMARK = "landmark"
    ROCKET = "rocket"
    SCALE = "scale"
    SHIELD = "shield"
    SHIP = "ship"
    USERS = "users"
    WRENCH = "wrench"


class Colour(StrEnum):
    """Colours to tell projects apart by."""

    GREY = "grey"
    RED = "red"
    ORANGE = "orange"
    AMBER = "amber"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    INDIGO = "indigo"
    PURPLE = "purple"
    PINK = "pink"


class ProjectCreate(RequestBody):
    """A new project."""

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    icon: Icon = Icon.FOLDER
    colour: Colour = Colour.GREY


class ProjectUpdate(RequestBody):
    """Changes; absent fields stay."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    icon: Icon | None = None
    colour: Colour | None = None


class ProjectOut(ResponseBody):
    """A project. `role` is the caller's, null for an administrator who is no member."""

    id: uuid.UUID
    name: str
    description: str
    icon: Icon
    colour: Colour
    is_default: bool
    role: ProjectRole | None
    archived_at: datetime | None
    created_by: UserReference
    knowledge_base_count: int
    deployment_count: int
    member_count: int
    created_at: datetime
    updated_at: datetime


class MemberAdd(RequestBody):
    """A user, by address or id, or a group, with a role."""

    email: str | None = Field(default=None, max_length=320)
    user_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None
    role: ProjectRole

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if sum(value is not None for value in (self.email, self.user_id, self.group_id)) != 1:
            raise ValueError("give exactly one of email, user_id and group_id")
        return self


class MemberUpdate(RequestBody):
    """Another role."""

    role: ProjectRole


class MemberOut(ResponseBody):
    """A user or a group in a project. The platform role is the ceiling of what a user may do."""

    id: uuid.UUID
    role: ProjectRole
    user: UserReference | None
    group: NamedReference | None
    platform_role: Role | None
    created_at: datetime
