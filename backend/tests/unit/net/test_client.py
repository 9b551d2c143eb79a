"""The guard around the client that streams: the same rules as around every other connection."""

import asyncio
import ssl
import threading
import time
from pathlib import Path

import pytest
import trustme

from app.core.errors import Upstream
from app.integrations.net import (
    AddressGuard,
    AddressNotAllowed,
    AddressNotResolved,
    ConnectTimeout,
    GuardedClient,
    TransportError,
)
from tests.http_servers import plain, serving
from tests.unit.net.test_guard import PUBLIC, Names


def get(guard: AddressGuard, url: str, max_bytes: int = 1000, connect_s: float = 5) -> bytes:
    """The body of what is at `url`, after its status."""

    async def fetch() -> bytes:
        client = GuardedClient(guard, connect_s, max_connections=10, max_bytes=max_bytes)
        try:
            async with client.send(url, {}) as answer:
                parts = [part async for part in answer.parts]
                return b"%d " % answer.status + b"".join(parts)
        finally:
            await client.close()

    return asyncio.run(fetch())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_loopback_server_is_not_reached_unless_allowed(host: str) -> None:
    with serving(plain()) as server:
        url = f"http://{host}:{server.port}/v1"
        with pytest.raises(AddressNotAllowed):
            get(AddressGuard(), url)
        assert server.requests == []
        assert get(AddressGuard([f"{host}:{server.port}"]), url) == b"200 {}"


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00:ec2::254"],
)
def test_no_address_inside_is_connected_to_by_name_or_by_number(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressNotAllowed):
        get(AddressGuard(), f"http://{host}:8000/v1")
    with pytest.raises(AddressNotAllowed):
        get(AddressGuard(resolve=Names([PUBLIC, address])), "http://box.example:8000/v1")


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@127.0.0.1",
        "ftp://127.0.0.1",
        "http://127.1",
        "http://2130706433",
        "http://0x7f000001",
        "http://127。0。0。1",
        "http://exa mple.com",
    ],
)
def test_reads_addresses_strictly_when_they_are_used(url: str) -> None:
    with pytest.raises(AddressNotAllowed):
        get(AddressGuard(["127.0.0.1:80"]), url)


def test_connects_to_the_vetted_address_and_keeps_the_host_header() -> None:
    """The second answer would be another machine; nobody asks for it."""
    names = Names(["127.0.0.1"], ["127.99.99.99"])
    with serving(plain()) as server:
        guard = AddressGuard([f"box.example:{server.port}"], names)
        get(guard, f"http://box.example:{server.port}/v1")
    line, headers = server.requests[0]
    assert (line, headers["Host"]) == ("GET /v1 HTTP/1.1", f"box.example:{server.port}")
    assert headers["Accept-Encoding"] == "identity"
    assert names.asked == 1


def test_a_name_that_turns_private_after_the_check_is_not_connected() -> None:
    with serving(plain()) as server:
        guard = AddressGuard(resolve=Names([PUBLIC], ["127.0.0.1"]))
        guard.check(f"http://rebound.example:{server.port}")
        with pytest.raises(AddressNotAllowed):
            get(guard, f"http://rebound.example:{server.port}")
    assert server.requests == []


def test_tries_the_next_address_when_one_refuses() -> None:
    with serving(plain()) as server:
        names = Names(["127.99.99.99", "127.0.0.1"])
        guard = AddressGuard([f"box.example:{server.port}"], names)
        assert get(guard, f"http://box.example:{server.port}") == b"200 {}"


def test_a_name_without_address_is_told() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(AddressNotResolved):
        get(AddressGuard(resolve=unknown), "http://nowhere.example")


def test_follows_no_redirect() -> None:
    with (
        serving(plain()) as target,
        serving(plain(302, Location=f"http://127.0.0.1:{target.port}/secret")) as server,
    ):
        guard = AddressGuard([f"127.0.0.1:{port}" for port in (server.port, target.port)])
        assert get(guard, f"http://127.0.0.1:{server.port}").startswith(b"302")
    assert target.requests == []


def test_ignores_the_environments_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(plain()) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
        with pytest.raises(AddressNotAllowed):
            get(AddressGuard(resolve=Names(["10.0.0.1"])), "http://inside.example")
    assert server.requests == []


def test_keeps_no_cookies() -> None:
    with serving(plain(Set_Cookie="session=1; Path=/")) as server:
        url = f"http://127.0.0.1:{server.port}"

        async def twice() -> None:
            client = GuardedClient(AddressGuard([url.removeprefix("http://")]), 5, 10, 1000)
            for _ in range(2):
                async with client.send(url, {}) as answer:
                    assert [part async for part in answer.parts] == [b"{}"]
            await client.close()

        asyncio.run(twice())
    assert [headers["Cookie"] for _, headers in server.requests] == [None, None]


def test_ends_what_is_larger_than_the_cap_and_refuses_packed_answers() -> None:
    for answer in (plain(body=b"x" * 2000), plain(body=b"x", Content_Encoding="gzip")):
        with serving(answer) as server, pytest.raises(Upstream) as refused:
            get(AddressGuard([f"127.0.0.1:{server.port}"]), f"http://127.0.0.1:{server.port}")
        assert refused.value.code == "answer_too_large"


def test_a_slow_name_server_costs_no_more_than_the_connect_timeout() -> None:
    answered = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        answered.wait(5)
        return [PUBLIC]

    started = time.perf_counter()
    with pytest.raises(ConnectTimeout):
        get(AddressGuard(resolve=slow), "http://slow.example", connect_s=0.2)
    assert time.perf_counter() - started < 4
    answered.set()


def test_checks_certificates_against_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("right.example").configure_cert(context)
    with serving(plain(), tls=context) as server:
        hosts = [f"{name}.example:{server.port}" for name in ("right", "wrong")]
        guard = AddressGuard(hosts, Names(["127.0.0.1"]))
        with pytest.raises(TransportError, match="certificate"):
            get(guard, f"https://{hosts[0]}")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert get(guard, f"https://{hosts[0]}") == b"200 {}"
        with pytest.raises(TransportError, match="certificate"):
            get(guard, f"https://{hosts[1]}")
