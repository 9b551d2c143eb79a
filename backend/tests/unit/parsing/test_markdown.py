"""Markdown: the source, its sections and its tables."""

from app.services.knowledge_bases.parsing import ParsedDocument
from app.services.knowledge_bases.parsing.types import MARKDOWN
from tests.unit.parsing.files import parsed


def parse(data: bytes) -> ParsedDocument:
    return parsed(MARKDOWN, data)


def sections(document: ParsedDocument) -> dict[tuple[str, ...], str]:
    return {s.path: document.text[s.start : s.end].strip() for s in document.sections}


def test_text_is_the_source() -> None:
    source = "# Title\n\nSome *text*.\n\n## Part\n\nMore."

    assert parse(source.encode()).text == source


def test_headings_nest() -> None:
    document = parse(b"intro\n\n# A\n\na\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n\n# E\n\ne")

    assert sections(document) == {
        ("A",): "# A\n\na",
        ("A", "B"): "## B\n\nb",
        ("A", "B", "C"): "### C\n\nc",
        ("A", "D"): "## D\n\nd",
        ("E",): "# E\n\ne",
    }


def test_underlined_headings_count() -> None:
    document = parse(b"Title\n=====\n\ntext\n\nPart\n----\n\nmore")

    assert list(sections(document)) == [("Title",), ("Title", "Part")]


def test_code_holds_no_headings() -> None:
    document = parse(b"# Real\n\n```sh\n# comment\n```\n\n~~~\n# other\n~~~\n\n# Second")

    assert list(sections(document)) == [("Real",), ("Second",)]


def test_rules_and_front_matter_are_no_headings() -> None:
    document = parse(b"---\ntitle: x\n---\n\n# Real\n\n- item\n---\n\ntext\n\n---\n\nmore")

    assert list(sections(document)) == [("Real",)]


def test_titles_lose_their_markup() -> None:
    document = parse(b"# The `run` [command](https://example.org) **now** ##\n")

    assert document.sections[0].path == ("The run command now",)


def test_tables_are_marked() -> None:
    table = "| a | b |\n| --- | --: |\n| 1 | 2 |"
    document = parse(f"before\n\n{table}\n\nafter | this\n".encode())

    assert [document.text[t.start : t.end] for t in document.tables] == [table]


def test_an_empty_heading_opens_no_section() -> None:
    assert parse(b"# A\n\n#\n\ntext").sections[0].path == ("A",)
