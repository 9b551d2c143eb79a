"""Requests per minute: of a user by tier, of a client address against abuse."""

from collections.abc import Callable
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.deps import PortsDep
from app.api.errors import client_address, rate_headers, render
from app.core.errors import TooManyRequests
from app.integrations.rate_limits import RateLimiter
from app.services.usage import requests

_API_PATHS = ("/api/", "/v1/")
_STATE = "rate_headers"


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


def metered(count: CountDep) -> None:
    """Count a request before its route begins.

    Stands after `Require` on routes that reach a model, search or ingest, and nowhere else:
    looking at pages costs nothing.
    """
    count()


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


class AddressLimitMiddleware:
    """Refuses what one client address asks beyond a generous number of requests a minute."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter, per_minute: int) -> None:
        self._app = app
        self._limiter = limiter
        self._per_minute = per_minute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_API_PATHS):
            return await self._app(scope, receive, send)
        request = Request(scope)
        address = client_address(request) or "unknown"
        try:
            await to_thread.run_sync(
                lambda: requests.admit_address(self._limiter, address, self._per_minute)
            )
        except TooManyRequests as error:
            return await render(request, error)(scope, receive, send)
        return await self._app(scope, receive, send)
