"""The process that parses one file: it limits itself, then reads what may be hostile.

    python -m app.services.knowledge_bases.parsing.child PATH MEDIA_TYPE MEMORY CPU PARENT

The result goes to standard output (see wire.py). Nothing is fetched, and no file is written.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.formats import Parser, load_parser
from app.services.knowledge_bases.parsing.types import ParseError
from app.services.knowledge_bases.parsing.wire import MEMORY_EXHAUSTED, encode_error, encode_part

CPU_GRACE_SECONDS = 5
OPEN_FILES = 64

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> int:
    """Parse the file that the arguments name; 0 also when the answer is a ParseError."""
    path, media_type, memory, cpu, parent = sys.argv[1:]
    die_with(int(parent))
    parse = load_parser(media_type)
    output = _take_standard_output()
    with open(path, "rb") as file:
        leave_network()
        limit_resources(int(memory), int(cpu))
        try:
            give_parts(parse, file, output)
        except ParseError as error:
            _write(output, encode_error(error))
        except MemoryError:
            return MEMORY_EXHAUSTED
    return 0


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """Bound what this process may still use. It can write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + CPU_GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with(parent: int) -> None:
    """End when the parent ends, however it ends (Linux only; elsewhere the CPU limit remains)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def leave_network() -> None:
    """Step out of the network, where the system allows it without privileges."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _take_standard_output() -> int:
    """The pipe to the parent, out of reach of libraries that print."""
    output = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.close(silence)
    return output


def give_parts(parse: Parser, file: BinaryIO, output: int) -> None:
    """Write the parts of `file` to `output` as they come. Raises ParseError without text."""
    if not file.read(1):
        raise ParseError("empty_document", "The file is empty.", "Upload a file with content.")
    file.seek(0)
    builder = DocumentBuilder(lambda part: _write(output, encode_part(part)))
    parse(file, builder)
    if not builder.has_text:
        raise ParseError(
            "empty_document",
            "There is no text in this document.",
            "Check that the right file was uploaded; pictures of text cannot be read.",
        )
    builder.finish()


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    sys.exit(main())
