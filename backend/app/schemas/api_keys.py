"""API keys."""

import uuid
from datetime import datetime
from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.core.permissions import KeyScope
from app.schemas.common import NamedReference, RequestBody, ResponseBody, UserReference


def _network(value: str) -> str:
    """An address or a network in its usual writing, like 10.0.0.0/8."""
    try:
        return str(ip_network(value, strict=False))
    except ValueError as error:
        raise ValueError("not an IP address or network like 10.0.0.0/8") from error


Network = Annotated[str, Field(max_length=64), AfterValidator(_network)]


class ApiKeyCreate(RequestBody):
    """A new key. Without networks it may be used from anywhere."""

    name: str = Field(min_length=1, max_length=120)
    scopes: list[KeyScope] = Field(min_length=1, max_length=len(KeyScope))
    expires_in_days: int | None = Field(default=None, ge=1, le=3650)
    deployment_id: uuid.UUID | None = None
    allowed_networks: list[Network] = Field(default=[], max_length=20)


class ApiKeyOut(ResponseBody):
    """A key without its secret."""

    id: uuid.UUID
    name: str
    key_prefix: str
    scopes: list[KeyScope]
    deployment: NamedReference | None
    allowed_networks: list[str]
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_ip: str | None
    revoked_at: datetime | None
    status: Literal["active", "expired", "revoked"]
    user: UserReference
    created_at: datetime


class ApiKeyCreated(ResponseBody):
    """The key itself, shown this once."""

    api_key: ApiKeyOut
    key: str
