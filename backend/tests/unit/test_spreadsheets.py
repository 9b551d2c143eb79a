"""What is written into cells runs nothing, and is read back as it was."""

import pytest

from app.core.spreadsheets import cell_text, safe_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tx", "'\tx"),
        ("'quoted'", "'quoted'"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("a=1", "a=1"),
    ],
)
def test_formulas_become_text_and_come_back(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
    assert cell_text(cell) == text
