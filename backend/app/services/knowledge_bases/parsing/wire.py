"""What travels between the worker and the processes that parse.

To the fork server go requests; from a child come parts, each a line of JSON and then its text.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from app.services.knowledge_bases.parsing.types import (
    LineBox,
    Page,
    ParsedDocument,
    ParseError,
    PartProblem,
    Section,
    Span,
)

REQUEST_BYTES = 64 * 1024

MEMORY_EXHAUSTED = 3
"""Exit status of a child that ran out of memory and could not say more."""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to parse, its type, and what its child may use."""

    path: str
    media_type: str
    memory_bytes: int
    cpu_seconds: int

    def encode(self) -> bytes:
        """The message that carries the request."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> "Request":
        """The request of a message."""
        return cls(**json.loads(message))


def encode_part(part: ParsedDocument) -> bytes:
    """The message that carries a part."""
    text = part.text.encode()
    header = {
        "bytes": len(text),
        **part.layout(),
        "metadata": part.metadata,
        "problems": [asdict(problem) for problem in part.problems],
        "offset": part.offset,
        "share": part.share,
    }
    return _line(header) + text


def encode_error(error: ParseError) -> bytes:
    """The message that parsing failed."""
    fields = {"code": error.code, "message": error.message, "remedy": error.remedy}
    return _line({"error": fields})


class PartReader:
    """Makes parts of the bytes that come, however they are cut."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._header: dict[str, Any] | None = None

    @property
    def is_between_parts(self) -> bool:
        """Whether all that came has been given."""
        return not self._buffer and self._header is None

    def feed(self, data: bytes) -> Iterator[ParsedDocument]:
        """The parts that are whole with `data`. Raises the ParseError that a message tells."""
        self._buffer += data
        while (self._header or self._read_header()) and (part := self._read_part()):
            yield part

    def _read_header(self) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            return False
        header = json.loads(self._buffer[:end])
        del self._buffer[: end + 1]
        if "error" in header:
            raise ParseError(**header["error"])
        self._header = header
        return True

    def _read_part(self) -> ParsedDocument | None:
        assert self._header is not None
        size = self._header["bytes"]
        if len(self._buffer) < size:
            return None
        part = _part(self._header, self._buffer[:size].decode())
        del self._buffer[:size]
        self._header = None
        return part


def _part(header: dict[str, Any], text: str) -> ParsedDocument:
    return ParsedDocument(
        text=text,
        pages=[Page(*values) for values in header["pages"]],
        sections=[Section(tuple(path), start, end) for path, start, end in header["sections"]],
        tables=[Span(*values) for values in header["tables"]],
        code=[Span(*values) for values in header["code"]],
        lines=[LineBox(*values) for values in header["lines"]],
        metadata=header["metadata"],
        problems=[PartProblem(**values) for values in header["problems"]],
        offset=header["offset"],
        share=header["share"],
    )


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
