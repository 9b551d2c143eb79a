"""Excel: sheets are sections, rows are lines, values are what people see."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from app.services.knowledge_bases.parsing.types import XLSX
from tests.unit.parsing.files import archive, outcome, parsed, saved, xlsx


def test_each_sheet_is_a_section_with_its_table() -> None:
    document = parsed(
        XLSX,
        xlsx(
            Fares=[["Route", "Fare"], ["North", 8.4], ["South", 9]],
            Ships=[["Name", "Built"], ["Aurora", 2022]],
        ),
    )

    assert document.text == (
        "Fares\n\nRoute | Fare\nNorth | 8.4\nSouth | 9\n\nShips\n\nName | Built\nAurora | 2022"
    )
    assert [section.path for section in document.sections] == [("Fares",), ("Ships",)]
    assert [document.text[t.start : t.end] for t in document.tables] == [
        "Route | Fare\nNorth | 8.4\nSouth | 9",
        "Name | Built\nAurora | 2022",
    ]


def test_values_are_written_as_people_read_them() -> None:
    row = [date(2024, 5, 1), datetime(2024, 5, 1, 8, 30), True, 0.1 + 0.2, None, "x\ny"]

    assert parsed(XLSX, xlsx(A=[row, row])).text.split("\n")[2] == (
        "2024-05-01 | 2024-05-01 08:30:00 | TRUE | 0.3 | x y"
    )


def test_a_table_that_starts_in_the_middle_of_the_sheet_has_its_header() -> None:
    rows = [[], [None, None, "Name", "Price"], [None, None, "Rope", 1], [], [None, None, None, 2]]

    assert parsed(XLSX, xlsx(A=rows)).text == "A\n\nName | Price\nRope | 1\n | 2"


def test_hidden_and_empty_sheets() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx(Open=[["a"]], Secret=[["b"]])))
    workbook.create_sheet("Empty")
    workbook["Secret"].sheet_state = "hidden"

    assert parsed(XLSX, saved(workbook)).text == "Open\n\na\n\nSecret (hidden sheet)\n\nb"


def test_a_formula_that_was_never_computed_is_empty() -> None:
    assert parsed(XLSX, xlsx(A=[["Sum"], ["=1+1"], ["kept"]])).text == "A\n\nSum\nkept"


def test_a_missing_sheet_does_not_cost_the_others() -> None:
    good = xlsx(Good=[["a", "b"]], Bad=[["c", "d"]])
    bad = good.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet9.xml")
    assert bad != good

    document = parsed(XLSX, bad)

    assert document.text == "Good\n\na | b"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", archive(a="b"), archive(xl__workbook_dot_xml="<")],
    ids=["no archive", "no workbook", "no XML"],
)
def test_garbage_is_a_corrupt_file(data: bytes) -> None:
    assert outcome(XLSX, data) == "corrupt_file"
