"""Tables as text: one line for each row, readable on its own."""

from collections.abc import Sequence

from app.services.knowledge_bases.parsing.cleaning import one_line

Row = Sequence[str]


def table_lines(rows: Sequence[Row], *, has_header: bool | None = None) -> list[str]:
    """One line for each row that has content.

    With a header every cell is named (`Route: North; Fare: 8.40`), so that a passage that holds
    some rows of a long table still says what its numbers mean. `has_header=None` lets the first
    row decide.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    if has_header is None:
        has_header = looks_like_header(cells)
    if has_header and len(cells) > 1:
        return [_named(cells[0], row) for row in cells[1:]]
    return [" | ".join(cell for cell in row if cell) for row in cells]


def looks_like_header(rows: Sequence[Row]) -> bool:
    """Whether the first of several rows names at least three columns."""
    first = rows[0]
    return (
        len(rows) > 1
        and len(first) >= 3
        and all(cell and not any(char.isdigit() for char in cell) for cell in first)
        and len(set(first)) == len(first)
    )


def _named(header: Row, row: Row) -> str:
    pairs = []
    for position, cell in enumerate(row):
        name = header[position] if position < len(header) else ""
        if cell:
            pairs.append(f"{name}: {cell}" if name else cell)
    return "; ".join(pairs)
