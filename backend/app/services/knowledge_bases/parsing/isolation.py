"""Parses a file in a process of its own, which may die without harm to ours."""

import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import app
from app.services.knowledge_bases.parsing.types import (
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
)
from app.services.knowledge_bases.parsing.wire import MEMORY_EXHAUSTED, decode_message

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
) -> ParsedDocument:
    """The text of the file at `path`, read as `media_type` within `limits`.

    `should_stop` is asked about every 0.2 s.

    Raises:
        ParseError: the file is unreadable, hostile or too much; it tells why and what to do.
        ParseCancelled: `should_stop` answered yes.
    """
    with _start(path, media_type, limits) as child:
        try:
            output = _Output(child, limits)
            output.read(should_stop)
            status = child.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise _too_slow() from None
        finally:
            _kill(child)
    return _result(status, output)


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
        self.result = bytearray()
        self.errors = bytearray()
        self._child = child
        self._limits = limits
        self._deadline = time.monotonic() + limits.wall_seconds

    def read(self, should_stop: Callable[[], bool]) -> None:
        """Read until the child closes its ends.

        Raises ParseError when a limit is passed, ParseCancelled when the caller says so.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(_pipe(self._child.stdout), selectors.EVENT_READ, self._keep_result)
            selector.register(_pipe(self._child.stderr), selectors.EVENT_READ, self._keep_errors)
            next_poll = 0.0
            while selector.get_map():
                for key, _ in selector.select(POLL_SECONDS):
                    data = os.read(key.fd, PIPE_BYTES)
                    if data:
                        key.data(data)
                    else:
                        selector.unregister(key.fileobj)
                now = time.monotonic()
                if now > self._deadline:
                    raise _too_slow()
                if now >= next_poll:
                    next_poll = now + POLL_SECONDS
                    if should_stop():
                        raise ParseCancelled

    def _keep_result(self, data: bytes) -> None:
        self.result += data
        if len(self.result) > self._limits.result_bytes:
            raise ParseError(
                "too_much_text",
                "There is more text in this document than can be taken in at once.",
                "Split it into several files and upload those.",
            )

    def _keep_errors(self, data: bytes) -> None:
        self.errors = (self.errors + data)[-STDERR_KEPT:]


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # opened as a pipe
    return stream


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, and whatever it may have started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _result(status: int, output: _Output) -> ParsedDocument:
    if status == 0:
        return decode_message(bytes(output.result))
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
