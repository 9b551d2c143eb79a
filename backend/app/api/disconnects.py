"""Clients that go while their answer is being made."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from anyio import CancelScope
from starlette.types import Receive

from app.core.errors import AppError

_T = TypeVar("_T")


class ClientGone(AppError):
    """499: nobody waits for the answer any more; seen by logs alone."""

    status, code, message = 499, "client_gone", "The client closed the connection."


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, _T]) -> _T:
    """The result of `work`, which is cancelled when the client goes.

    The request's body has to be read before.

    Raises:
        ClientGone: it went.
    """
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone()
        return await working
    finally:
        with CancelScope(shield=True):
            await stop(working, leaving)


async def gone(receive: Receive) -> None:
    """Wait until the client goes."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def stop(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel what still runs, and wait until it has cleaned up."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
