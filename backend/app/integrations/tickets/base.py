"""What the product needs from a store of tickets."""

from typing import Protocol


class TicketStore(Protocol):
    """Keeps a value under a name for seconds, and gives it out once."""

    def put(self, name: str, value: str, seconds: int) -> None:
        """Keep `value` for so many seconds; raises `Transient` when the store is down."""

    def take(self, name: str) -> str | None:
        """Give the value out and forget it; `None` when there is none any more.

        Raises:
            Transient: the store is down.
        """
