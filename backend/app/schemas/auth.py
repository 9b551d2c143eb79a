"""Signing in and out, passwords and signed-in clients."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import EmailStr, Field, StringConstraints

from app.core.security import PASSWORD_MAX_LENGTH
from app.schemas.common import RequestBody, ResponseBody
from app.schemas.users import UserOut

# Taken as typed: blanks at its ends are part of a password.
Password = Annotated[str, StringConstraints(strip_whitespace=False, max_length=PASSWORD_MAX_LENGTH)]


class RegisterRequest(RequestBody):
    """A new account."""

    email: EmailStr
    password: Password
    full_name: str = Field(default="", max_length=200)
    return_refresh_token: bool = False


class LoginRequest(RequestBody):
    """Credentials. `return_refresh_token` is for clients that keep no cookies."""

    email: str = Field(max_length=320)
    password: Password
    return_refresh_token: bool = False


class RefreshRequest(RequestBody):
    """A refresh token for clients that keep no cookies."""

    refresh_token: str | None = Field(default=None, max_length=200)


class PasswordChange(RequestBody):
    """The password as it is and as it shall be."""

    current_password: Password
    new_password: Password


class PasswordResetRequest(RequestBody):
    """Whose password is forgotten."""

    email: str = Field(max_length=320)


class PasswordResetRequested(ResponseBody):
    """The same answer whether there is such an account or not."""

    message: str = "If there is an account with this address, a link is on its way to it."


class PasswordResetConfirm(RequestBody):
    """The token of the link, and the password to have from now on."""

    token: str = Field(max_length=200)
    new_password: Password


class SessionOut(ResponseBody):
    """A signed-in session. `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int
    refresh_token: str | None = None
    user: UserOut


class SignedInClientOut(ResponseBody):
    """A client that is signed in. `is_current` marks the one that asks."""

    id: uuid.UUID
    user_agent: str
    ip_address: str | None
    created_at: datetime
    last_active_at: datetime
    expires_at: datetime
    is_current: bool


class AuthConfigOut(ResponseBody):
    """What the sign-in pages need to know."""

    registration: Literal["open", "invite", "closed"]
    has_users: bool
    password_min_length: int
