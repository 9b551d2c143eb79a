"""Parses a file in a process of its own, which may die without harm to ours."""

import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import app
from app.services.knowledge_bases.parsing.types import (
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
)
from app.services.knowledge_bases.parsing.wire import MEMORY_EXHAUSTED, PartReader

POLL_SECONDS = 0.2
EXIT_SECONDS = 10
PIPE_BYTES = 1024 * 1024
STDERR_KEPT = 4_000

_COMMAND = ("-m", "app.services.knowledge_bases.parsing.child")
_IMPORT_ROOT = str(Path(app.__file__).resolve().parent.parent)

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
    `should_stop` is asked about every 0.2 s. Closing the iterator ends the child.

    Raises:
        ParseError: the file is unreadable, hostile or too much; it tells why and what to do.
        ParseCancelled: `should_stop` answered yes.
    """
    with _start(path, media_type, limits) as child:
        try:
            output = _Output(child, limits)
            yield from output.parts(should_stop)
            status = child.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise _too_slow() from None
        finally:
            _kill(child)
    _check(status, output)


def _start(path: Path, media_type: str, limits: ParseLimits) -> subprocess.Popen[bytes]:
    arguments = [str(path), media_type, limits.memory_bytes, limits.cpu_seconds, os.getpid()]
    return subprocess.Popen(
        [sys.executable, "-P", "-s", *_COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": _IMPORT_ROOT, "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )


class _Output:
    """What a child writes, within limits of size and time."""

    def __init__(self, child: subprocess.Popen[bytes], limits: ParseLimits) -> None:
        self.errors = bytearray()
        self.reader = PartReader()
        self._child = child
        self._bytes_left = limits.result_bytes
        self._seconds_left = limits.wall_seconds

    def parts(self, should_stop: Callable[[], bool]) -> Iterator[ParsedDocument]:
        """The parts as they come, until the child closes its ends.

        Raises ParseError when a limit is passed, ParseCancelled when the caller says so.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(_pipe(self._child.stdout), selectors.EVENT_READ, self._read_parts)
            selector.register(_pipe(self._child.stderr), selectors.EVENT_READ, self._keep_errors)
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
        self._seconds_left -= time.monotonic() - began
        if self._seconds_left < 0:
            raise _too_slow()
        return ready

    def _read_parts(self, data: bytes) -> Iterator[ParsedDocument]:
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise ParseError(
                "too_much_text",
                "There is more text in this document than can be taken in at once.",
                "Split it into several files and upload those.",
            )
        yield from self.reader.feed(data)

    def _keep_errors(self, data: bytes) -> Iterator[ParsedDocument]:
        self.errors = (self.errors + data)[-STDERR_KEPT:]
        yield from ()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # opened as a pipe
    return stream


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, and whatever it may have started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _check(status: int, output: _Output) -> None:
    """Raises ParseError when the child came to a bad end."""
    if status == 0 and output.reader.is_between_parts:
        return
    errors = output.errors.decode("utf-8", "replace").strip()
    logger.warning("the parser of a document ended with status %d: %s", status, errors)
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise _too_slow()
    if status in (MEMORY_EXHAUSTED, -signal.SIGKILL):
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
