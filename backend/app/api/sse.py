"""Server-sent events: numbered, typed, one JSON line each, with a heartbeat."""

import asyncio
from collections.abc import AsyncIterator

import anyio
from fastapi.responses import StreamingResponse

from app.schemas.chat import StreamEvent

HEARTBEAT_S = 15.0
MEDIA_TYPE = "text/event-stream"


def event_stream(events: AsyncIterator[StreamEvent]) -> StreamingResponse:
    """A response that sends `events`; when the client goes, the iterator is closed."""
    headers = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
    return StreamingResponse(_encoded(events), media_type=MEDIA_TYPE, headers=headers)


async def _encoded(events: AsyncIterator[StreamEvent]) -> AsyncIterator[bytes]:
    number = 0
    pending = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({pending}, timeout=HEARTBEAT_S)
            if not done:
                yield b": still working\n\n"
                continue
            try:
                event = pending.result()
            except StopAsyncIteration:
                return
            number += 1
            yield encode_event(number, event)
            pending = asyncio.ensure_future(anext(events))
    finally:
        with anyio.CancelScope(shield=True):
            await _close(events, pending)


async def _close(
    events: AsyncIterator[StreamEvent], pending: "asyncio.Future[StreamEvent]"
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
