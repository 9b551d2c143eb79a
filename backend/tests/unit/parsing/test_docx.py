"""Word: order, headings, lists, tables, and archives made to hurt."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement

from app.services.knowledge_bases.parsing import ParsedDocument, ParseError
from app.services.knowledge_bases.parsing.types import DOCX
from tests.unit.parsing.files import docx_bytes, parsed, word_package


def parse(data: bytes) -> ParsedDocument:
    return parsed(DOCX, data)


def manual() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Safety Manual"
    document.add_paragraph("Before any heading.")
    document.add_heading("Weather", 1)
    document.add_paragraph("Ships stay in port above the limit.")
    document.add_heading("Limits", 2)
    table = document.add_table(rows=0, cols=3)
    for row in (("Ship", "Wind", "Waves"), ("Aurora", "42", "3.5"), ("Sea Pink", "30", "2.2")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("After the table.")
    document.add_paragraph("Sound the alarm", style="List Bullet")
    document.add_paragraph("Call the brigade", style="List Bullet")
    document.add_heading("Fire", 1)
    document.add_paragraph("Leave at once.")
    return docx_bytes(document)


def test_blocks_come_in_document_order() -> None:
    assert parse(manual()).text == (
        "Before any heading.\n\nWeather\n\nShips stay in port above the limit.\n\nLimits\n\n"
        "Ship | Wind | Waves\nAurora | 42 | 3.5\nSea Pink | 30 | 2.2\n\n"
        "After the table.\n\n- Sound the alarm\n- Call the brigade\n\nFire\n\nLeave at once."
    )


def test_headings_make_sections_that_hold_their_text() -> None:
    document = parse(manual())
    sections = {s.path: document.text[s.start : s.end] for s in document.sections}

    assert list(sections) == [("Weather",), ("Weather", "Limits"), ("Fire",)]
    assert sections["Weather",] == "Weather\n\nShips stay in port above the limit."
    assert sections["Fire",] == "Fire\n\nLeave at once."


def test_tables_are_spans_with_one_line_a_row() -> None:
    document = parse(manual())
    (table,) = document.tables

    assert document.text[table.start : table.end].split("\n") == [
        "Ship | Wind | Waves",
        "Aurora | 42 | 3.5",
        "Sea Pink | 30 | 2.2",
    ]


def test_a_row_marked_as_header_keeps_its_empty_cells() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Item", "Limit", "Hotel", "145"), strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    assert parse(docx_bytes(document)).text == "Item | Limit\nHotel | 145"


def test_a_table_of_two_plain_columns_has_no_header() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Master", "Ada Holm", "Mate", "Bo Lind"), strict=True):
        cell.text = text

    assert parse(docx_bytes(document)).text == "Master | Ada Holm\nMate | Bo Lind"


def test_metadata_carries_the_title() -> None:
    assert parse(manual()).metadata["title"] == "Safety Manual"


def test_insertions_and_content_controls_are_read_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>Kept, </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>, removed</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert parse(word_package(body)).text == "Kept, added\n\nControlled"


def text_or_code(data: bytes) -> str:
    try:
        return parse(data).text
    except ParseError as error:
        return error.code


def failure(data: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(data)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 and then nothing", b"", manual()[:-500], manual()[1000:]],
    ids=["no archive", "empty", "end cut off", "start cut off"],
)
def test_a_broken_archive_is_a_corrupt_file(data: bytes) -> None:
    assert failure(data).code == "corrupt_file"


def test_an_archive_without_a_document_is_a_corrupt_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")

    assert failure(out.getvalue()).code == "corrupt_file"


def test_broken_xml_is_a_corrupt_file() -> None:
    assert failure(word_package("<w:p><w:r>")).code == "corrupt_file"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = word_package("", word__bomb=b"\0" * (20 * 1024 * 1024))

    assert len(data) < 100_000
    assert failure(data).code == "archive_bomb"


def test_too_many_entries_are_refused() -> None:
    data = word_package("", **{f"word__media__{n}.png": b"" for n in range(2001)})

    assert failure(data).code == "archive_too_large"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x"])
def test_entries_that_climb_out_are_refused(name: str) -> None:
    assert failure(word_package("<w:p/>", **{name: b"x"})).code == "archive_unsafe"


def test_a_document_whose_picture_is_missing_is_still_read() -> None:
    relations = b'<Relationships><Relationship Id="r1" Target="NULL"/></Relationships>'
    data = word_package("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", word___rels__document=relations)

    assert parse(data).text == "Text."


def test_entities_read_no_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("TOP-SECRET")
    data = word_package(
        "<w:p><w:r><w:t>before &x; after</w:t></w:r></w:p>",
        prologue=f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
    )

    assert "TOP-SECRET" not in text_or_code(data)


def test_entities_that_multiply_do_not() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    data = word_package(
        "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>",
        prologue=f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]>',
    )

    assert len(text_or_code(data)) < 1000
