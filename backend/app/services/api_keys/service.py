"""Make, list and revoke API keys, and tell whose a presented one is."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, true, update

from app.core.clock import now
from app.core.errors import Forbidden, NotFound, Unauthenticated
from app.core.permissions import Actor, KeyLimits, KeyScope, Permission, Role
from app.core.security import fingerprint
from app.db.prepared import PREPARED
from app.db.uow import UnitOfWork
from app.models import ApiKey, Deployment, Tier, User
from app.schemas import audit_events as events
from app.schemas.api_keys import ApiKeyCreate, ApiKeyCreated, ApiKeyOut
from app.schemas.common import NamedReference, Page, PageRequest, UserReference
from app.services.audit import service as audit
from app.services.deployments import service as deployments

KEY_START = "llmb_"
_PREFIX_LENGTH = len(KEY_START) + 6
# The time of last use is for people: once a minute is exact enough and saves a write a call.
_LAST_USED_EVERY = timedelta(minutes=1)


def create(uow: UnitOfWork, request: ApiKeyCreate) -> ApiKeyCreated:
    """A new key of the actor; the answer is the only place that ever shows it.

    Raises:
        NotFound: the deployment to bind it to is out of the actor's sight.
    """
    if request.deployment_id:
        deployments.get(uow, request.deployment_id)
    secret = KEY_START + secrets.token_urlsafe(32)
    key = ApiKey(
        user_id=uow.signed_in.user_id,
        name=request.name,
        key_prefix=secret[:_PREFIX_LENGTH],
        key_hash=fingerprint(secret),
        scopes=sorted(set(request.scopes)),
        deployment_id=request.deployment_id,
        allowed_networks=request.allowed_networks,
        expires_at=_expiry(request.expires_in_days),
    )
    uow.session.add(key)
    uow.session.flush()
    uow.session.refresh(key)
    audit.record(
        uow,
        events.ApiKeyCreated(
            name=key.name,
            scopes=[KeyScope(scope) for scope in key.scopes],
            deployment_id=key.deployment_id,
            expires_at=key.expires_at,
        ),
        key.id,
    )
    return ApiKeyCreated(api_key=_present(uow, [key])[0], key=secret)


def list_page(
    uow: UnitOfWork, page: PageRequest, everybodys: bool, user_id: uuid.UUID | None
) -> Page[ApiKeyOut]:
    """Keys, newest first: the actor's own, or those of others for administrators.

    Raises:
        Forbidden: the actor may not see other users' keys.
    """
    actor = uow.signed_in
    if user_id is None and not everybodys:
        user_id = actor.user_id
    if user_id != actor.user_id and not actor.may(Permission.OBJECTS_OF_OTHERS):
        raise Forbidden(permission=Permission.OBJECTS_OF_OTHERS)
    query = select(ApiKey)
    if user_id:
        query = query.where(ApiKey.user_id == user_id)
    rows = uow.session.scalars(
        query.order_by(ApiKey.created_at.desc(), ApiKey.id).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return Page[ApiKeyOut](
        items=_present(uow, list(rows)), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, key_id: uuid.UUID) -> ApiKeyOut:
    """One key."""
    return _present(uow, [_get(uow, key_id)])[0]


def revoke(uow: UnitOfWork, key_id: uuid.UUID) -> None:
    """End a key; its next request is refused."""
    key = _get(uow, key_id)
    if key.revoked_at is None:
        key.revoked_at = now()
        audit.record(uow, events.ApiKeyRevoked(name=key.name), key.id)


def actor_of(uow: UnitOfWork, secret: str) -> Actor:
    """Whose key this is, with the rights that it lends as of now.

    Raises:
        Unauthenticated: it is unknown, revoked or expired, or its owner is suspended.
        Forbidden: it may not be used from this address.
    """
    return _actor(uow, _BY_HASH, fingerprint(secret))


def actor_of_id(uow: UnitOfWork, key_id: uuid.UUID) -> Actor:
    """The same for a key that was presented before; raises the same."""
    return _actor(uow, _BY_ID, key_id)


class _Presented(NamedTuple):
    """A key that somebody presents, with what its owner may do."""

    id: uuid.UUID
    user_id: uuid.UUID
    scopes: list[str]
    deployment_id: uuid.UUID | None
    allowed_networks: list[str]
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    is_active: bool
    role: str
    email: str
    requests_per_minute: int | None


def _presented(is_the_key: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ApiKey.id,
            ApiKey.user_id,
            ApiKey.scopes,
            ApiKey.deployment_id,
            ApiKey.allowed_networks,
            ApiKey.expires_at,
            ApiKey.last_used_at,
            ApiKey.revoked_at,
            User.is_active,
            User.role,
            User.email,
            Tier.requests_per_minute,
        )
        .join(User, User.id == ApiKey.user_id)
        .join(Tier, Tier.name == User.tier)
        .where(is_the_key)
        .execution_options(**PREPARED)
    )


# Built once, as every request asks one of them.
_BY_HASH = _presented(ApiKey.key_hash == bindparam("key"))
_BY_ID = _presented(ApiKey.id == bindparam("key"))


def _actor(uow: UnitOfWork, query: Select[*tuple[Any, ...]], key: str | uuid.UUID) -> Actor:
    row = uow.session.execute(query, {"key": key}).one_or_none()
    if row is None or not row.is_active:
        raise Unauthenticated("This API key is not good.", code="invalid_api_key")
    presented = _Presented(*row)
    _refuse_ended(presented)
    _refuse_place(presented, uow.ip_address)
    _note_use(uow, presented)
    return Actor(
        presented.user_id,
        Role(presented.role),
        presented.email,
        key=KeyLimits(
            presented.id, frozenset(map(KeyScope, presented.scopes)), presented.deployment_id
        ),
        requests_per_minute=presented.requests_per_minute,
    )


def _refuse_ended(key: _Presented) -> None:
    state = _status(key)
    if state != "active":
        raise Unauthenticated(
            f"This API key is {state}.", code=f"api_key_{state}", remedy="Use another key."
        )


def _refuse_place(key: _Presented, address: str | None) -> None:
    if key.allowed_networks and not _is_in(address, key.allowed_networks):
        raise Forbidden(
            "This API key may not be used from this address.",
            code="network_not_allowed",
            remedy="Use it from one of its networks, or make another key.",
        )


def _is_in(address: str | None, networks: Sequence[str]) -> bool:
    try:
        client = ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(client, "ipv4_mapped", None)
    return any((mapped or client) in ip_network(network) for network in networks)


def _note_use(uow: UnitOfWork, key: _Presented) -> None:
    at = now()
    if key.last_used_at and key.last_used_at >= at - _LAST_USED_EVERY:
        return
    uow.session.execute(
        update(ApiKey)
        .where(
            ApiKey.id == key.id,
            or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < at - _LAST_USED_EVERY),
        )
        .values(last_used_at=at, last_used_ip=uow.ip_address)
        .execution_options(synchronize_session=False)
    )


def _get(uow: UnitOfWork, key_id: uuid.UUID) -> ApiKey:
    found = uow.session.scalar(
        select(ApiKey).where(ApiKey.id == key_id, _visible_to(uow.signed_in))
    )
    if found is None:
        raise NotFound("There is no such API key.", code="api_key_not_found")
    return found


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.OBJECTS_OF_OTHERS):
        return true()
    return ApiKey.user_id == actor.user_id


def _present(uow: UnitOfWork, rows: Sequence[ApiKey]) -> list[ApiKeyOut]:
    owners = {
        user.id: UserReference.model_validate(user)
        for user in uow.session.scalars(
            select(User).where(User.id.in_({row.user_id for row in rows}))
        )
    }
    bound = {row.deployment_id for row in rows if row.deployment_id}
    targets = {
        id_: NamedReference(id=id_, name=name)
        for id_, name in uow.session.execute(
            select(Deployment.id, Deployment.name).where(Deployment.id.in_(bound))
        )
    }
    return [
        ApiKeyOut(
            id=row.id,
            name=row.name,
            key_prefix=row.key_prefix,
            scopes=[KeyScope(scope) for scope in row.scopes],
            deployment=targets.get(row.deployment_id) if row.deployment_id else None,
            allowed_networks=row.allowed_networks,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            last_used_ip=row.last_used_ip,
            revoked_at=row.revoked_at,
            status=_status(row),
            user=owners[row.user_id],
            created_at=row.created_at,
        )
        for row in rows
    ]


def _status(key: ApiKey | _Presented) -> Literal["active", "expired", "revoked"]:
    if key.revoked_at:
        return "revoked"
    if key.expires_at and key.expires_at <= now():
        return "expired"
    return "active"


def _expiry(days: int | None) -> datetime | None:
    return now() + timedelta(days=days) if days else None
