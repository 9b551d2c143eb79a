"""What travels between a process of ours and those that read files.

To the fork server go requests; from a child come messages, each a line of JSON and then its body:
the text of a part, or a picture.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

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


class Drawing(NamedTuple):
    """A page that is to be drawn, counted from 1, and its width in pixels."""

    page: int
    width: int


@dataclass(frozen=True, slots=True)
class Request:
    """A file to parse, or to draw a page of, its type, and what its child may use."""

    path: str
    media_type: str
    memory_bytes: int
    cpu_seconds: int
    drawing: Drawing | None = None

    def encode(self) -> bytes:
        """The message that carries the request."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> "Request":
        """The request of a message."""
        fields = json.loads(message)
        drawing = fields.pop("drawing")
        return cls(**fields, drawing=Drawing(*drawing) if drawing else None)


class Message(NamedTuple):
    """What a child has to tell."""

    header: dict[str, Any]
    body: bytes


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


def decode_part(message: Message) -> ParsedDocument:
    """The part of a message."""
    header = message.header
    return ParsedDocument(
        text=message.body.decode(),
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


def encode_picture(picture: bytes) -> bytes:
    """The message that carries a picture."""
    return _line({"bytes": len(picture)}) + picture


def encode_error(error: ParseError) -> bytes:
    """The message that parsing failed."""
    fields = {"code": error.code, "message": error.message, "remedy": error.remedy}
    return _line({"error": fields})


class MessageReader:
    """Makes messages of the bytes that come, however they are cut."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._header: dict[str, Any] | None = None

    @property
    def is_between_messages(self) -> bool:
        """Whether all that came has been given."""
        return not self._buffer and self._header is None

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that are whole with `data`. Raises the ParseError that one tells."""
        self._buffer += data
        while (self._header or self._read_header()) and (message := self._read_message()):
            yield message

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

    def _read_message(self) -> Message | None:
        assert self._header is not None
        size = self._header["bytes"]
        if len(self._buffer) < size:
            return None
        message = Message(self._header, bytes(self._buffer[:size]))
        del self._buffer[:size]
        self._header = None
        return message


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
