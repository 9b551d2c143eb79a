"""A fork of the server that reads one file: it limits itself, then reads what may be hostile.

Parts or a picture go to a pipe (see wire.py). Nothing is fetched, and no file is written.
"""

import ctypes
import os
import resource
import signal
import sys
import traceback
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.formats import Parser, load_drawer, load_parser
from app.services.knowledge_bases.parsing.types import ParseError
from app.services.knowledge_bases.parsing.wire import (
    MEMORY_EXHAUSTED,
    Request,
    encode_error,
    encode_part,
    encode_picture,
)

CPU_GRACE_SECONDS = 5
OPEN_FILES = 64

RESULT = 3
"""Descriptor of the pipe for the result; beside it only the three standard ones are open."""

CRASHED = 1

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The server's process id, and the descriptors that the child may write to."""

    server: int
    result: int
    errors: int


def run(request: Request, surroundings: Surroundings) -> NoReturn:
    """Do what is asked for and end; status 0 also when the answer is a ParseError."""
    status = CRASHED
    try:
        os.setsid()
        _reset_signals()
        _keep_only(surroundings.result, surroundings.errors)
        die_with(surroundings.server)
        with open(request.path, "rb") as file:
            leave_network()
            limit_resources(request.memory_bytes, request.cpu_seconds)
            status = answer(request, file)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(status)


def answer(request: Request, file: BinaryIO) -> int:
    """Write what is wanted of `file`, or why it cannot be had, and give the exit status."""
    try:
        if request.drawing:
            _write(encode_picture(load_drawer()(file, *request.drawing)))
        else:
            give_parts(load_parser(request.media_type), file)
    except ParseError as error:
        _write(encode_error(error))
    except MemoryError:
        return MEMORY_EXHAUSTED
    return 0


def give_parts(parse: Parser, file: BinaryIO) -> None:
    """Write the parts of `file` as they come. Raises ParseError without text."""
    if not file.read(1):
        raise ParseError("empty_document", "The file is empty.", "Upload a file with content.")
    file.seek(0)
    builder = DocumentBuilder(lambda part: _write(encode_part(part)))
    parse(file, builder)
    if not builder.has_text:
        raise ParseError(
            "empty_document",
            "There is no text in this document.",
            "Check that the right file was uploaded; pictures of text cannot be read.",
        )
    builder.finish()


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """Bound what this process may still use. It can write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + CPU_GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with(server: int) -> None:
    """End when the server ends, however it ends (Linux only; elsewhere the CPU limit remains)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != server:
            sys.exit(1)


def leave_network() -> None:
    """Step out of the network, where the system allows it without privileges."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _reset_signals() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _keep_only(result: int, errors: int) -> None:
    """Close whatever the server has open: above all, pipes and sockets of other files.

    Standard output leads nowhere, so that a library that prints does not spoil the result.
    """
    os.dup2(errors, 2)
    os.dup2(result, RESULT)
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 0)
    os.dup2(silence, 1)
    os.closerange(RESULT + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(RESULT, view) :]
