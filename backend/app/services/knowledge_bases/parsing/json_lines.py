"""JSON Lines: one record in each line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import text_lines
from app.services.knowledge_bases.parsing.progress import Progress
from app.services.knowledge_bases.parsing.records import add_records
from app.services.knowledge_bases.parsing.types import ParseError


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Records as rows of tables where they are uniform; lines that are no JSON are noted."""
    add_records(builder, _records(file, builder))
    if not builder.has_text:
        raise ParseError(
            "corrupt_file",
            "No line of this file is valid JSON.",
            "Write one JSON value in each line, or upload it as plain text (.txt).",
        )


def _records(file: BinaryIO, builder: DocumentBuilder) -> Iterator[Any]:
    progress = Progress(file, builder)
    for number, line in enumerate(text_lines(file), start=1):
        progress.step()
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            builder.problem(f"line {number}", "It is not valid JSON.")
