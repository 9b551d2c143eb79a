"""Server-sent events: numbered, typed, one JSON line each, with a heartbeat."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import anyio
from anyio import to_thread
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import OperationalError

from app.core.errors import AppError
from app.core.logging import get_logger
from app.schemas.chat import NumberedEvent, StreamError, StreamEvent
from app.schemas.common import error_body

log = get_logger(__name__)

HEARTBEAT_S = 15.0
# A session or right that ends must end open streams within five seconds.
AUTHORISE_EVERY_S = 2.0
MEDIA_TYPE = "text/event-stream"


def event_stream(
    events: AsyncIterator[NumberedEvent], authorise: Callable[[], object], request_id: str
) -> StreamingResponse:
    """A response that sends `events`; when the client goes, the iterator is closed.

    `authorise` is asked again every few seconds: it raises when the right to listen has gone,
    and then the stream says why and ends.
    """
    headers = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
    encoded = _encoded(events, authorise, request_id)
    return StreamingResponse(encoded, media_type=MEDIA_TYPE, headers=headers)


async def _encoded(
    events: AsyncIterator[NumberedEvent], authorise: Callable[[], object], request_id: str
) -> AsyncIterator[bytes]:
    number = 0
    asked_at = spoke_at = time.monotonic()
    pending = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({pending}, timeout=AUTHORISE_EVERY_S)
            if time.monotonic() - asked_at >= AUTHORISE_EVERY_S:
                asked_at = time.monotonic()
                if refusal := await _refusal(authorise, request_id):
                    yield encode_event(number + 1, refusal)
                    return
            if done:
                try:
                    event = pending.result()
                except StopAsyncIteration:
                    return
                number = event.number
                spoke_at = time.monotonic()
                yield encode_event(number, event.event)
                pending = asyncio.ensure_future(anext(events))
            elif time.monotonic() - spoke_at >= HEARTBEAT_S:
                spoke_at = time.monotonic()
                yield b": still working\n\n"
    finally:
        with anyio.CancelScope(shield=True):
            await _close(events, pending)


async def _refusal(authorise: Callable[[], object], request_id: str) -> StreamError | None:
    """The last event of a stream whose listener may not listen any more."""
    try:
        await to_thread.run_sync(authorise)
    except AppError as error:
        return StreamError(error=error_body(error, request_id), answer=None)
    except OperationalError:
        # A database that does not answer for a moment is no reason to stop speaking.
        log.warning("stream_not_authorised_again", exc_info=True)
    return None


async def _close(
    events: AsyncIterator[NumberedEvent], pending: "asyncio.Future[NumberedEvent]"
) -> None:
    """Stop the source: cancel what it waits for, or close it where it stands."""
    if not pending.done():
        pending.cancel()
        await asyncio.wait({pending})
    elif not pending.cancelled():
        pending.exception()
    close = getattr(events, "aclose", None)
    if close is not None:
        await close()


def encode_event(number: int, event: StreamEvent) -> bytes:
    """One event. JSON escapes line breaks, so no content can forge another event."""
    return f"id: {number}\nevent: {event.type}\ndata: {event.model_dump_json()}\n\n".encode()
