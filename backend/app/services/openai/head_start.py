"""A head start: an answer is begun with what held for its caller a moment ago.

Before a model may be asked, the request is counted, its deployment looked up and its tokens set
aside: ways to other servers, one after the other, and each takes longer than what it is for. A
caller who has just been answered is most likely to be answered in the same way again. So the
answer is begun at once, and held back until all of that has been done and says the same: ADR 34.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from anyio import lowlevel, to_thread
from anyio.lowlevel import RunVar

from app.core.caching import LruCache
from app.core.event_loops import of_this_loop
from app.core.permissions import Actor
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.schemas.openai import ChatCompletionRequest
from app.services.answers.ahead import Ahead
from app.services.answers.task import are_alike
from app.services.openai.completions import Basis, Order, task_on
from app.services.openai.requests import understand

# What has been changed since is not asked any more: not a model that was exchanged, nor with
# passages that it must not read. As with open streams, that may take five seconds.
HOLDS_S = 5.0
_REMEMBERED = 256
_Key = tuple[Actor, str]


class HeadStarts:
    """What orders came to lately, by who asks for which model. For one event loop."""

    def __init__(self) -> None:
        self._bases: LruCache[_Key, tuple[float, Basis]] = LruCache(_REMEMBERED)
        self._is_beginning = False
        self._stopping: set[asyncio.Task[None]] = set()

    async def order(
        self,
        open_unit: OpenUnit,
        ports: Ports,
        actor: Actor,
        request: ChatCompletionRequest,
        place: Callable[[], Order],
    ) -> Order:
        """The order that `place` makes in a thread; its answer has been begun, if all goes well.

        Raises:
            AppError: what `place` raises. The next answer to the same caller gets no head start.
        """
        key = actor, request.model
        ahead = self._begin(open_unit, ports, key, request)
        try:
            if ahead:
                await lowlevel.checkpoint()  # it asks before this thread is kept busy
            order = await to_thread.run_sync(place)
        except BaseException:
            self._bases.drop(key)
            self._stop(ahead)
            raise
        finally:
            if ahead:
                self._is_beginning = False
        self._remember(key, order.basis)
        if ahead and are_alike(ahead.task, order.run.task):
            return replace(order, run=replace(order.run, ahead=ahead, draft=ahead.draft))
        self._stop(ahead)
        return order

    def _begin(
        self, open_unit: OpenUnit, ports: Ports, key: _Key, request: ChatCompletionRequest
    ) -> Ahead | None:
        """One at a time: requests that come together only take the processor from each other."""
        basis = self._basis(key)
        if basis is None or self._is_beginning:
            return None
        ahead = Ahead(open_unit, ports, task_on(basis, request, understand(request)))
        self._is_beginning = True
        return ahead

    def _basis(self, key: _Key) -> Basis | None:
        known_since, basis = self._bases.get(key) or (0.0, None)
        return basis if time.monotonic() - known_since < HOLDS_S else None

    def _remember(self, key: _Key, basis: Basis) -> None:
        if basis.holds_for_all:
            self._bases.put(key, (time.monotonic(), basis))
        else:
            self._bases.drop(key)

    def _stop(self, ahead: Ahead | None) -> None:
        """Nobody waits for it: a search on its way ends when it ends."""
        if ahead:
            stopping = asyncio.ensure_future(ahead.stop())
            self._stopping.add(stopping)
            stopping.add_done_callback(self._stopping.discard)


_head_starts: RunVar[HeadStarts] = RunVar("head_starts")


def head_starts() -> HeadStarts:
    """Those of the running event loop."""
    return of_this_loop(_head_starts, HeadStarts)
