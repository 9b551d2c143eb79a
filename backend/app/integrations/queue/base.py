"""What the product needs from a queue: a door bell. What there is to do stands in Postgres."""

from typing import Protocol


class JobQueue(Protocol):
    """Wakes a worker, perhaps twice, perhaps never: each worker also looks by itself."""

    def ring(self) -> None:
        """Wake a worker that has a thread free; raises `Transient` when the queue is down."""

    def ping(self) -> None:
        """Raise `Transient` when the queue is down."""
