"""Runs the steps of a pipeline at the same time, each in a thread, none far ahead."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, ParamSpec, TypeVar

Item = TypeVar("Item")
Arguments = ParamSpec("Arguments")

_POLL_SECONDS = 0.1


@contextmanager
def prefetched(source: Generator[Item], ahead: int) -> Iterator["Prefetched[Item]"]:
    """Iterate over `source`, which runs in a thread up to `ahead` items before the reader.

    What `source` raises is raised where the reader asks for the next item. When the block is
    left early, `source` is closed.
    """
    items = Prefetched(source, ahead)
    items.start()
    try:
        yield items
    finally:
        items.stop()


class _End:
    """Stands behind the last item of a queue."""


class Prefetched(Generic[Item]):
    """Items of a source that runs in a thread, for one reader."""

    def __init__(self, source: Generator[Item], ahead: int) -> None:
        self._source = source
        self._ready: Queue[Item | _End] = Queue(ahead)
        self._stopped = Event()
        self._ended = Event()
        self._failure: Exception | None = None
        self._thread = Thread(target=self._feed, name="prefetch", daemon=True)

    def start(self) -> None:
        """Begin to read the source."""
        self._thread.start()

    def stop(self) -> None:
        """Close the source, wherever it is."""
        self._stopped.set()
        self._thread.join()

    def __iter__(self) -> Iterator[Item]:
        while not isinstance(item := self._ready.get(), _End):
            yield item
        if self._failure:
            raise self._failure

    def is_over(self) -> bool:
        """Whether it is known by now that no item and no failure is to come."""
        only_the_end_waits = self._ended.is_set() and self._ready.qsize() == 1
        return only_the_end_waits and self._failure is None

    def _feed(self) -> None:
        try:
            with closing(self._source):
                for item in self._source:
                    if not self._offer(item):
                        break
        except Exception as error:  # noqa: BLE001 - raised again in the thread of the reader
            self._failure = error
        if self._offer(_End()):
            self._ended.set()

    def _offer(self, item: Item | _End) -> bool:
        """Queue an item once there is room; returns whether it was still wanted."""
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=_POLL_SECONDS)
            except Full:
                continue
            return True
        return False


class OneBehind(Generic[Arguments]):
    """Calls a function in a thread, in order, while the caller prepares the next call.

    What a call raises is raised by the next one, or when the block ends.
    """

    def __init__(self, function: Callable[Arguments, None]) -> None:
        self._function = function
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="one-behind")
        self._last: Future[None] | None = None

    def __enter__(self) -> "OneBehind[Arguments]":
        return self

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        self._wait()
        self._last = self._pool.submit(self._function, *args, **kwargs)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._wait()
        finally:
            self._pool.shutdown()

    def _wait(self) -> None:
        if self._last:
            self._last.result()
