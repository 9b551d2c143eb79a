"""JSON, read as a stream of the members of its outermost list or object."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import text_chunks
from app.services.knowledge_bases.parsing.progress import Progress
from app.services.knowledge_bases.parsing.records import add_records, add_value
from app.services.knowledge_bases.parsing.types import ParseError


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Records as rows of tables where they are uniform, all else as lines `path: value`."""
    progress = Progress(file, builder)
    start = next((chunk.lstrip()[:1] for chunk in text_chunks(file) if chunk.strip()), "")
    file.seek(0)
    source = ijson.from_iter(chunk.encode() for chunk in text_chunks(file))
    try:
        if start == "[":
            records = ijson.items(source, "item", use_float=True)
            add_records(builder, _counted(records, progress))
        else:
            _add_members(builder, source, start)
    except (ijson.JSONError, RecursionError) as error:
        builder.end_table()
        _refuse_or_note(builder, error)


def _add_members(builder: DocumentBuilder, source: Any, start: str) -> None:
    if start == "{":
        for key, value in ijson.kvitems(source, "", use_float=True):
            add_value(builder, value, key)
    else:
        for value in ijson.items(source, "", use_float=True):
            add_value(builder, value, "")


def _counted(records: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for record in records:
        yield record
        progress.step()


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
