"""The guard where it matters: between the name and the connection, against real servers."""

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx2
import pytest
import trustme

from app.core.config import Settings
from app.core.errors import Upstream
from app.integrations.net import (
    AddressGuard,
    AddressNotAllowed,
    AddressNotResolved,
    Caps,
    GuardedTransport,
)
from tests.http_servers import LoopbackServer, plain, serving

PUBLIC = "93.184.215.14"


class Names:
    """A name server that may answer differently each time; the last answer stays."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> list[str]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return answer


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with serving(plain()) as running:
        yield running


def get(guard: AddressGuard, url: str, caps: Caps = Caps(), timeout: float = 2) -> httpx2.Response:
    async def fetch() -> httpx2.Response:
        transport = GuardedTransport(guard, caps)
        async with httpx2.AsyncClient(transport=transport, timeout=timeout) as client:
            return await client.get(url)

    return asyncio.run(fetch())


@pytest.mark.parametrize(
    ("answer", "allowed", "outcome"),
    [
        ([PUBLIC], [], None),
        ([PUBLIC, "2606:4700:4700::1111"], [], None),
        (["127.0.0.1"], [], AddressNotAllowed),
        ([PUBLIC, "10.0.0.1"], [], AddressNotAllowed),
        (["2606:4700:4700::1111", "64:ff9b::a00:1"], [], AddressNotAllowed),
        (["::ffff:192.168.0.1"], [], AddressNotAllowed),
        (["fe80::1%eth0"], [], AddressNotAllowed),
        (["10.0.0.1"], ["box.example:8000"], None),
        (["10.0.0.1"], ["BOX.example:8000"], None),
        (["10.0.0.1"], ["box.example:8001"], AddressNotAllowed),
        (["10.0.0.1"], ["10.0.0.1:8000"], AddressNotAllowed),
        (["10.0.0.1"], ["example:8000"], AddressNotAllowed),
        (["169.254.169.254"], ["box.example:8000"], AddressNotAllowed),
        (["10.0.0.1", "fd00:ec2::254"], ["box.example:8000"], AddressNotAllowed),
        (["64:ff9b::a9fe:a9fe"], ["box.example:8000"], AddressNotAllowed),
        ([], ["box.example:8000"], AddressNotResolved),
    ],
)
def test_every_address_of_a_name_counts(
    answer: list[str], allowed: list[str], outcome: type[Upstream] | None
) -> None:
    guard = AddressGuard(allowed, Names(answer))
    if outcome is None:
        assert guard.check("http://box.example:8000/v1").endpoint == "box.example:8000"
    else:
        with pytest.raises(outcome) as refused:
            guard.check("http://box.example:8000/v1")
        assert refused.value.remedy
        assert not any(address in str(refused.value.details) for address in answer)


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("[::1]:8000", "http://[0:0:0:0:0:0:0:1]:8000"),
        ("[0:0::1]:8000", "http://[::1]:8000"),
        ("localhost:443", "https://localhost"),
    ],
)
def test_an_allowed_endpoint_is_known_in_every_spelling(endpoint: str, url: str) -> None:
    assert AddressGuard([endpoint]).check(url)


def test_a_name_without_address_is_refused() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(AddressNotResolved):
        AddressGuard(resolve=unknown).check("http://nowhere.example")


def test_the_operators_own_models_are_allowed() -> None:
    settings = Settings(
        local_llm_url="http://127.0.0.1:8081/v1",
        ollama_base_url="http://10.1.2.3:11434",
        allowed_endpoints=["192.168.1.5:8000"],
    )
    guard = AddressGuard.of(settings)
    for url in ("http://127.0.0.1:8081", "http://10.1.2.3:11434", "http://192.168.1.5:8000"):
        guard.check(url)
    with pytest.raises(AddressNotAllowed, match="public"):
        guard.check("http://127.0.0.1:8082")


def test_a_loopback_server_is_not_reached_unless_allowed(server: LoopbackServer) -> None:
    url = f"http://127.0.0.1:{server.port}/v1"
    with pytest.raises(AddressNotAllowed):
        get(AddressGuard(), url)
    assert server.requests == []
    assert get(AddressGuard([f"127.0.0.1:{server.port}"]), url).status_code == 200


@pytest.mark.parametrize("scheme", ["http://user:secret@", "http://user@", "ftp://"])
def test_reads_addresses_strictly_when_they_are_used(server: LoopbackServer, scheme: str) -> None:
    with pytest.raises(AddressNotAllowed, match="plain"):
        get(AddressGuard([f"127.0.0.1:{server.port}"]), f"{scheme}127.0.0.1:{server.port}")
    assert server.requests == []


def test_keeps_the_host_header_and_refuses_packed_answers(server: LoopbackServer) -> None:
    guard = AddressGuard([f"box.example:{server.port}"], Names(["127.0.0.1"]))
    get(guard, f"http://box.example:{server.port}/v1")
    line, headers = server.requests[0]
    assert (line, headers["Host"]) == ("GET /v1 HTTP/1.1", f"box.example:{server.port}")
    assert headers["Accept-Encoding"] == "identity"
    with serving(plain(body=b"x", Content_Encoding="gzip")) as packed:
        guard = AddressGuard([f"127.0.0.1:{packed.port}"])
        with pytest.raises(Upstream, match="packed"):
            get(guard, f"http://127.0.0.1:{packed.port}")


def test_a_name_that_turns_private_after_the_check_is_not_connected(
    server: LoopbackServer,
) -> None:
    guard = AddressGuard(resolve=Names([PUBLIC], ["127.0.0.1"]))
    url = f"http://rebound.example:{server.port}"
    guard.check(url)
    with pytest.raises(AddressNotAllowed):
        get(guard, url)
    assert server.requests == []


def test_connects_to_the_vetted_address_without_asking_again(server: LoopbackServer) -> None:
    """The second answer would be another machine; nobody asks for it."""
    names = Names(["127.0.0.1"], ["127.99.99.99"])
    guard = AddressGuard([f"box.example:{server.port}"], names)
    assert get(guard, f"http://box.example:{server.port}").status_code == 200
    assert names.asked == 1


def test_tries_the_next_address_when_one_refuses(server: LoopbackServer) -> None:
    names = Names(["127.99.99.99", "127.0.0.1"])
    guard = AddressGuard([f"box.example:{server.port}"], names)
    assert get(guard, f"http://box.example:{server.port}").status_code == 200


def test_follows_no_redirect_and_vets_where_it_would_lead(server: LoopbackServer) -> None:
    target = f"http://127.0.0.1:{server.port}/secret"
    with serving(plain(302, Location=target)) as redirecting:
        guard = AddressGuard([f"127.0.0.1:{redirecting.port}"])
        assert get(guard, f"http://127.0.0.1:{redirecting.port}").status_code == 302

        async def follow() -> None:
            transport = GuardedTransport(guard, Caps())
            async with httpx2.AsyncClient(transport=transport, follow_redirects=True) as client:
                await client.get(f"http://127.0.0.1:{redirecting.port}")

        with pytest.raises(AddressNotAllowed):
            asyncio.run(follow())
    assert server.requests == []


def test_ignores_the_environments_proxies(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    with pytest.raises(AddressNotAllowed):
        get(AddressGuard(resolve=Names(["10.0.0.1"])), "http://inside.example")
    assert server.requests == []


def test_a_slow_name_server_costs_no_more_than_the_connect_timeout() -> None:
    answered = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        answered.wait(5)
        return [PUBLIC]

    started = time.perf_counter()
    try:
        with pytest.raises(httpx2.ConnectTimeout):
            asyncio.run(_connect_only(AddressGuard(resolve=slow), answered))
    finally:
        answered.set()
    assert time.perf_counter() - started < 2


async def _connect_only(guard: AddressGuard, answered: threading.Event) -> None:
    async with httpx2.AsyncClient(transport=GuardedTransport(guard, Caps()), timeout=0.3) as client:
        try:
            await client.get("http://slow.example")
        finally:
            answered.set()


def test_an_answer_ends_at_its_size() -> None:
    with serving(plain(body=b"x" * 2000)) as big:
        guard = AddressGuard([f"127.0.0.1:{big.port}"])
        url = f"http://127.0.0.1:{big.port}"
        assert len(get(guard, url, Caps(max_bytes=2000)).content) == 2000
        with pytest.raises(Upstream, match="more than we accept"):
            get(guard, url, Caps(max_bytes=1999))


def test_an_answer_ends_at_its_time_however_lively_it_is() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b".")
            request.wfile.flush()
            time.sleep(0.05)

    with serving(drip) as dripping:
        guard = AddressGuard([f"127.0.0.1:{dripping.port}"])
        started = time.perf_counter()
        with pytest.raises(httpx2.ReadTimeout):
            get(guard, f"http://127.0.0.1:{dripping.port}", Caps(total_s=0.4))
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize(("asked", "outcome"), [("box.example", 200), ("other.example", None)])
def test_tls_keeps_the_name(
    asked: str, outcome: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate is checked against the name in the URL, not the vetted address."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("box.example").configure_cert(context)
    names: list[str] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with serving(plain(), tls=context) as server:
        guard = AddressGuard([f"{asked}:{server.port}"], Names(["127.0.0.1"]))
        url = f"https://{asked}:{server.port}"
        if outcome:
            assert get(guard, url).status_code == outcome
        else:
            with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                get(guard, url)
    assert names == [asked]
