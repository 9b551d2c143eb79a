"""What the product needs from a queue: to carry an id. State lives in Postgres."""

import uuid
from typing import Protocol


class JobQueue(Protocol):
    """Carries job ids to workers, perhaps twice, perhaps never: the sweeper makes it good."""

    def push(self, job_id: uuid.UUID, attempt: int) -> None:
        """Offer a job for its next attempt; raises `Transient` when the queue is down."""

    def ping(self) -> None:
        """Raise `Transient` when the queue is down."""
