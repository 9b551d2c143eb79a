"""Users: as they see themselves, and as administrators see them."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import EmailStr, Field

from app.core.permissions import Permission, Role
from app.schemas.common import NamedReference, RequestBody, ResponseBody

TierName = Literal["free", "pro", "enterprise"]


class Preferences(RequestBody):
    """How somebody likes the dashboard."""

    theme: Literal["system", "light", "dark"] = "system"
    default_model_id: uuid.UUID | None = None


class UserOut(ResponseBody):
    """The signed-in user with what the role permits."""

    id: uuid.UUID
    email: str
    full_name: str
    role: Role
    tier: TierName
    is_active: bool
    permissions: list[Permission]
    preferences: Preferences
    created_at: datetime
    updated_at: datetime


class ProfileUpdate(RequestBody):
    """What everybody may change about themselves; absent fields stay."""

    full_name: str | None = Field(default=None, max_length=200)
    preferences: Preferences | None = None


class UserAdminOut(ResponseBody):
    """A user as administrators see one."""

    id: uuid.UUID
    email: str
    full_name: str
    role: Role
    tier: TierName
    is_active: bool
    last_sign_in_at: datetime | None
    groups: list[NamedReference]
    created_at: datetime
    updated_at: datetime


class UserInvite(RequestBody):
    """An account for somebody, who chooses the password through a link."""

    email: EmailStr
    full_name: str = Field(default="", max_length=200)
    role: Role
    tier: TierName | None = None


class InvitedOut(ResponseBody):
    """The new account, and the link to hand over if the mail does not arrive."""

    user: UserAdminOut
    invitation_link: str
    mail_sent: bool


class InvitationOut(ResponseBody):
    """A fresh link to choose a password; earlier ones are void."""

    invitation_link: str
    mail_sent: bool


class UserUpdate(RequestBody):
    """What administrators may change; absent fields stay."""

    full_name: str | None = Field(default=None, max_length=200)
    role: Role | None = None
    tier: TierName | None = None
    is_active: bool | None = None
