"""Tickets in Redis, which takes a value out in one step for all processes."""

from typing import Self

from redis import Redis
from redis.exceptions import RedisError

from app.core.errors import Transient

KEY_PREFIX = "llmb:ticket:"
SOCKET_TIMEOUT_S = 5


class RedisTicketStore:
    """A `TicketStore` on Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    @classmethod
    def connect(cls, redis_url: str) -> Self:
        """Tickets on this Redis."""
        redis = Redis.from_url(
            redis_url,
            socket_timeout=SOCKET_TIMEOUT_S,
            socket_connect_timeout=SOCKET_TIMEOUT_S,
            decode_responses=True,
        )
        return cls(redis)

    def put(self, name: str, value: str, seconds: int) -> None:
        try:
            self._redis.set(KEY_PREFIX + name, value, ex=seconds)
        except RedisError as error:
            raise _unavailable() from error

    def take(self, name: str) -> str | None:
        try:
            value: str | None = self._redis.getdel(KEY_PREFIX + name)  # type: ignore[assignment]
        except RedisError as error:
            raise _unavailable() from error
        return value


def _unavailable() -> Transient:
    return Transient("The store of tickets did not answer.", code="tickets_unavailable")
