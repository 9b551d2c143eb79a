"""Work alongside: what a search that has the machine to itself does at the same time."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from typing import TypeVar

_T = TypeVar("_T")

# One of a process: searches at the same time would only take the processors from each other.
_thread = ThreadPoolExecutor(1, thread_name_prefix="alongside")
_free = threading.Semaphore(1)


@contextmanager
def alongside(act: Callable[[], _T]) -> Iterator[Callable[[], _T] | None]:
    """Begin `act` in another thread and give what waits for its result; `None` if one is at it.

    When the block ends, `act` has ended too, also where its result was not waited for.
    """
    if not _free.acquire(blocking=False):
        yield None
        return
    try:
        begun = _thread.submit(copy_context().run, act)
        try:
            yield begun.result
        finally:
            wait([begun])
    finally:
        _free.release()
