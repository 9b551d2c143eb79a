"""Tables as text: one line for each row, the header first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line

Row = Sequence[str]

CELL_SEPARATOR = " | "


def add_table(
    builder: DocumentBuilder, rows: Iterable[Row], *, has_header: bool | None = None
) -> None:
    """Add the rows that have content, one line each, as they come.

    Below a header every cell keeps its column, also behind empty ones; without a header empty
    cells are left out. `has_header=None` lets the first rows decide.
    """
    lines = _filled(rows)
    first = list(islice(lines, 2))
    if not first:
        return
    if has_header is None:
        has_header = looks_like_header(first)
    has_header = has_header and len(first) > 1
    builder.begin_table(_in_columns(first[0]) if has_header else None)
    for cells in chain(first[1:] if has_header else first, lines):
        builder.row(_in_columns(cells) if has_header else _side_by_side(cells))
    builder.end_table()


def looks_like_header(rows: Sequence[Row]) -> bool:
    """Whether the first of several rows names at least three columns."""
    first = rows[0]
    return (
        len(rows) > 1
        and len(first) >= 3
        and all(cell and not any(char.isdigit() for char in cell) for cell in first)
        and len(set(first)) == len(first)
    )


def names_columns(cells: Row) -> bool:
    """Whether a row is the header of a sheet: no number in it, and no cell twice."""
    names = [cell.strip() for cell in cells]
    return len(set(names)) == len(names) and not any(_is_number(name) for name in names)


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def _filled(rows: Iterable[Row]) -> Iterator[list[str]]:
    for row in rows:
        cells = [one_line(cell) if cell else "" for cell in row]
        if any(cells):
            yield cells


def _in_columns(cells: Row) -> str:
    return CELL_SEPARATOR.join(cells).rstrip(" |")


def _side_by_side(cells: Row) -> str:
    return CELL_SEPARATOR.join(cell for cell in cells if cell)
