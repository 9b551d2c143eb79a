"""A real HTTP server on the loopback that answers as a test tells it to."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class LoopbackServer:
    """Remembers the requests: their first lines and headers."""

    port: int
    requests: list[tuple[str, Message]] = field(default_factory=list)


def plain(status: int = 200, body: bytes = b"{}", **headers: str) -> Answer:
    """Answer with this, always. Underscores in header names stand for hyphens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """A different answer to each request; the last one stays."""
    left: Iterator[Answer] = iter(answers)
    last = answers[-1]
    lock = threading.Lock()

    def answer(request: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = next(left, last)
        chosen(request)

    return answer


@contextmanager
def serving(
    answer: Answer,
    tls: ssl.SSLContext | None = None,
    bodies: list[dict[str, Any]] | None = None,
) -> Iterator[LoopbackServer]:
    """Serve on 127.0.0.1 until the block ends. JSON bodies of requests are added to `bodies`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            seen.requests.append((self.requestline, self.headers))
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if bodies is not None:
                bodies.append(json.loads(body))
            with suppress(OSError):  # the client may have had enough
                answer(self)

        do_POST = do_GET  # noqa: N815 - named by the standard library

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    seen = LoopbackServer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
