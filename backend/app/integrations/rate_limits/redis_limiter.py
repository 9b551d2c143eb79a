"""Moving windows in Redis, exact across processes; in memory while Redis is away."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

from app.core.logging import get_logger
from app.integrations.rate_limits.base import Admission, Window

log = get_logger(__name__)

KEY_PREFIX = "llmb:rate"
# Shorter than the queue's: every metered request waits for this answer.
SOCKET_TIMEOUT_S = 1
# While Redis is away, requests do not each wait for it.
ASK_AGAIN_AFTER_S = 5.0

_T = TypeVar("_T")


# The library's own scripts, both in one way to Redis. Each finds its arguments in its own `ARGV`.
_HIT_AND_WINDOW = b"""
local function hit(ARGV)
%b
end
local function window(ARGV)
%b
end
local time, limit, seconds = unpack(ARGV)
return {hit({time, limit, seconds, 1}), window({time - seconds, limit})}
""" % (RedisStorage.SCRIPT_ACQUIRE_MOVING_WINDOW, RedisStorage.SCRIPT_MOVING_WINDOW)


class _Windows:
    """Moving windows as the library keeps them."""

    def __init__(self, storage: MemoryStorage | RedisStorage) -> None:
        self._limiter = MovingWindowRateLimiter(storage)

    def hit(self, key: str, limit: int) -> Admission:
        admitted = self._limiter.hit(RateLimitItemPerMinute(limit), key)
        return Admission(admitted, self.window(key, limit))

    def window(self, key: str, limit: int) -> Window:
        stats = self._limiter.get_window_stats(RateLimitItemPerMinute(limit), key)
        return _window(limit, limit - stats.remaining, stats.reset_time)


class _SharedWindows(_Windows):
    """The same in Redis. To count and to tell of the window is one question."""

    def __init__(self, storage: RedisStorage) -> None:
        super().__init__(storage)
        self._key = storage.prefixed_key
        self._hit = storage.get_connection().register_script(_HIT_AND_WINDOW)

    def hit(self, key: str, limit: int) -> Admission:
        item = RateLimitItemPerMinute(limit)
        now, seconds = time.time(), item.get_expiry()
        admitted, counted = self._hit([self._key(item.key_for(key))], [now, limit, seconds])
        began, used = counted or (now, 0)
        return Admission(bool(admitted), _window(limit, used, float(began) + seconds))


def _window(limit: int, used: int, reset_time: float) -> Window:
    return Window(limit, used, datetime.fromtimestamp(reset_time, UTC))


class RedisRateLimiter:
    """A `RateLimiter` on Redis.

    While Redis does not answer, each process counts for itself: nobody is locked out, and
    nobody is without a limit.
    """

    def __init__(self, redis_url: str) -> None:
        storage = RedisStorage(
            redis_url,
            key_prefix=KEY_PREFIX,
            socket_timeout=SOCKET_TIMEOUT_S,
            socket_connect_timeout=SOCKET_TIMEOUT_S,
        )
        self._shared: _Windows = _SharedWindows(storage)
        self._own = _Windows(MemoryStorage())
        self._away_since: float | None = None

    def hit(self, key: str, limit: int) -> Admission:
        return self._ask(lambda windows: windows.hit(key, limit))

    def window(self, key: str, limit: int) -> Window:
        return self._ask(lambda windows: windows.window(key, limit))

    def _ask(self, question: Callable[[_Windows], _T]) -> _T:
        if self._is_away():
            return question(self._own)
        try:
            answer = question(self._shared)
        except RedisError:
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
