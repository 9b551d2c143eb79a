"""Which names we answer to."""

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.api.errors import render
from app.core.errors import AppError

# Asked by the machine itself, under whatever name; says nothing about anyone.
_ALWAYS_ANSWERED = "/health"


class HostNotAllowed(AppError):
    """400: the request names a host that we are not."""

    status, code = 400, "host_not_allowed"
    message = "This server does not answer to that host name."


class AllowedHostsMiddleware:
    """Refuses requests whose Host header is not on the list, and those with none or several.

    Protects what is made of the Host header, and private installations from pages that point
    a name of their own at our address.
    """

    def __init__(self, app: ASGIApp, allowed: list[str]) -> None:
        self._app = app
        self._allowed = frozenset(host.lower() for host in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._may_pass(scope):
            return await self._app(scope, receive, send)
        if scope["type"] == "websocket":
            return await WebSocketClose(code=1008)(scope, receive, send)
        error = HostNotAllowed(remedy="The operator lists the allowed names in ALLOWED_HOSTS.")
        return await render(Request(scope), error)(scope, receive, send)

    def _may_pass(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        named = len(hosts) == 1 and _without_port(hosts[0].decode("latin-1")) in self._allowed
        return named or scope["path"] == _ALWAYS_ANSWERED


def _without_port(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() and not name.endswith(":") else host.lower()
