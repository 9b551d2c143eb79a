"""Reads a file in a process of its own, which may die without harm to ours."""

import atexit
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from fcntl import fcntl
from pathlib import Path
from types import TracebackType

import app
from app.services.knowledge_bases.parsing.types import (
    PDF,
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
)
from app.services.knowledge_bases.parsing.wire import (
    MEMORY_EXHAUSTED,
    Drawing,
    Message,
    MessageReader,
    Request,
    decode_part,
)

POLL_SECONDS = 0.2
EXIT_SECONDS = 10
PIPE_BYTES = 1024 * 1024
"""How far a child may run ahead of whoever reads its parts."""

STDERR_KEPT = 4_000

_COMMAND = ("-m", "app.services.knowledge_bases.parsing.fork_server")
_IMPORT_ROOT = str(Path(app.__file__).resolve().parent.parent)
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ, which the module fcntl names only on Linux

logger = logging.getLogger(__name__)


def never() -> bool:
    """The answer of a caller that does not cancel."""
    return False


def parse_file(
    path: Path,
    media_type: str,
    limits: ParseLimits,
    *,
    should_stop: Callable[[], bool] = never,
) -> Iterator[ParsedDocument]:
    """The parts of the file at `path`, read as `media_type` within `limits`, as they come.

    At least one part comes, or a ParseError; one that comes later leaves the parts given valid.
    `should_stop` is asked about every 0.2 s. Closing the iterator ends the child. Any number of
    files may be parsed at once, from any threads.

    Raises:
        ParseError: the file is unreadable, hostile or too much; it tells why and what to do.
        ParseCancelled: `should_stop` answered yes.
        ServerLost: the process that parses was ended from outside, after a part had come.
    """
    has_given = False
    try:
        for part in _parse(path, media_type, limits, should_stop):
            has_given = True
            yield part
    except ServerLost:
        if has_given:
            raise
        yield from _parse(path, media_type, limits, should_stop)


def draw_page(path: Path, number: int, width: int, limits: ParseLimits) -> bytes:
    """Page `number` (from 1) of the PDF at `path` as a WebP picture, `width` pixels wide at most.

    Raises:
        ParseError: there is no such page, or it cannot be drawn within the limits.
    """
    try:
        return _draw(path, Drawing(number, width), limits)
    except ServerLost:
        return _draw(path, Drawing(number, width), limits)


def _draw(path: Path, drawing: Drawing, limits: ParseLimits) -> bytes:
    return b"".join(message.body for message in _read(path, PDF, limits, never, drawing))


def _parse(
    path: Path, media_type: str, limits: ParseLimits, should_stop: Callable[[], bool]
) -> Iterator[ParsedDocument]:
    return map(decode_part, _read(path, media_type, limits, should_stop))


def _read(
    path: Path,
    media_type: str,
    limits: ParseLimits,
    should_stop: Callable[[], bool],
    drawing: Drawing | None = None,
) -> Iterator[Message]:
    request = Request(
        str(path.resolve()), media_type, limits.memory_bytes, limits.cpu_seconds, drawing
    )
    with server.fork(request) as child:
        output = _Output(child, limits)
        yield from output.messages(should_stop)
        status = child.exit_status()
    _check(status, output)


class ServerLost(Exception):
    """The fork server, or a child of it, was ended by somebody else; a new one is started."""


class Child:
    """A child of the fork server, seen from here. Leaving its context ends it."""

    def __init__(self, control: socket.socket, result: int, errors: int) -> None:
        self.result = result
        self.errors = errors
        self._control = control
        self._has_ended = False

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self.result)
        os.close(self.errors)
        with self._control, suppress(OSError):
            self._control.shutdown(socket.SHUT_WR)  # the server kills it and tells its status
            if not self._has_ended:
                self._control.recv(16)

    def exit_status(self) -> int:
        """How it ended, negative for a signal. Raises ServerLost, or ParseError if it does not."""
        try:
            status = self._control.recv(16)
        except TimeoutError:
            raise _too_slow() from None
        self._has_ended = True
        if not status:
            raise ServerLost
        return int(status)


class ForkServer:
    """The process that forks children, started when it is needed and again when it has died."""

    def __init__(self, command: tuple[str, ...] = _COMMAND) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def fork(self, request: Request) -> Child:
        """A child that reads what the request names."""
        control, theirs = socket.socketpair()
        control.settimeout(EXIT_SECONDS)
        control.sendall(request.encode())
        result, result_end = _large_pipe()
        errors, errors_end = os.pipe()
        self._hand_over(theirs.detach(), result_end, errors_end)
        return Child(control, result, errors)

    def close(self) -> None:
        """End the process and all children."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """In a fork of this process: leave the server to the process that started it."""
        self._lock = threading.Lock()
        if self._channel:
            self._channel.close()
        self._process = self._channel = None

    def _hand_over(self, *descriptors: int) -> None:
        try:
            with self._lock:
                try:
                    socket.send_fds(self._running(), [b"f"], descriptors)
                except OSError:  # it has died, which nobody notices before
                    self._stop()
                    socket.send_fds(self._running(), [b"f"], descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _running(self) -> socket.socket:
        if self._channel is None:
            self._channel, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-s", *self._command, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env={"PYTHONPATH": _IMPORT_ROOT, "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        return self._channel

    def _stop(self) -> None:
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()  # its children die with it
            self._process.wait()
        self._process = self._channel = None


server = ForkServer()
atexit.register(server.close)
os.register_at_fork(after_in_child=server.forget)


def _large_pipe() -> tuple[int, int]:
    reading, writing = os.pipe()
    with suppress(OSError):  # the system's limit for unprivileged users is used up
        fcntl(writing, _SET_PIPE_SIZE, PIPE_BYTES)
    return reading, writing


class _Output:
    """What a child writes, within limits of size and time."""

    def __init__(self, child: Child, limits: ParseLimits) -> None:
        self.errors = bytearray()
        self.reader = MessageReader()
        self._child = child
        self._bytes_left = limits.result_bytes
        self._limits = limits
        self._waited_for_part = 0.0
        self._waited = 0.0

    def messages(self, should_stop: Callable[[], bool]) -> Iterator[Message]:
        """What the child tells as it comes, until it closes its ends.

        Raises ParseError when a limit is passed, ParseCancelled when the caller says so.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.result, selectors.EVENT_READ, self._read_messages)
            selector.register(self._child.errors, selectors.EVENT_READ, self._keep_errors)
            next_poll = 0.0
            while selector.get_map():
                for key in self._wait(selector):
                    data = os.read(key.fd, PIPE_BYTES)
                    if data:
                        yield from key.data(data)
                    else:
                        selector.unregister(key.fileobj)
                if time.monotonic() >= next_poll:
                    next_poll = time.monotonic() + POLL_SECONDS
                    if should_stop():
                        raise ParseCancelled

    def _wait(self, selector: selectors.BaseSelector) -> list[selectors.SelectorKey]:
        """What can be read now. Only this time counts: the reader of the parts may be slow."""
        began = time.monotonic()
        ready = [key for key, _ in selector.select(POLL_SECONDS)]
        waited = time.monotonic() - began
        self._waited_for_part += waited
        self._waited += waited
        limits = self._limits
        if self._waited_for_part > limits.wall_seconds or self._waited > limits.total_seconds:
            raise _too_slow()
        return ready

    def _read_messages(self, data: bytes) -> Iterator[Message]:
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise ParseError(
                "too_much_text",
                "There is more text in this document than can be taken in at once.",
                "Split it into several files and upload those.",
            )
        for message in self.reader.feed(data):
            self._waited_for_part = 0.0
            yield message

    def _keep_errors(self, data: bytes) -> Iterator[Message]:
        self.errors = (self.errors + data)[-STDERR_KEPT:]
        yield from ()


def _check(status: int, output: _Output) -> None:
    """Raises ParseError when the child came to a bad end."""
    if status == 0 and output.reader.is_between_messages:
        return
    errors = output.errors.decode("utf-8", "replace").strip()
    logger.warning("the parser of a document ended with status %d: %s", status, errors)
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise _too_slow()
    if status in (MEMORY_EXHAUSTED, -signal.SIGKILL, -signal.SIGABRT):  # libraries in C abort
        raise ParseError(
            "parse_memory",
            "Reading this file needs more memory than one document may use.",
            "Split it, or remove large pictures and tables, and upload it again.",
        )
    raise ParseError(
        "corrupt_file",
        "This file could not be read: it is damaged or built in an unusual way.",
        "Open it in the program that made it, save it again and upload that.",
    )


def _too_slow() -> ParseError:
    return ParseError(
        "parse_timeout",
        "Reading this file took too long, so it was stopped.",
        "Split it into smaller files, or save it again in a simpler form, and upload that.",
    )
