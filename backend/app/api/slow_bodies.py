"""Time limits for receiving request bodies."""

import time
from collections.abc import Callable

import anyio
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.middleware import is_upload
from app.core.errors import AppError


class RequestTimeout(AppError):
    """408: the body did not come in time."""

    status, code, message = 408, "request_timeout", "The request did not arrive in time."


class BodyTooSlow(HTTPException):
    """The body is late. An `HTTPException`, or body parsing would hide it."""

    def __init__(self) -> None:
        self.error = RequestTimeout(remedy="Check the connection and try again.")
        super().__init__(status_code=self.error.status, detail=self.error.message)


class BodyTimeMiddleware:
    """Ends requests whose body is late: uploads after a pause, others at a total time.

    An upload may take as long as its line needs, as long as something keeps coming.
    """

    def __init__(self, app: ASGIApp, total_s: float, upload_idle_s: float) -> None:
        self._app = app
        self._total_s = total_s
        self._upload_idle_s = upload_idle_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        return await self._app(scope, _in_time(receive, self._time_left(scope)), send)

    def _time_left(self, scope: Scope) -> Callable[[], float]:
        if is_upload(scope):
            return lambda: self._upload_idle_s
        deadline = time.monotonic() + self._total_s
        return lambda: max(deadline - time.monotonic(), 0)


def _in_time(receive: Receive, time_left: Callable[[], float]) -> Receive:
    complete = False

    async def receive_in_time() -> Message:
        nonlocal complete
        if complete:  # what follows is only the news that the client has gone
            return await receive()
        try:
            with anyio.fail_after(time_left()):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlow() from None
        complete = not message.get("more_body", False)
        return message

    return receive_in_time
