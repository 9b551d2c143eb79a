"""Requests per minute: of a user by tier, of a client address against abuse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.deps import PortsDep
from app.api.errors import client_address, rate_headers, render
from app.core.caching import LruCache
from app.core.clock import now
from app.services.usage import requests
from app.services.usage.allowance import rate_limited

_API_PATHS = ("/api/", "/v1/")
_STATE = "rate_headers"
# The counts of so many addresses are kept, those that asked last.
_ADDRESSES = 10_000


Count = Callable[[], None]
"""Counts a request against the requests per minute of its user's tier; not on the event loop.

It raises `TooManyRequests` when they are used up.
"""


async def get_count(request: Request, ports: PortsDep) -> Count:
    """For a route that counts in the thread in which it goes on. The others are `METERED`."""

    def count() -> None:
        window = requests.admit(request.state.actor, ports.rate_limits)
        if window is not None:
            headers = rate_headers(window.limit, window.used, window.reset_at)
            request.scope["state"][_STATE] = headers

    return count


CountDep = Annotated[Count, Depends(get_count)]


async def metered(request: Request, count: CountDep) -> None:
    """Count a request before its route begins.

    Stands after `Require` on routes that reach a model, search or ingest, and nowhere else:
    looking at pages costs nothing.
    """
    if requests.limit_of(request.state.actor) is not None:
        await to_thread.run_sync(count)


METERED = Depends(metered)


class RateHeadersMiddleware:
    """Tells on every answer to a metered request, also streams, how much is left."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_missing(message, scope["state"].get(_STATE, {}))
            await send(message)

        return await self._app(scope, receive, send_with_headers)


def _add_missing(message: Message, headers: dict[str, str]) -> None:
    """Add headers to a response, except those that it brings itself."""
    present = {name.lower() for name, _ in message["headers"]}
    message["headers"] = [
        *message["headers"],
        *(
            (encoded, value.encode())
            for name, value in headers.items()
            if (encoded := name.lower().encode()) not in present
        ),
    ]


@dataclass(slots=True)
class _Minute:
    """What an address has asked since its minute began."""

    ends_at: datetime
    used: int = 0


class AddressLimitMiddleware:
    """Refuses what one client address asks beyond a generous number of requests a minute.

    Each process counts for itself, by minutes that begin with a request: this stands before
    everything, so it must not need another server.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._per_minute = per_minute
        self._minutes: LruCache[str, _Minute] = LruCache(_ADDRESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_API_PATHS):
            return await self._app(scope, receive, send)
        request = Request(scope)
        minute = self._minute_of(client_address(request) or "unknown")
        minute.used += 1
        if minute.used <= self._per_minute:
            return await self._app(scope, receive, send)
        message = "Too many requests from this address."
        error = rate_limited(message, self._per_minute, self._per_minute, minute.ends_at)
        return await render(request, error)(scope, receive, send)

    def _minute_of(self, address: str) -> _Minute:
        known, moment = self._minutes.get(address), now()
        if known is not None and moment < known.ends_at:
            return known
        begun = _Minute(moment + timedelta(minutes=1))
        self._minutes.put(address, begun)
        return begun
