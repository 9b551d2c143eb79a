"""Column names of tables: what the later rows of a long table need to be understood."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from app.services.knowledge_bases.parsing import Span

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\d[\d.,' \u00a0]*[^\w\s]?\)?")
_BETWEEN_CELLS = re.compile(r"\s*\|\s*|\t")


class Headers:
    """The header lines of the tables of a text."""

    def __init__(self, text: str, tables: Sequence[Span]) -> None:
        self._text = text
        self._tables = sorted(tables, key=lambda table: table.start)
        self._starts = [table.start for table in self._tables]

    def above(self, position: int) -> str | None:
        """The header of the table that goes on at `position`, unless that is its first line."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._tables[index].end:
            return None
        first, _, rest = self._lines(self._tables[index])
        if position < self._starts[index] + len(first):
            return None
        return first.strip() if is_header(first, rest) else None

    def _lines(self, table: Span) -> tuple[str, str, str]:
        return self._text[table.start : table.end].partition("\n")


def is_header(first: str, rest: str) -> bool:
    """Whether the first line of a table names its columns.

    Names are no numbers and differ from each other. A digit in one (`Q1`) is taken for a name
    only above a number. Rows that name their own cells (`Route: North; Fare: 8.40`) have no cell
    marks and no header.
    """
    second = rest.partition("\n")[0]
    if _RULE.match(second) and "-" in second:
        return True
    names, below = _cells(first), _cells(second)
    if not rest or len(names) < 2 or len(set(names)) < len(names) or any(map(_is_number, names)):
        return False
    return any(map(_is_number, below)) or not any(map(str.isdigit, first))


def _cells(line: str) -> list[str]:
    return [cell for cell in _BETWEEN_CELLS.split(line.strip().strip("|").strip()) if cell]


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None
