"""CSV and other delimited tables."""

import csv
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import text_lines
from app.services.knowledge_bases.parsing.progress import Progress
from app.services.knowledge_bases.parsing.tables import Row, add_table, names_columns

DELIMITERS = ",;\t|"
SAMPLE_LINES = 20
LONGEST_FIELD = 16 * 1024 * 1024


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """One line for each row, below the header when there is one."""
    csv.field_size_limit(LONGEST_FIELD)
    progress = Progress(file, builder)
    rows = _rows(file)
    first = list(islice(rows, 2))
    has_header = len(first) > 1 and names_columns(first[0])
    add_table(builder, _counted(chain(first, rows), progress), has_header=has_header)


def _rows(file: BinaryIO) -> Iterator[Row]:
    """Every row that is not empty, read as a stream."""
    lines = text_lines(file)
    sample = list(islice((line for line in lines if line.strip()), SAMPLE_LINES))
    reader = csv.reader(chain(sample, lines), delimiter=_delimiter(sample))
    return (row for row in reader if any(map(str.strip, row)))


def _counted(rows: Iterator[Row], progress: Progress) -> Iterator[Row]:
    for row in rows:
        yield row
        progress.step()


def _delimiter(lines: list[str]) -> str:
    """The delimiter that splits the first rows most evenly; a comma when nothing tells."""
    best, most = ",", 1
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        if widths and min(widths) == max(widths) and widths[0] > most:
            best, most = delimiter, widths[0]
    return best if most > 1 else _most_frequent(lines)


def _most_frequent(lines: list[str]) -> str:
    counts = {delimiter: sum(line.count(delimiter) for line in lines) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
