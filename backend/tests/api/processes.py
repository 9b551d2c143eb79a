"""The API as a process of its own, and requests to it that no client library would send."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.embedded.stack import api_command

BACKEND = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 90


@dataclass(frozen=True)
class RawResponse:
    """A response read to its end."""

    status: int
    text: str


@dataclass(frozen=True)
class ApiProcess:
    """A running API."""

    port: int
    pid: int

    def send(self, request: bytes, *, timeout: float = 10) -> RawResponse:
        """Send these very bytes and read until the other side closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(request)
            return read_response(connection)

    def get(self, target: str, *headers: str, method: str = "GET") -> RawResponse:
        """A request for this very target."""
        named = any(header.lower().startswith("host:") for header in headers)
        lines = [f"{method} {target} HTTP/1.1", *([] if named else ["Host: localhost"]), *headers]
        return self.send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))


def read_response(connection: socket.socket) -> RawResponse:
    """What comes until the connection is closed."""
    received = b""
    while block := connection.recv(65_536):
        received += block
    text = received.decode("latin-1")
    return RawResponse(int(text.split(" ", 2)[1]) if text else 0, text)


@contextmanager
def api_process(**settings: str) -> Iterator[ApiProcess]:
    """Start the API as the product does, with these settings."""
    port = _free_port()
    process = subprocess.Popen(
        api_command("127.0.0.1", port),
        cwd=BACKEND,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(process, port)
        yield ApiProcess(port, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=25)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The API did not start:\n{process.communicate()[0].decode()}")
        try:
            httpx.get(f"http://127.0.0.1:{port}/health", timeout=2)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("The API did not start in time")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
