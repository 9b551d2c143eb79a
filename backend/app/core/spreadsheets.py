"""Text for cells of spreadsheets, which run what looks like a formula."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "'"


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before one."""
    return f"{_TEXT}{text}" if _needs_apostrophe(text) else text


def cell_text(cell: str) -> str:
    """The text that `safe_cell` made this cell of."""
    text = cell.removeprefix(_TEXT)
    return text if _needs_apostrophe(text) else cell


def _needs_apostrophe(text: str) -> bool:
    """Whether it is a formula, or one that has an apostrophe before it already."""
    return text.lstrip(_TEXT).startswith(_FORMULA_STARTS)
