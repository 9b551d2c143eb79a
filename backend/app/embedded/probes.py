"""Is a part ready? Cheap questions that answer True, or False when it is not there yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.embedded.parts import ReadyCheck
from app.embedded.process import ProcessIdentity

_TIMEOUT_S = 2.0


def answers_http(port: int, path: str) -> ReadyCheck:
    """Ready when a GET on the loopback port is answered with a 2xx status."""

    async def check(_: ProcessIdentity) -> bool:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        reply = await exchange(port, request.encode())
        return reply.startswith(b"HTTP/1.1 2")

    return check


def answers_blocking(question: Callable[[], bool]) -> ReadyCheck:
    """Ready when a blocking question, asked in a thread, says so."""

    async def check(_: ProcessIdentity) -> bool:
        return await asyncio.to_thread(question)

    return check


async def exchange(port: int, request: bytes, lines: int = 1) -> bytes:
    """Send bytes to a loopback port and return the first lines of the reply; empty if refused."""
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(request)
                await writer.drain()
                return b"".join([await reader.readline() for _ in range(lines)])
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return b""
