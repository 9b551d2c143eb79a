"""The log in Redis: a stream for each answer, which expires by itself.

An entry of the stream is a batch of events, and its id is the number of the last of them, so
that a reader goes on from any number.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from math import ceil
from typing import Any, Self

from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.core.errors import Transient
from app.integrations.answer_log.base import Entry

EVENTS_PREFIX = "llmb:answer:events:"
STOP_PREFIX = "llmb:answer:stop:"
KEPT_S = 900
TIMEOUT_S = 5
_FIELD = "events"


class RedisAnswerLog:
    """An `AnswerLog` on Redis."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis

    @classmethod
    def connect(cls, redis_url: str) -> Self:
        """The log on this Redis."""
        # Readers wait longer than a socket may be silent, so every call has a time-out of its own.
        return cls(Redis.from_url(redis_url, socket_timeout=None, decode_responses=True))

    async def exchange(
        self, written: Mapping[uuid.UUID, Sequence[Entry]], watched: Collection[uuid.UUID]
    ) -> set[uuid.UUID]:
        order = list(watched)
        pipeline = self._redis.pipeline(transaction=False)
        for answer_id, entries in written.items():
            key = EVENTS_PREFIX + str(answer_id)
            batch = "\n".join(f"{entry.number} {entry.event}" for entry in entries)
            pipeline.xadd(key, {_FIELD: batch}, id=f"{entries[-1].number}-0")
            pipeline.expire(key, KEPT_S)
        if order:
            pipeline.mget([STOP_PREFIX + str(answer_id) for answer_id in order])
        async with _within(TIMEOUT_S):
            replies = await pipeline.execute()
        wishes = replies[-1] if order else []
        return {answer_id for answer_id, wish in zip(order, wishes, strict=True) if wish}

    async def read(self, answer_id: uuid.UUID, after: int, wait_s: float) -> list[Entry]:
        key = EVENTS_PREFIX + str(answer_id)
        async with _within(wait_s + TIMEOUT_S):
            replies = await self._redis.xread({key: f"{after}-0"}, block=ceil(wait_s * 1000))
        return [entry for entry in _entries(replies) if entry.number > after]

    async def ask_to_stop(self, answer_id: uuid.UUID) -> None:
        async with _within(TIMEOUT_S):
            await self._redis.set(STOP_PREFIX + str(answer_id), "1", ex=KEPT_S)

    async def close(self) -> None:
        await self._redis.aclose()


def _entries(replies: Any) -> list[Entry]:
    """What Redis answers: for each stream its name and `(id, fields)` of each entry."""
    found: list[Entry] = []
    for _, batches in replies:
        for _, fields in batches:
            for line in fields[_FIELD].split("\n"):
                number, _, event = line.partition(" ")
                found.append(Entry(int(number), event))
    return found


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except (RedisError, TimeoutError) as error:
        raise Transient(
            "The log of running answers did not answer.", code="answer_log_unavailable"
        ) from error
