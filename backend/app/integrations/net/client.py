"""Streams of many small parts over guarded connections, read at the lowest cost.

Beside `GuardedTransport` because model answers come in thousands of parts a second: this client
parses HTTP in C and hands out together what arrived together.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, AF_UNSPEC, AI_NUMERICHOST, AddressFamily
from types import SimpleNamespace

import aiohttp
import httpx2
from aiohttp.abc import AbstractResolver, ResolveResult

from app.integrations.net.guard import AddressGuard
from app.integrations.net.transport import AnswerTooLarge

TransportError = aiohttp.ClientError
ConnectTimeout = aiohttp.ConnectionTimeoutError

_IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is still to be read: its `parts` as they arrive."""

    status: int
    headers: Mapping[str, str]
    parts: AsyncIterator[bytes]


class GuardedClient:
    """Sends requests to vetted addresses and follows nothing.

    Connecting is bounded by `connect_timeout_s`, the body by `max_bytes`; how long to wait for
    an answer and its parts is the caller's to say. Connections belong to the event loop of the
    first request.
    """

    def __init__(
        self, guard: AddressGuard, connect_timeout_s: float, max_connections: int, max_bytes: int
    ) -> None:
        self._guard = guard
        self._connect_timeout_s = connect_timeout_s
        self._max_connections = max_connections
        self._max_bytes = max_bytes
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def send(
        self, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> AsyncIterator[Answer]:
        """The answer to a POST, or to a GET without `content`; cancelled with the block.

        Raises:
            Upstream: the address is not allowed, or the answer is packed or too large.
            TransportError: no connection, or one that broke.
        """
        self._vet(url)
        response = await self._response(url, headers, content)
        parts = self._parts(response)
        try:
            # What is not packed cannot unpack into gigabytes.
            if response.headers.get("Content-Encoding", _IDENTITY).lower() != _IDENTITY:
                raise AnswerTooLarge("The other side sent a packed answer that we did not ask for.")
            yield Answer(response.status, response.headers, parts)
        finally:
            response.close()
            await parts.aclose()

    async def close(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def _response(
        self, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> aiohttp.ClientResponse:
        """The beginning of the answer.

        Servers close connections that stay open without telling, some after every answer: what
        was sent over one that was used before is sent again over another.
        """
        method = "GET" if content is None else "POST"
        while True:
            connection = _Connection()
            try:
                return await self._opened().request(
                    method,
                    url,
                    headers=headers,
                    data=content,
                    allow_redirects=False,
                    trace_request_ctx=connection,
                )
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                if not connection.used_before:
                    raise

    def _vet(self, url: str) -> None:
        """Names are vetted when they are resolved; for addresses nobody asks the resolver."""
        if _is_address(self._guard.read(url).host):
            self._guard.check(url)

    async def _parts(self, response: aiohttp.ClientResponse) -> AsyncGenerator[bytes, None]:
        left = self._max_bytes
        while part := await response.content.readany():
            left -= len(part)
            if left < 0:
                raise AnswerTooLarge()
            yield part

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=_GuardedResolver(self._guard),
                    use_dns_cache=False,
                    limit=self._max_connections,
                    keepalive_timeout=30,
                    ssl=httpx2.create_ssl_context(),
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "llm-builder", "Accept-Encoding": _IDENTITY},
                timeout=aiohttp.ClientTimeout(total=None, connect=self._connect_timeout_s),
                auto_decompress=False,
                trust_env=False,
                trace_configs=[_telling_reuse()],
            )
        return self._session


@dataclass(slots=True)
class _Connection:
    """The connection that a request went over."""

    used_before: bool = False


def _telling_reuse() -> aiohttp.TraceConfig:
    async def note(_session: object, context: SimpleNamespace, _parameters: object) -> None:
        context.trace_request_ctx.used_before = True

    tracing = aiohttp.TraceConfig()
    tracing.on_connection_reuseconn.append(note)
    return tracing


class _GuardedResolver(AbstractResolver):
    """Gives the vetted addresses of a name, to be connected to without asking again."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = await self._guard.admit(host.lower(), port)
        found = [_resolved(host, port, address) for address in addresses]
        return [entry for entry in found if family in (AF_UNSPEC, entry["family"])]

    async def close(self) -> None:
        """Nothing is open."""


def _resolved(host: str, port: int, address: str) -> ResolveResult:
    family = AF_INET6 if ":" in address else AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=AI_NUMERICHOST
    )


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
