"""Group commit: what comes to be written at the same time is written in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

from anyio import to_thread

_T = TypeVar("_T")


class GroupCommit(Generic[_T]):
    """Has `write` write items in batches: while it writes one, the next one gathers.

    An item that comes alone is written at once. When many come, each costs a small part of a
    thread and a transaction. `write` runs in a thread, never twice at a time. For one event loop.
    """

    def __init__(self, write: Callable[[Sequence[_T]], None]) -> None:
        self._write = write
        self._gathered: list[_T] = []
        self._next: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def add(self, item: _T) -> None:
        """Wait until `item` is written; it will be, also when the caller is cancelled meanwhile.

        Raises:
            Exception: what `write` raised for the batch that the item was in.
        """
        self._gathered.append(item)
        if self._next is None:
            # In a context of its own: a batch is not of the request that happened to begin it.
            loop = asyncio.get_running_loop()
            self._next = loop.create_task(self._write_gathered(), context=Context())
        await asyncio.shield(self._next)

    async def _write_gathered(self) -> None:
        async with self._turn:
            batch, self._gathered, self._next = self._gathered, [], None
            await to_thread.run_sync(self._write, batch)
