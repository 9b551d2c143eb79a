"""What happens to every request: an id, a size limit, safe headers."""

import re
import uuid
from collections.abc import Awaitable, Callable

import structlog
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import render
from app.core.errors import TooLarge

MAX_BODY_BYTES = 1024 * 1024
# Room for the multipart frame around the largest allowed file.
MULTIPART_OVERHEAD = 64 * 1024
_UPLOAD_PATH = re.compile(r"/api/v1/knowledge-bases/[^/]+/upload/?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
]


class RequestIdMiddleware:
    """Gives each request an id, tells it to the logs and sends it back with safe headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request_id = _incoming_id(scope) or uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed_headers(message["headers"], request_id)
            await send(message)

        return await self._app(scope, receive, send_with_headers)


class BodyLimitMiddleware:
    """Refuses bodies that are too large as soon as that is known, without reading on."""

    def __init__(self, app: ASGIApp, max_file_bytes: int) -> None:
        self._app = app
        self._max_upload = max_file_bytes + MULTIPART_OVERHEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = self._max_upload if _UPLOAD_PATH.fullmatch(scope["path"]) else MAX_BODY_BYTES
        answer_too_large = _too_large_response(scope, receive, send, limit)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            return await answer_too_large()
        counter = _CountedBody(receive, limit)
        try:
            return await self._app(scope, counter.receive, send)
        except _BodyTooLarge:
            return await answer_too_large()


class _BodyTooLarge(Exception):
    """More bytes came than announced or allowed."""


class _CountedBody:
    """Counts what is received and stops at the limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _BodyTooLarge()
        return message


def _too_large_response(
    scope: Scope, receive: Receive, send: Send, limit: int
) -> Callable[[], Awaitable[None]]:
    async def answer() -> None:
        is_upload = limit > MAX_BODY_BYTES
        error = TooLarge(
            f"The {'file' if is_upload else 'request'} is larger than {limit // (1024 * 1024)} MB.",
            code="file_too_large" if is_upload else "request_too_large",
            remedy="Split the file, or ask an administrator to raise MAX_FILE_SIZE_MB."
            if is_upload
            else "Send less at once.",
        )
        response = render(Request(scope), error)
        response.headers["Connection"] = "close"
        await response(scope, receive, send)

    return answer


def _incoming_id(scope: Scope) -> str | None:
    value = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return value if _REQUEST_ID.fullmatch(value) else None


def _completed_headers(
    headers: list[tuple[bytes, bytes]], request_id: str
) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    added = [(name, value) for name, value in _SECURITY_HEADERS if name not in present]
    return [*headers, *added, (b"x-request-id", request_id.encode())]
