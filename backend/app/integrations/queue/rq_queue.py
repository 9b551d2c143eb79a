"""RQ carries the bell to whichever worker has a thread free."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from app.core.config import Settings
from app.core.errors import Transient

QUEUE_NAME = "llmb"
ANSWER_BELL = "app.workers.runner.answer_bell"
SOCKET_TIMEOUT_S = 5
ANSWER_TIMEOUT_S = 60
BELL_TTL_S = 24 * 3600
# Whoever answers takes all that is due, so more bells than threads would wake nobody else.
MOST_BELLS = 100


def connect_redis(settings: Settings, *, blocking: bool = False) -> Redis:
    """A Redis client; `blocking` ones wait on a queue and so have no read time-out."""
    return Redis.from_url(
        settings.redis_url,
        socket_connect_timeout=SOCKET_TIMEOUT_S,
        socket_timeout=None if blocking else SOCKET_TIMEOUT_S,
        health_check_interval=30,
    )


@contextmanager
def trouble_as_transient() -> Iterator[None]:
    """Raise `Transient` for whatever trouble Redis makes within the block."""
    try:
        yield
    except RedisError as error:
        raise Transient("The job queue did not answer.", code="queue_unavailable") from error


class RqJobQueue:
    """A `JobQueue` on RQ."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._queue = Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer)

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """A queue on `REDIS_URL`."""
        return cls(connect_redis(settings))

    def ring(self) -> None:
        with trouble_as_transient():
            if self._queue.count < MOST_BELLS:
                self._queue.enqueue_call(
                    ANSWER_BELL,
                    timeout=ANSWER_TIMEOUT_S,
                    ttl=BELL_TTL_S,
                    result_ttl=0,
                    failure_ttl=0,
                )

    def ping(self) -> None:
        with trouble_as_transient():
            self._redis.ping()
