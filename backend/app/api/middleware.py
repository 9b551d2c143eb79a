"""What happens to every request: an id, a size limit, safe headers."""

import re
import uuid

import structlog
from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import render, unexpected
from app.api.headers import Header
from app.core.errors import TooLarge

MEBIBYTE = 1024 * 1024
MAX_BODY_BYTES = MEBIBYTE
# Room for the multipart frame around the largest allowed file.
MULTIPART_OVERHEAD = 64 * 1024
_UPLOAD_PATH = re.compile(
    r"/api/v1/(knowledge-bases/[^/]+/upload(-archive)?|evaluations/question-sets/[^/]+/import"
    r"|chat/sessions/[^/]+/attachments)/?"
)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id, tells it to the logs and sends it back with safe headers."""

    def __init__(self, app: ASGIApp, headers: list[Header]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        request_id = _incoming_id(scope) or uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def send_with_headers(message: Message) -> None:
            # A WebSocket that is refused is answered like any other request.
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message["headers"] = self._completed(message["headers"], request_id)
            await send(message)

        return await self._app(scope, receive, send_with_headers)

    def _completed(self, headers: list[Header], request_id: str) -> list[Header]:
        present = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in self._headers if name not in present]
        return [*headers, *added, (b"x-request-id", request_id.encode())]


class UnexpectedErrorMiddleware:
    """Answers what nobody caught, inside the others: the framework's own place for that lies
    outside of them, where a response gets neither an id nor safe headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            return await self._app(scope, receive, send_noting)
        except Exception as error:
            if started:
                raise
            response = unexpected(Request(scope), error)
        return await response(scope, receive, send)


class BodyLimitMiddleware:
    """Refuses bodies that are too large as soon as that is known, without reading on.

    The framework's own limit answers in plain text, not in our error shape.
    """

    def __init__(self, app: ASGIApp, max_file_bytes: int) -> None:
        self._app = app
        self._max_file_bytes = max_file_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        upload = is_upload(scope)
        limit = self._max_file_bytes + MULTIPART_OVERHEAD if upload else MAX_BODY_BYTES
        too_large = _upload_too_large(self._max_file_bytes) if upload else _REQUEST_TOO_LARGE
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            return await _refuse(too_large, scope, receive, send)
        return await self._app(scope, _counted(receive, limit, too_large), send)


def is_upload(scope: Scope) -> bool:
    """Whether the request brings a file."""
    return _UPLOAD_PATH.fullmatch(scope["path"]) is not None


class BodyTooLarge(HTTPException):
    """More bytes came than are allowed. An `HTTPException`, or body parsing would hide it."""

    def __init__(self, error: TooLarge) -> None:
        super().__init__(status_code=error.status, detail=error.message)
        self.error = error


_REQUEST_TOO_LARGE = TooLarge(
    f"The request is larger than {MAX_BODY_BYTES // MEBIBYTE} MB.",
    code="request_too_large",
    remedy="Send less at once.",
)


def _upload_too_large(max_file_bytes: int) -> TooLarge:
    return TooLarge(
        f"The file is larger than {max_file_bytes // MEBIBYTE} MB.",
        code="file_too_large",
        remedy="Split the file, or ask an administrator to raise MAX_FILE_SIZE_MB.",
    )


def _counted(receive: Receive, limit: int, too_large: TooLarge) -> Receive:
    left = limit

    async def receive_counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise BodyTooLarge(too_large)
        return message

    return receive_counted


async def _refuse(error: TooLarge, scope: Scope, receive: Receive, send: Send) -> None:
    await render(Request(scope), error)(scope, receive, send)


def _incoming_id(scope: Scope) -> str | None:
    value = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return value if _REQUEST_ID.fullmatch(value) else None
