"""What the product needs from a log of answers that are being written."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol


class Entry(NamedTuple):
    """The event of this number, counted from 1, as one line of JSON."""

    number: int
    event: str


class AnswerLog(Protocol):
    """Keeps the events of answers for minutes, and carries wishes to stop one.

    Each method raises `Transient` when the log does not answer.
    """

    async def exchange(
        self, written: Mapping[uuid.UUID, Sequence[Entry]], watched: Collection[uuid.UUID]
    ) -> set[uuid.UUID]:
        """Keep what was written of answers; returns those of `watched` that are to be stopped.

        One round trip, however many answers there are. The entries of an answer follow those
        that were kept before.
        """

    async def read(self, answer_id: uuid.UUID, after: int, wait_s: float) -> list[Entry]:
        """The entries after a number, as soon as there are any; none when none came in time."""

    async def ask_to_stop(self, answer_id: uuid.UUID) -> None:
        """Let the process that writes this answer know that it is to be stopped."""

    async def close(self) -> None:
        """Give the connections back."""
