"""HTTP connections that go through the guard, whatever the caller does."""

import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import anyio
import httpcore2
import httpx2

from app.core.errors import Permanent
from app.integrations.net.guard import AddressGuard

SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]
_CONNECT_TIMEOUT_S = 5.0
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that one answer may take: bytes of its body, seconds until its end."""

    max_bytes: int = 32 * _MEBIBYTE
    total_s: float = 600.0


class AnswerTooLarge(Permanent):
    """502: more bytes than the cap, or bytes that would have to be unpacked."""

    code, message = "answer_too_large", "The other side sent more than we accept."


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """Connects to vetted addresses only, follows nothing, and ends answers at their caps.

    The name is resolved once, and the connection goes to the address that was vetted: a name
    server that answers differently the second time is never asked. Host header, TLS server
    name and certificate check keep the name.
    """

    def __init__(self, guard: AddressGuard, caps: Caps) -> None:
        super().__init__()
        self._guard = guard
        self._caps = caps
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=30,
            network_backend=_GuardedBackend(guard),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._guard.read(str(request.url))
        # What is not packed cannot unpack into gigabytes.
        request.headers["Accept-Encoding"] = "identity"
        deadline = time.monotonic() + self._caps.total_s
        with _until(deadline):
            response = await super().handle_async_request(request)
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            await response.aclose()
            raise AnswerTooLarge("The other side sent a packed answer that we did not ask for.")
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _CappedStream(response.stream, self._caps.max_bytes, deadline)
        return response


class _CappedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, max_bytes: int, deadline: float) -> None:
        self._stream = stream
        self._left = max_bytes
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = aiter(self._stream)
        while True:
            with _until(self._deadline):
                part = await anext(parts, None)
            if part is None:
                return
            self._left -= len(part)
            if self._left < 0:
                raise AnswerTooLarge()
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        deadline = time.monotonic() + (timeout or _CONNECT_TIMEOUT_S)
        with _until(deadline, httpcore2.ConnectTimeout):
            addresses = await self._guard.admit(host.lower(), port)
        failure: Exception = httpcore2.ConnectError("no address")
        for number, address in enumerate(addresses):
            share = (deadline - time.monotonic()) / (len(addresses) - number)
            try:
                return await self._network.connect_tcp(
                    address, port, max(share, 0.001), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


@contextmanager
def _until(deadline: float, error: type[Exception] = httpx2.ReadTimeout) -> Iterator[None]:
    """End the block with `error` at this moment of the monotonic clock."""
    try:
        with anyio.fail_after(max(deadline - time.monotonic(), 0)):
            yield
    except TimeoutError as passed:
        raise error("The time for the whole answer is over.") from passed
