"""The door bell of the workers."""

from app.core.config import Settings
from app.integrations.queue.base import JobQueue
from app.integrations.queue.rq_queue import RqJobQueue

__all__ = ["JobQueue", "connect_queue"]


def connect_queue(settings: Settings) -> JobQueue:
    """The queue on `REDIS_URL`."""
    return RqJobQueue.connect(settings)
