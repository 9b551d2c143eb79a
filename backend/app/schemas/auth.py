"""Signing in and out."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import EmailStr, Field

from app.core.permissions import Permission, Role
from app.core.security import PASSWORD_MAX_LENGTH
from app.schemas.common import RequestBody, ResponseBody


class RegisterRequest(RequestBody):
    """A new account."""

    email: EmailStr
    password: str = Field(max_length=PASSWORD_MAX_LENGTH)
    full_name: str = Field(default="", max_length=200)
    return_refresh_token: bool = False


class LoginRequest(RequestBody):
    """Credentials. `return_refresh_token` is for clients that keep no cookies."""

    email: str = Field(max_length=320)
    password: str = Field(max_length=PASSWORD_MAX_LENGTH)
    return_refresh_token: bool = False


class RefreshRequest(RequestBody):
    """A refresh token for clients that keep no cookies."""

    refresh_token: str | None = Field(default=None, max_length=200)


class UserOut(ResponseBody):
    """A user as others may see one."""

    id: uuid.UUID
    email: str
    full_name: str
    role: Role
    is_active: bool
    permissions: list[Permission]
    created_at: datetime
    updated_at: datetime


class SessionOut(ResponseBody):
    """A signed-in session. `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int
    refresh_token: str | None = None
    user: UserOut


class AuthConfigOut(ResponseBody):
    """What the sign-in pages need to know."""

    registration: Literal["open", "invite", "closed"]
    has_users: bool
    password_min_length: int
