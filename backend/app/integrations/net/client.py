"""Requests over guarded connections, without what a general client adds to each of them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from app.integrations.net.guard import AddressGuard
from app.integrations.net.transport import Caps, GuardedTransport

WRITE_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is still to be read: its `parts` as they arrive."""

    status: int
    headers: Mapping[str, str]
    parts: AsyncIterator[bytes]


class GuardedClient:
    """Sends requests to vetted addresses and follows nothing.

    Connecting and sending are bounded in time here; reading is the caller's to bound, besides
    `caps`.
    """

    def __init__(
        self, guard: AddressGuard, caps: Caps, connect_timeout_s: float, max_connections: int
    ) -> None:
        self._transport = GuardedTransport(
            guard, caps, max_connections, kept_open=max_connections // 10
        )
        self._timeouts = {
            "connect": connect_timeout_s,
            "pool": connect_timeout_s,
            "write": WRITE_TIMEOUT_S,
            "read": None,
        }

    @asynccontextmanager
    async def send(
        self, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> AsyncIterator[Answer]:
        """The answer to a POST, or to a GET without `content`; cancelled with the block."""
        request = httpx2.Request(
            "GET" if content is None else "POST",
            url,
            headers={"Accept": "*/*", "User-Agent": "llm-builder", **headers},
            content=content,
            extensions={"timeout": self._timeouts},
        )
        response = await self._transport.handle_async_request(request)
        try:
            assert isinstance(response.stream, httpx2.AsyncByteStream)
            yield Answer(response.status_code, response.headers, aiter(response.stream))
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.aclose()
