"""Fetching a file by its address: through the guard, within limits, under a sensible name."""

import io
import socket

import httpx2
import pytest

from app.core.errors import Transient
from app.integrations.net import AddressGuard
from app.integrations.web import FetchRefused, HttpFetcher
from app.integrations.web.http import file_name
from tests.http_servers import Answer, plain, serving

MIB = 1024 * 1024


def fetch(answer: Answer, path: str = "/a.txt", max_bytes: int = MIB) -> tuple[str, bytes]:
    with serving(answer) as server:
        fetcher = HttpFetcher(AddressGuard([f"127.0.0.1:{server.port}"]))
        with fetcher.fetch(f"http://127.0.0.1:{server.port}{path}", max_bytes) as fetched:
            return fetched.name, fetched.content.read()


def test_gives_name_and_bytes() -> None:
    body = bytes(range(256)) * 40_000
    answer = plain(200, body, Content_Type="application/pdf")
    assert fetch(answer, "/papers/report.pdf?v=2", 16 * MIB) == ("report.pdf", body)


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        ("https://x.org/a/guide.html", {"Content-Type": "text/html; charset=utf-8"}, "guide.html"),
        ("https://x.org/guide", {"Content-Type": "text/html"}, "guide.html"),
        ("https://x.org/", {"Content-Type": "text/html"}, "x.org.html"),
        ("https://x.org/d?id=7", {"Content-Type": "application/pdf"}, "d.pdf"),
        ("https://x.org/a.md", {"Content-Type": "text/plain"}, "a.md.txt"),
        ("https://x.org/a%20b.pdf", {}, "a b.pdf"),
        (
            "https://x.org/download",
            {
                "Content-Type": "application/pdf",
                "Content-Disposition": "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf",
            },
            "Grüße.pdf",
        ),
    ],
)
def test_names_a_file_as_its_type_demands(url: str, headers: dict[str, str], name: str) -> None:
    assert file_name(url, httpx2.Headers(headers)) == name


def test_an_address_in_here_is_refused() -> None:
    with serving(plain(200, b"secret")) as server:
        fetcher = HttpFetcher(AddressGuard())
        address = f"http://127.0.0.1:{server.port}/a.txt"
        with pytest.raises(FetchRefused) as caught, fetcher.fetch(address, MIB):
            pass
        assert caught.value.code == "address_not_allowed"
        assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (plain(301, Location="http://169.254.169.254/latest/meta-data"), "url_redirects"),
        (plain(404), "url_not_fetched"),
        (plain(500), "url_not_fetched"),
        (plain(200, b"x" * (2 * MIB)), "url_not_fetched"),
        (plain(200, b"\x1f\x8b", Content_Encoding="gzip"), "url_not_fetched"),
    ],
)
def test_refuses_what_is_no_file_of_that_size(answer: Answer, code: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        fetch(answer)
    assert caught.value.code == code
    assert caught.value.remedy


def test_a_server_that_is_down_may_be_up_later() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    fetcher = HttpFetcher(AddressGuard([f"127.0.0.1:{port}"]))
    with (
        pytest.raises(Transient) as caught,
        fetcher.fetch(f"http://127.0.0.1:{port}/a.txt", MIB) as fetched,
    ):
        assert isinstance(fetched.content, io.BytesIO)
    assert caught.value.code == "url_unavailable"
