"""Server-sent events: numbered, typed, one JSON line each, with a heartbeat."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from anyio import CancelScope, to_thread
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import OperationalError
from starlette.types import Receive, Scope, Send

from app.api.disconnects import gone, stop
from app.core.errors import AppError
from app.core.logging import get_logger
from app.schemas.chat import NumberedEvent, StreamError, StreamEvent
from app.schemas.common import error_body

log = get_logger(__name__)

HEARTBEAT_S = 15.0
# A session or right that ends must end open streams within five seconds.
AUTHORISE_EVERY_S = 2.5
MEDIA_TYPE = "text/event-stream"
_HEARTBEAT = b": still working\n\n"
_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


def event_stream(
    events: AsyncIterator[NumberedEvent], authorise: Callable[[], object], request_id: str
) -> "FrameStream":
    """A response that sends `events`; when the client goes, the iterator is closed.

    `authorise` is asked again every few seconds: it raises when the right to listen has gone,
    and then the stream says why and ends.
    """
    numbered = _Numbered()

    def failure(error: AppError) -> bytes:
        return numbered.failure(StreamError(error=error_body(error, request_id), answer=None))

    return FrameStream(numbered.frames(events), authorise, failure)


class _Numbered:
    """Events as frames; a failure takes the number after the last one told."""

    def __init__(self) -> None:
        self._number = 0

    def failure(self, error: StreamError) -> bytes:
        return encode_event(self._number + 1, error)

    async def frames(self, events: AsyncIterator[NumberedEvent]) -> AsyncGenerator[bytes, None]:
        async for number, event in events:
            self._number = number
            yield encode_event(number, event)


def encode_event(number: int, event: StreamEvent) -> bytes:
    """One event. JSON escapes line breaks, so no content can forge another event."""
    return f"id: {number}\nevent: {event.type}\ndata: {event.model_dump_json()}\n\n".encode()


class FrameStream(StreamingResponse):
    """A response that sends frames as they come, those that come together in one piece.

    One task collects frames and another sends what there is: a frame costs little more than
    its place in a list. A third sees to heartbeats and asks again whether the client may listen.
    When the client goes, the collecting task is cancelled and with it whatever it waits for.

    The response begins with the first frame or heartbeat: what fails before that is answered
    like any other request, what fails later becomes the last frame.
    """

    def __init__(
        self,
        frames: AsyncGenerator[bytes, None],
        authorise: Callable[[], object],
        failure: Callable[[AppError], bytes],
    ) -> None:
        super().__init__(frames, media_type=MEDIA_TYPE, headers=_HEADERS)
        self._frames = frames
        self._authorise = authorise
        self._failure = failure
        self._waiting: list[bytes] = []
        self._news = asyncio.Event()
        self._began = self._over = self._gone = False
        self._refusal: AppError | None = None
        self._spoke_at = time.monotonic()

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        collecting = asyncio.ensure_future(self._collect())
        listening = asyncio.ensure_future(self._listen(receive))
        watching = asyncio.ensure_future(self._watch())
        try:
            await self._send_all(send)
            await self._end(send, collecting)
        finally:
            with CancelScope(shield=True):
                await stop(collecting, listening, watching)

    async def _send_all(self, send: Send) -> None:
        over = False
        while not over:
            await self._news.wait()
            self._news.clear()
            over = self._over  # what came before the end is waiting by now
            if self._waiting and not self._gone:
                await self._send_waiting(send)

    async def _send_waiting(self, send: Send) -> None:
        body = b"".join(self._waiting)
        self._waiting.clear()
        if not self._began:
            self._began = True
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": True})
        self._spoke_at = time.monotonic()

    async def _end(self, send: Send, collecting: "asyncio.Task[None]") -> None:
        if self._gone:
            return
        try:
            if self._refusal:
                raise self._refusal
            await collecting
        except AppError as error:
            if not self._began:
                raise
            self._waiting.append(self._failure(error))
            await self._send_waiting(send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _collect(self) -> None:
        try:
            async for frame in self._frames:
                self._waiting.append(frame)
                self._news.set()
        finally:
            self._finish()

    async def _listen(self, receive: Receive) -> None:
        """Notice when the client goes."""
        await gone(receive)
        self._gone = True
        self._finish()

    async def _watch(self) -> None:
        """Ask again and again whether the client may listen, and break long silences."""
        while True:
            await asyncio.sleep(AUTHORISE_EVERY_S)
            if refusal := await _refusal(self._authorise):
                self._refusal = refusal
                return self._finish()
            if time.monotonic() - self._spoke_at >= HEARTBEAT_S:
                self._waiting.append(_HEARTBEAT)
                self._news.set()

    def _finish(self) -> None:
        self._over = True
        self._news.set()


async def _refusal(authorise: Callable[[], object]) -> AppError | None:
    """Why the client may not listen any more."""
    try:
        await to_thread.run_sync(authorise)
    except AppError as error:
        return error
    except OperationalError:
        # A database that does not answer for a moment is no reason to stop speaking.
        log.warning("stream_not_authorised_again", exc_info=True)
    return None
