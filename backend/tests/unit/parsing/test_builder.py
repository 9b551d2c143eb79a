"""Parts: where they are cut, and that nothing is lost between them."""

from app.services.knowledge_bases.parsing import ParsedDocument, Span
from app.services.knowledge_bases.parsing.builder import (
    LONGEST_PART_CHARS,
    PART_CHARS,
    DocumentBuilder,
)
from tests.unit.parsing.joining import join_parts


def built(parts: list[ParsedDocument]) -> DocumentBuilder:
    return DocumentBuilder(parts.append)


def test_parts_are_cut_where_they_have_their_length() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    for number in range(400):
        builder.paragraph(f"Paragraph {number}. " + "word " * 60)
    builder.finish()

    assert len(parts) > 3
    assert all(PART_CHARS <= len(part.text) < PART_CHARS + 1_000 for part in parts[:-1])


def test_offsets_count_the_characters_before() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    for number in range(300):
        builder.paragraph(f"Paragraph {number}. " + "word " * 60)
    builder.finish()
    text = "".join(part.text for part in parts)

    assert len(parts) > 2
    assert all(text[part.offset :].startswith(part.text) for part in parts)


def test_a_page_is_a_good_place_for_a_cut() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    for number in range(1, 4):
        builder.page(number)
        builder.paragraph("a" * 18_000)
    builder.finish()

    assert [[page.number for page in part.pages] for part in parts] == [[1], [2], [3]]


def test_a_page_and_a_section_that_go_on_are_in_both_parts() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    builder.page(7)
    builder.heading(1, "Rules")
    for _ in range(3):
        builder.paragraph("b" * 18_000)
    builder.finish()
    whole = join_parts(parts)

    assert [[page.number for page in part.pages] for part in parts] == [[7], [7]]
    assert [[section.path for section in part.sections] for part in parts] == [[("Rules",)]] * 2
    assert [(page.start, page.end) for page in whole.pages] == [(0, len(whole.text))]
    assert [(s.start, s.end) for s in whole.sections] == [(0, len(whole.text))]


def test_a_table_that_goes_on_repeats_its_header() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    builder.begin_table("Name | Price")
    for number in range(4_000):
        builder.row(f"Thing {number} | {number}.00 crowns")
    builder.end_table()
    builder.finish()

    assert len(parts) > 2
    assert all(part.text.startswith("Name | Price\nThing") for part in parts)
    assert [part.tables for part in parts[:-1]] == [
        [Span(0, len(part.text.rstrip()))] for part in parts[:-1]
    ]


def test_a_block_without_end_is_cut_between_words() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    builder.paragraph("word " * 100_000)
    builder.finish()

    assert "".join(part.text for part in parts) == ("word " * 100_000).strip()
    assert all(len(part.text) <= LONGEST_PART_CHARS for part in parts)
    assert all(part.text.startswith("word ") for part in parts)


def test_metadata_comes_with_the_last_part_and_progress_with_each() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    builder.metadata["title"] = "Rules"
    for step in range(4):
        builder.progress(step / 4)
        builder.paragraph("c" * 40_000)
    builder.finish()

    assert [part.metadata for part in parts] == [{}, {}, {}, {"title": "Rules"}]
    assert [part.share for part in parts] == [0.25, 0.5, 0.75, 1.0]


def test_a_thousand_problems_are_told_in_two_hundred_lines() -> None:
    parts: list[ParsedDocument] = []
    builder = built(parts)
    for number in range(1_000):
        builder.problem(f"page {number}", "It is damaged.")
    builder.finish()

    assert len(parts[0].problems) == 200
    assert parts[0].problems[-1].message == "There are more such problems."
