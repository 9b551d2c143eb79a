"""JSON, read as a stream of the members of its outermost list or object."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import ijson

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import text_chunks
from app.services.knowledge_bases.parsing.progress import Progress
from app.services.knowledge_bases.parsing.records import MAX_DEPTH, add_records, add_value
from app.services.knowledge_bases.parsing.types import ParseError

Event = tuple[str, Any]


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Records as rows of tables where they are uniform, all else as lines `path: value`."""
    source = ijson.from_iter(chunk.encode() for chunk in text_chunks(file))
    events = ijson.basic_parse(source, use_float=True)
    try:
        first = next(events)
        members = _Members(builder).read(chain([first], events), Progress(file, builder))
        if first[0] == "start_array":
            add_records(builder, (value for _, value in members))
        else:
            for key, value in members:
                add_value(builder, value, key)
    except (ijson.JSONError, StopIteration) as error:
        builder.end_table()
        _refuse_or_note(builder, error)


class _Members:
    """Builds one member after the other; what is nested too deep in it is left out."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._open: list[tuple[Any, str]] = []
        self._depth = 0
        self._key = ""

    def read(self, events: Iterator[Event], progress: Progress) -> Iterator[tuple[str, Any]]:
        """Key, empty in a list, and value of each member of the outermost value."""
        for event, value in events:
            progress.step()
            if event.startswith("start_"):
                self._start([] if event == "start_array" else {})
            elif event == "map_key":
                self._key = value
            elif event.startswith("end_"):
                self._depth -= 1
                if 0 < self._depth < MAX_DEPTH:
                    yield from self._take(*self._open.pop())
            elif self._depth <= MAX_DEPTH:
                yield from self._take(value, self._key)

    def _start(self, container: Any) -> None:
        self._depth += 1
        if 1 < self._depth <= MAX_DEPTH:
            self._open.append((container, self._key))
            self._key = ""
        elif self._depth == MAX_DEPTH + 1:
            self._builder.problem("", f"What is nested more than {MAX_DEPTH} deep is left out.")

    def _take(self, value: Any, key: str) -> Iterator[tuple[str, Any]]:
        """Put a finished value where it belongs; a member of the outermost value is given."""
        if not self._open:
            yield key, value
        elif isinstance(self._open[-1][0], dict):
            self._open[-1][0][key] = value
        else:
            self._open[-1][0].append(value)


def _refuse_or_note(builder: DocumentBuilder, error: Exception) -> None:
    """What came before the error is kept; without any, the file is no JSON."""
    if builder.has_text:
        builder.problem("the rest of the file", "It is not valid JSON from there on.")
        return
    raise ParseError(
        "corrupt_file",
        "The content of this file is not valid JSON.",
        "Check it with a JSON validator, or upload it as plain text (.txt).",
    ) from error
