"""How many requests a key has made in the last minute, counted for all processes together."""

from app.core.config import Settings
from app.integrations.rate_limits.base import Admission, RateLimiter, Window
from app.integrations.rate_limits.redis_limiter import RedisRateLimiter

__all__ = ["Admission", "RateLimiter", "Window", "connect_rate_limiter"]


def connect_rate_limiter(settings: Settings) -> RateLimiter:
    """The limiter on `REDIS_URL`, with one of this process behind it."""
    return RedisRateLimiter(settings.redis_url)
