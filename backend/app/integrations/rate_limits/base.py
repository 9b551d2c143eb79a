"""What the product needs from a rate limiter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Window:
    """The last 60 seconds of a key. At `reset_at` the oldest request in it stops counting."""

    limit: int
    used: int
    reset_at: datetime


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a request may go on, and the window with it, if it may."""

    admitted: bool
    window: Window


class RateLimiter(Protocol):
    """Counts requests per minute in a moving window. It never fails: it is asked at every call."""

    def hit(self, key: str, limit: int) -> Admission:
        """Count a request, unless `limit` have been counted."""

    def window(self, key: str, limit: int) -> Window:
        """How much of `limit` is used, without counting anything."""
