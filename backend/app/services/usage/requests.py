"""Requests per minute of a user: what a tier allows of model, search and ingest calls."""

import uuid

from app.core.permissions import Actor
from app.integrations.rate_limits import RateLimiter, Window
from app.services.usage.allowance import rate_limited


def limit_of(actor: Actor) -> int | None:
    """How many requests a minute the actor's tier allows; `None` is any number."""
    return None if actor.is_admin else actor.requests_per_minute


def admit(actor: Actor, limiter: RateLimiter) -> Window | None:
    """Count a request of the actor's; returns the window, or `None` where no limit holds.

    Raises:
        TooManyRequests: `rate_limited`.
    """
    limit = limit_of(actor)
    if limit is None:
        return None
    admission = limiter.hit(_key(actor.user_id), limit)
    window = admission.window
    if not admission.admitted:
        message = f"Your tier allows {limit:,} requests a minute."
        raise rate_limited(message, limit, window.used, window.reset_at)
    return window


def last_minute(limiter: RateLimiter, user_id: uuid.UUID, limit: int) -> Window:
    """What a user has used of `limit` in the last minute."""
    return limiter.window(_key(user_id), limit)


def _key(user_id: uuid.UUID) -> str:
    return f"user:{user_id}"
