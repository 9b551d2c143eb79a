"""Moving windows in Redis, exact across processes; in memory while Redis is away."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from app.core.logging import get_logger
from app.integrations.rate_limits.base import Window

log = get_logger(__name__)

KEY_PREFIX = "llmb:rate"
# Shorter than the queue's: every metered request waits for this answer.
SOCKET_TIMEOUT_S = 1
# While Redis is away, requests do not each wait for it.
ASK_AGAIN_AFTER_S = 5.0

_T = TypeVar("_T")


class RedisRateLimiter:
    """A `RateLimiter` on Redis.

    While Redis does not answer, each process counts for itself: nobody is locked out, and
    nobody is without a limit.
    """

    def __init__(self, redis_url: str) -> None:
        storage = RedisStorage(
            redis_url,
            key_prefix=KEY_PREFIX,
            wrap_exceptions=True,
            socket_timeout=SOCKET_TIMEOUT_S,
            socket_connect_timeout=SOCKET_TIMEOUT_S,
        )
        self._shared = MovingWindowRateLimiter(storage)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._away_since: float | None = None

    def hit(self, key: str, limit: int) -> bool:
        item = RateLimitItemPerMinute(limit)
        return self._ask(lambda limiter: limiter.hit(item, key))

    def window(self, key: str, limit: int) -> Window:
        item = RateLimitItemPerMinute(limit)
        stats = self._ask(lambda limiter: limiter.get_window_stats(item, key))
        reset_at = datetime.fromtimestamp(stats.reset_time, UTC)
        return Window(limit, limit - stats.remaining, reset_at)

    def _ask(self, question: Callable[[MovingWindowRateLimiter], _T]) -> _T:
        if self._is_away():
            return question(self._own)
        try:
            answer = question(self._shared)
        except StorageError:
            self._mark_away()
            return question(self._own)
        self._mark_back()
        return answer

    def _is_away(self) -> bool:
        since = self._away_since
        return since is not None and time.monotonic() - since < ASK_AGAIN_AFTER_S

    def _mark_away(self) -> None:
        if self._away_since is None:
            log.warning("rate_limits_in_process", reason="redis does not answer")
        self._away_since = time.monotonic()

    def _mark_back(self) -> None:
        if self._away_since is not None:
            log.warning("rate_limits_shared_again")
            self._away_since = None
