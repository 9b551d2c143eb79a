"""RQ as the delivery van."""

import uuid
from typing import Self

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from app.core.config import Settings
from app.core.errors import Transient

QUEUE_NAME = "llmb"
RUN_JOB = "app.workers.runner.run_job"
SOCKET_TIMEOUT_S = 5
JOB_TIMEOUT_S = 6 * 3600
DELIVERY_TTL_S = 24 * 3600


def connect_redis(settings: Settings, *, blocking: bool = False) -> Redis:
    """A Redis client; `blocking` ones wait on a queue and so have no read time-out."""
    return Redis.from_url(
        settings.redis_url,
        socket_connect_timeout=SOCKET_TIMEOUT_S,
        socket_timeout=None if blocking else SOCKET_TIMEOUT_S,
        health_check_interval=30,
    )


class RqJobQueue:
    """A `JobQueue` on RQ."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._queue = Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer)

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """A queue on `REDIS_URL`."""
        return cls(connect_redis(settings))

    def push(self, job_id: uuid.UUID, attempt: int) -> None:
        try:
            self._queue.enqueue_call(
                RUN_JOB,
                args=(str(job_id),),
                # RQ refuses ":" in ids; the attempt keeps a retry from being taken for a copy.
                job_id=f"{job_id}-{attempt}-{uuid.uuid4().hex[:8]}",
                timeout=JOB_TIMEOUT_S,
                ttl=DELIVERY_TTL_S,
                result_ttl=0,
                failure_ttl=0,
            )
        except RedisError as error:
            raise Transient("The job queue did not answer.", code="queue_unavailable") from error

    def ping(self) -> None:
        try:
            self._redis.ping()
        except RedisError as error:
            raise Transient("The job queue did not answer.", code="queue_unavailable") from error
