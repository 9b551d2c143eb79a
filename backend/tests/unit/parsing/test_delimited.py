"""CSV: rows that can be read on their own."""

import pytest

from app.services.knowledge_bases.parsing import ParsedDocument
from app.services.knowledge_bases.parsing.types import CSV
from tests.unit.parsing.files import parsed


def parse(data: bytes) -> ParsedDocument:
    return parsed(CSV, data)


def test_the_header_is_the_first_line_of_the_table() -> None:
    document = parse(b"Route,Fare,Note\nNorth,8.40,daily\nSouth,9.10,\n")

    assert document.text == "Route | Fare | Note\nNorth | 8.40 | daily\nSouth | 9.10"
    assert [(t.start, t.end) for t in document.tables] == [(0, len(document.text))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Name", "Price, net"], ["Rope", "1"], ["Anchor", "2"]]
    lines = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    assert parse(lines.encode()).text == "Name | Price, net\nRope | 1\nAnchor | 2"


def test_without_a_header_cells_stand_side_by_side() -> None:
    assert parse(b"North,8.40\nSouth,9.10\n").text == "North | 8.40\nSouth | 9.10"


def test_line_ends_inside_cells_do_not_break_rows() -> None:
    text = parse(b'Name,Note,Who\nRope,"two\nlines",Bo\n').text

    assert text == "Name | Note | Who\nRope | two lines | Bo"


def test_rows_of_other_lengths_are_kept() -> None:
    assert parse(b"a,b\n1,2,3\n4\n").text == "a | b\n1 | 2 | 3\n4"


def test_a_broken_quote_does_not_lose_the_rest() -> None:
    assert "South" in parse(b'a,b\n"North,1\nSouth,2\n').text


def test_excel_files_in_legacy_encodings_are_read() -> None:
    source = "Straße;Maß\n" + "Grüner Weg für Fußgänger;groß\n" * 20

    assert parse(source.encode("cp1252")).text.startswith("Straße | Maß\nGrüner Weg für Fußgänger")
