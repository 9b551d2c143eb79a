"""How answers are cut into pieces on the wire: server-sent events, or a JSON document a line."""

from collections.abc import Iterator
from typing import Protocol

MAX_PIECE_BYTES = 1024 * 1024
"""The longest event or line. Whole tool calls may come in one; nothing sensible is longer."""


class Framing(Protocol):
    """Turns bytes, cut anywhere, into the payloads that are complete."""

    def feed(self, data: bytes) -> list[bytes]:
        """The payloads that end in `data`; raises `ValueError` when one is endless."""

    def end(self) -> list[bytes]:
        """What came after the last end of a payload."""


class ServerSentEvents:
    """The data of server-sent events. Names, ids and comments are dropped.

    Every byte is looked at a bounded number of times, however small the parts are.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        if not self._buffer and data.endswith(b"\n\n") and b"\r" not in data:
            return list(_payloads(data[:-2]))  # nearly always: whole events come at once
        seen = len(self._buffer)
        self._buffer += data
        if b"\r" in data or self._buffer[seen - 1 : seen] == b"\r":
            seen = self._unify_line_ends(seen)
        end = self._buffer.rfind(b"\n\n", max(0, seen - 1))
        if end < 0:
            _refuse_endless(self._buffer)
            return []
        complete = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        return list(_payloads(complete))

    def end(self) -> list[bytes]:
        rest, self._buffer = bytes(self._buffer), bytearray()
        return list(_payloads(rest))

    def _unify_line_ends(self, seen: int) -> int:
        """Write `\\n` for `\\r\\n`; returns where to go on searching."""
        start = max(0, seen - 2)
        fresh = self._buffer[start:].replace(b"\r\n", b"\n")
        self._buffer[start:] = fresh
        return start


class JsonLines:
    """One JSON document a line."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        seen = len(self._buffer)
        self._buffer += data
        end = self._buffer.rfind(b"\n", seen)
        if end < 0:
            _refuse_endless(self._buffer)
            return []
        complete = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return [line for line in complete.split(b"\n") if line.strip()]

    def end(self) -> list[bytes]:
        rest, self._buffer = bytes(self._buffer), bytearray()
        return [rest] if rest.strip() else []


def _payloads(events: bytes) -> Iterator[bytes]:
    for event in events.split(b"\n\n"):
        if event.startswith(b"data:") and b"\n" not in event:  # nearly all of them
            yield event[5:]
        elif lines := [_value(line) for line in event.split(b"\n") if line.startswith(b"data:")]:
            yield b"\n".join(lines)


def _value(line: bytes) -> bytes:
    return line[5:].removeprefix(b" ")


def _refuse_endless(buffer: bytearray) -> None:
    if len(buffer) > MAX_PIECE_BYTES:
        raise ValueError("a piece of the answer does not end")
