"""PDF: pages, paragraphs, headings, and every way in which a PDF can be no use."""

import io
import os
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter

from app.services.knowledge_bases.parsing import ParsedDocument, ParseError
from app.services.knowledge_bases.parsing.types import PDF
from tests.unit.parsing.files import PICTURE, Line, parsed, parts_of, pdf
from tests.unit.parsing.joining import join_parts


def parse(data: bytes) -> ParsedDocument:
    return parsed(PDF, data)


BODY = (
    Line("The ferry to the northern island leaves the harbour every morning at a quarter to"),
    Line("eight and returns in the evening. Tickets are sold on board by the purser."),
)


def page_texts(document: ParsedDocument) -> list[str]:
    return [document.text[page.start : page.end] for page in document.pages]


def test_pages_hold_exactly_their_text() -> None:
    document = parse(pdf([Line("First page.")], [Line("Second page.")], [Line("Third.")]))

    assert document.text == "First page.\n\nSecond page.\n\nThird."
    assert page_texts(document) == ["First page.", "Second page.", "Third."]
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_an_empty_page_keeps_its_number_and_has_no_text() -> None:
    document = parse(pdf([Line("First page.")], [], [Line("Third page.")]))

    assert page_texts(document) == ["First page.", "", "Third page."]


def test_wrapped_lines_run_on_and_a_wider_gap_ends_the_paragraph() -> None:
    document = parse(pdf([*BODY, Line("Dogs travel free of charge.", gap=28)]))

    assert document.text.split("\n\n") == [
        f"{BODY[0].text} {BODY[1].text}",
        "Dogs travel free of charge.",
    ]


def test_rows_and_list_items_keep_their_lines() -> None:
    document = parse(pdf([BODY[0], Line("- Hotel 145.00"), Line("- Meals 48.00")]))

    assert document.text.split("\n")[1:] == ["- Hotel 145.00", "- Meals 48.00"]


def test_a_sentence_that_crosses_the_page_break_stays_one_paragraph() -> None:
    document = parse(pdf([Line("The limit for meals is")], [Line("forty-eight crowns a day.")]))

    assert document.text == "The limit for meals is\nforty-eight crowns a day."


def test_large_type_makes_nested_sections() -> None:
    document = parse(
        pdf(
            [
                Line("Handbook", size=24, gap=30),
                Line("Leave", size=16, gap=30),
                *BODY,
                Line("Expenses", size=16, gap=30),
                *BODY,
            ]
        )
    )

    assert [section.path for section in document.sections] == [
        ("Handbook",),
        ("Handbook", "Leave"),
        ("Handbook", "Expenses"),
    ]
    last = document.sections[-1]
    assert document.text[last.start : last.end].startswith("Expenses\n\nThe ferry")


def test_bookmarks_decide_over_the_size_of_the_type() -> None:
    lines = [Line("Huge advertisement", size=30, gap=40), Line("Rules"), *BODY]
    document = parse(pdf(lines, bookmarks=[("Rules", 0)]))

    assert [section.path for section in document.sections] == [("Rules",)]


def test_running_headers_and_page_numbers_are_left_out() -> None:
    pages = [
        [Line("Skerry Line Rules"), Line(f"Rule {word} is the rule."), Line(f"Page {n} of 5")]
        for n, word in enumerate(["one", "two", "three", "four", "five"], start=1)
    ]
    document = parse(pdf(*pages))

    assert page_texts(document) == [
        f"Rule {word} is the rule." for word in ("one", "two", "three", "four", "five")
    ]


def encrypted(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Line("Secret text.")]))))
    writer.encrypt(user_password=user_password, owner_password="owner")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def failure(data: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(data)
    return caught.value


def test_a_password_is_reported_with_the_remedy() -> None:
    error = failure(encrypted("opensesame"))

    assert error.code == "encrypted_file"
    assert "password" in error.remedy


def test_a_pdf_that_anybody_may_open_is_read_although_it_is_encrypted() -> None:
    assert parse(encrypted("")).text == "Secret text."


def test_a_scan_is_reported_as_such() -> None:
    error = failure(pdf([], []))

    assert error.code == "no_text_found"
    assert "OCR" in error.remedy


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\nnothing of use\n%%EOF", b"%PDF-1.4\n" + bytes(range(256)) * 40],
    ids=["only the mark", "no objects", "noise"],
)
def test_garbage_is_a_corrupt_file(data: bytes) -> None:
    assert failure(data).code == "corrupt_file"


def test_what_is_left_of_a_file_with_a_hole_is_recovered() -> None:
    whole = pdf([Line("First page.")], [Line("Second page.")])
    hole = whole.index(b"0 595", whole.index(b"6 0 obj"))

    document = parse(whole[:hole] + whole[whole.index(b"xref") + 120 :])

    assert page_texts(document) == ["First page.", ""]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_half_a_file_is_corrupt_rather_than_half_a_document(kept: float) -> None:
    whole = pdf([Line("First page.")], [Line("Second page.")])

    assert failure(whole[: int(len(whole) * kept)]).code == "corrupt_file"


def test_hyphens_and_odd_spaces_leave_no_control_characters() -> None:
    document = parse(pdf([Line("exam-"), Line("ple with\xa0hard space “quoted”")]))

    assert all(char == "\n" or char.isprintable() for char in document.text.replace("\xa0", " "))


def test_every_line_has_its_place_on_the_page() -> None:
    document = parse(pdf([Line("Heading", size=24), *BODY], [Line("Alone.")]))

    assert [document.text[line.start : line.end] for line in document.lines] == [
        "Heading",
        BODY[0].text,
        BODY[1].text,
        "Alone.",
    ]
    assert [line.page for line in document.lines] == [1, 1, 1, 2]
    alone = document.lines[-1]
    assert alone.left == pytest.approx(60 / 595, abs=0.01)
    assert alone.top < (842 - 786) / 842 <= alone.bottom + 0.005
    assert all(0 <= x.left < x.right <= 1 and 0 <= x.top < x.bottom <= 1 for x in document.lines)


def test_places_follow_the_rotation_of_the_page() -> None:
    upright = pdf([Line("Alone.")])
    turned = upright.replace(b"/MediaBox", b"/Rotate 90 /MediaBox")

    line = parse(turned).lines[0]

    assert line.bottom - line.top > line.right - line.left
    assert line.left > 0.9  # what was at the top is at the right


def test_a_long_document_comes_in_parts_with_every_page() -> None:
    pages = [[Line(f"Rule {n} of the house. " * 3) for _ in range(20)] for n in range(60)]

    parts = parts_of(PDF, pdf(*pages))

    assert len(parts) > 2
    assert [page.number for page in join_parts(parts).pages] == list(range(1, 61))
    assert all(
        part.text[line.start : line.end].startswith("Rule") for part in parts for line in part.lines
    )
    assert [part.share for part in parts] == sorted(part.share for part in parts)


def scan(*texts: str) -> bytes:
    """Pages of text, and a page with a picture for each empty one."""
    return pdf(*([Line(text)] if text else [PICTURE] for text in texts))


def test_a_page_that_is_a_picture_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    document = parse(scan("Text.", "", "More."))

    assert page_texts(document) == ["Text.", "", "More."]
    assert [problem.place for problem in document.problems] == ["page 2"]
    assert "not installed" in document.problems[0].message
    assert failure(scan("", "")).code == "no_text_found"


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name; what it is given, and what it answers, is the test's to say."""
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.defpath}")
    return program


def test_pictures_are_recognised_where_tesseract_is_installed(tesseract: Path) -> None:
    tesseract.write_text(
        '#!/bin/sh\n[ "$1" = --list-langs ] && printf "Languages:\\ndeu\\neng\\nosd\\n" && exit\n'
        'echo "$@: $(head -c 16 | head -n 1)"\n'
    )
    tesseract.chmod(0o755)

    assert page_texts(parse(scan("Text.", ""))) == [
        "Text.",
        "stdin stdout -l deu+eng: P5 1653 2339 255",
    ]


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_tesseract_itself_reads_a_scan() -> None:
    sentence = "Each parent may take eighteen weeks of parental leave."
    with pdfium.PdfDocument(pdf([Line(sentence)])) as document:
        picture = document[0].render(scale=200 / 72).to_pil()
    scanned = io.BytesIO()
    picture.save(scanned, "PDF", resolution=200)

    assert sentence in parse(scanned.getvalue()).text


def test_a_recognition_that_fails_costs_its_page_only(tesseract: Path) -> None:
    tesseract.write_text("#!/bin/sh\nexit 1\n")
    tesseract.chmod(0o755)

    document = parse(scan("Text.", ""))

    assert [problem.place for problem in document.problems] == ["page 2"]
    assert document.text == "Text."
