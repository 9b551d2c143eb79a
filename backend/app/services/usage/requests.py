"""Requests per minute of a user: what a tier allows of model, search and ingest calls."""

import uuid

from app.db.uow import OpenUnit
from app.integrations.rate_limits import RateLimiter, Window
from app.schemas.usage import MeterName
from app.services.usage.allowance import allowance_of, rate_limited


def admit(open_unit: OpenUnit, limiter: RateLimiter) -> Window | None:
    """Count a request of the actor's; returns the window, or `None` where no limit holds.

    Raises:
        TooManyRequests: `rate_limited`.
    """
    with open_unit() as uow:
        user_id = uow.signed_in.user_id
        limit = allowance_of(uow.session, user_id).limit(MeterName.REQUESTS)
    if limit is None:
        return None
    admitted = limiter.hit(_key(user_id), limit)
    window = limiter.window(_key(user_id), limit)
    if not admitted:
        message = f"Your tier allows {limit:,} requests a minute."
        raise rate_limited(message, limit, window.used, window.reset_at)
    return window


def admit_address(limiter: RateLimiter, address: str, limit: int) -> None:
    """Count a request from a client address, whoever makes it.

    Raises:
        TooManyRequests: `rate_limited`.
    """
    key = f"address:{address}"
    if not limiter.hit(key, limit):
        window = limiter.window(key, limit)
        message = "Too many requests from this address."
        raise rate_limited(message, limit, window.used, window.reset_at)


def last_minute(limiter: RateLimiter, user_id: uuid.UUID, limit: int) -> Window:
    """What a user has used of `limit` in the last minute."""
    return limiter.window(_key(user_id), limit)


def _key(user_id: uuid.UUID) -> str:
    return f"user:{user_id}"
