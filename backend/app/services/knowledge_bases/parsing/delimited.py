"""CSV and other delimited tables."""

import csv
import io
from collections.abc import Sequence

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import decode
from app.services.knowledge_bases.parsing.tables import Row, table_lines
from app.services.knowledge_bases.parsing.types import ParsedDocument

DELIMITERS = ",;\t|"
SAMPLE_CHARS = 64 * 1024
LONGEST_FIELD = 16 * 1024 * 1024


def parse(data: bytes) -> ParsedDocument:
    """One line for each row, its cells named by the header."""
    text = decode(data)
    csv.field_size_limit(LONGEST_FIELD)
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    builder = DocumentBuilder()
    builder.table(table_lines(rows, has_header=_has_header(rows)))
    return builder.build()


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows most evenly; a comma when nothing tells."""
    sample = io.StringIO(text[:SAMPLE_CHARS])
    lines = [line for line in sample if line.strip()][:20]
    best, most = ",", 1
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        if widths and min(widths) == max(widths) and widths[0] > most:
            best, most = delimiter, widths[0]
    return best if most > 1 else _most_frequent(lines)


def _most_frequent(lines: list[str]) -> str:
    counts = {delimiter: sum(line.count(delimiter) for line in lines) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def _has_header(rows: Sequence[Row]) -> bool:
    """A CSV file has a header, unless its first row holds a number or the same cell twice."""
    if len(rows) < 2:
        return False
    cells = [cell.strip() for cell in rows[0]]
    return len(set(cells)) == len(cells) and not any(_is_number(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True
