"""What sets each strategy apart, and how tables, code and long headings are treated."""

import itertools

import numpy as np
import pytest

from app.integrations.embeddings.base import Vectors
from app.integrations.embeddings.fake import FakeEmbedder
from app.models.knowledge_bases import ChunkStrategy
from app.services.knowledge_bases.chunking import (
    ChunkingConfig,
    ChunkSpan,
    chunk_part,
    embedded_text,
)
from app.services.knowledge_bases.parsing import ParsedDocument, Section, Span
from app.services.knowledge_bases.parsing import types as text
from tests.unit.parsing.files import parsed

FIXED, SENTENCE, RECURSIVE = ChunkStrategy.FIXED, ChunkStrategy.SENTENCE, ChunkStrategy.RECURSIVE
MARKDOWN, SEMANTIC, PARENTS = (
    ChunkStrategy.MARKDOWN,
    ChunkStrategy.SEMANTIC,
    ChunkStrategy.PARENT_CHILD,
)
MODEL = FakeEmbedder()


def cut(
    document: ParsedDocument | str,
    strategy: ChunkStrategy,
    size: int = 40,
    overlap: int = 0,
    model: FakeEmbedder = MODEL,
) -> list[ChunkSpan]:
    part = parsed(text.MARKDOWN, document.encode()) if isinstance(document, str) else document
    config = ChunkingConfig(strategy, size, overlap, parent_size=size * 4)
    return chunk_part(part, config, model)


def words(count: int, mark: str = "w") -> str:
    return " ".join(f"{mark}{n}" for n in range(count))


def sentences(count: int, length: int = 9) -> str:
    return " ".join(f"Word{n} {words(length - 2)}." for n in range(count))


def test_fixed_chunks_are_full_whatever_the_text() -> None:
    found = cut(f"# A\n\n{sentences(10)}\n\n# B\n\n{sentences(10)}", FIXED, size=40)

    assert len(found) == 5
    assert all(chunk.token_count >= 39 for chunk in found[:-2])  # a full stop is a token, too


def test_sentence_chunks_are_whole_sentences_across_paragraphs() -> None:
    text = "\n\n".join(sentences(2, 7) for _ in range(10))

    found = cut(text, SENTENCE, size=40)

    assert all(chunk.text.startswith("Word") and chunk.text.endswith(".") for chunk in found)
    assert any("\n\n" in chunk.text for chunk in found)
    assert len(found) < len(cut(text, RECURSIVE, size=20))


def test_markdown_joins_small_sections_and_names_what_they_have_in_common() -> None:
    text = "# Leave\n\n## Parental\n\nEighteen weeks.\n\n## Sick\n\nUntil you are well.\n"

    (together,) = cut(text, MARKDOWN)
    apart = cut(text, RECURSIVE)

    assert together.section == "Leave"
    assert [chunk.section for chunk in apart] == ["Leave › Parental", "Leave › Sick"]


def test_markdown_does_not_begin_a_chapter_in_the_chunk_of_another() -> None:
    text = f"# A\n\n## A1\n\n{words(31)}\n\n## A2\n\nTwo.\n\n# B\n\n## B1\n\nThree.\n"

    assert [chunk.section for chunk in cut(text, MARKDOWN)] == ["A › A1", "A › A2", "B › B1"]


@pytest.mark.parametrize("block", ["table", "code"])
def test_markdown_leaves_a_block_whole_that_fits_into_one_chunk(block: str) -> None:
    lines = [f"row{n} | x{n}" for n in range(8)] if block == "table" else ["call(x)"] * 8
    inside = "\n".join(lines)
    text = f"{sentences(3, 8)}\n{inside}\n\n{sentences(4, 8)}"
    span = Span(text.index(inside), text.index(inside) + len(inside))
    tables, code = ([span], []) if block == "table" else ([], [span])
    document = ParsedDocument(text, tables=tables, code=code)

    assert any(inside in chunk.text for chunk in cut(document, MARKDOWN, size=40))


class Topics(FakeEmbedder):
    """Knows two subjects by their first letters and nothing else."""

    def embed_documents(self, texts: object, prefix: str | None = None) -> Vectors:
        rows = [[1.0, 0.0] if "sea" in text else [0.0, 1.0] for text in texts]  # type: ignore[attr-defined]
        return np.asarray(rows, dtype=np.float32)


def test_semantic_chunks_end_where_the_subject_changes() -> None:
    sea = " ".join(f"The sea rose by {n} feet at noon." for n in range(6))
    tax = " ".join(f"The tax rose by {n} crowns a year." for n in range(6))

    found = cut(f"{sea} {tax}", SEMANTIC, size=60, model=Topics())

    assert [chunk.text for chunk in found if "sea" in chunk.text][-1] in sea
    assert next(c.text for c in found if "tax" in c.text).startswith("The tax rose by 0")
    assert not any("sea" in chunk.text and "tax" in chunk.text for chunk in found)


def test_semantic_leaves_a_text_on_one_subject_together() -> None:
    sea = " ".join(f"The sea rose by {n} feet at noon." for n in range(6))

    assert len(cut(sea, SEMANTIC, size=100, model=Topics())) == 1


def test_children_are_cut_inside_larger_passages_of_one_section() -> None:
    text = f"# A\n\n{sentences(40)}\n\n# B\n\n{sentences(3)}"

    found = cut(text, PARENTS, size=40)

    parents = {(chunk.parent_start, chunk.parent_end) for chunk in found}
    assert len(parents) < len(found) / 2
    assert (text.index("# B"), len(text)) in parents
    assert {chunk.section for chunk in found} == {"A", "B"}


def grid(rows: int) -> ParsedDocument:
    text = "\n".join(["Route | Vessel | Fare", *(f"r{n} | v{n} | {n}.40" for n in range(rows))])
    return ParsedDocument(text, tables=[Span(0, len(text))])


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_later_chunks_of_a_table_are_embedded_below_its_header(strategy: ChunkStrategy) -> None:
    first, *others = cut(grid(60), strategy)

    assert first.header is None
    assert first.text.startswith("Route | Vessel | Fare")
    assert {chunk.header for chunk in others} == {"Route | Vessel | Fare"}
    assert embedded_text(others[0]).startswith("Route | Vessel | Fare\nr")


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_rows_are_grouped_into_full_chunks(strategy: ChunkStrategy) -> None:
    found = cut(grid(200), strategy, size=100)

    assert sum(chunk.token_count for chunk in found) / len(found) > 75
    lines = set(grid(200).text.split("\n"))
    assert all(set(chunk.text.split("\n")) <= lines for chunk in found)


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (["| Name | Fare |", "|---|:-:|", "| Aurora | 8.40 |"], "| Name | Fare |"),
        (["Name | Fare", "Aurora | 8.40"], "Name | Fare"),
        (["Name\tFare", "Aurora\t8.40"], "Name\tFare"),
        (["Name: Aurora; Fare: 8.40", "Name: Boreas; Fare: 9.10"], None),
        (["Route | Q1 | Q2", "North | 12 | 1,400"], "Route | Q1 | Q2"),
        (["Route |  | Q2", "North | a | 1,400 €"], "Route |  | Q2"),
        (["Aurora | 8.40", "Boreas | 9.10"], None),
        (["Aurora A1 | North", "Boreas B2 | South"], None),
        (["Name | Name", "Aurora | Boreas"], None),
        (["Name", "Aurora"], None),
    ],
)
def test_which_first_line_names_the_columns(lines: list[str], header: str | None) -> None:
    rows = [*lines, *[lines[-1]] * 40]
    document = ParsedDocument("\n".join(rows), tables=[Span(0, len("\n".join(rows)))])

    assert cut(document, RECURSIVE)[-1].header == header


def test_text_after_a_table_has_no_header() -> None:
    table = grid(30)
    document = ParsedDocument(f"{table.text}\n\n{sentences(10)}", tables=table.tables)

    assert cut(document, RECURSIVE)[-1].header is None


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_code_is_cut_between_lines_and_keeps_its_indentation(strategy: ChunkStrategy) -> None:
    code = "\n".join(f"def f{n}(x):\n    return x. y + {n}" for n in range(60))
    document = ParsedDocument(code, code=[Span(0, len(code))])

    found = cut(document, strategy, overlap=10)

    lines = set(code.split("\n"))
    assert len(found) > 5
    assert all(line in lines for chunk in found for line in chunk.text.split("\n"))


def test_long_headings_are_shortened_from_the_outside_and_leave_room_for_the_text() -> None:
    path = (words(30, "outer"), words(30, "middle"), "Inner heading")
    text = sentences(60)
    document = ParsedDocument(text, sections=[Section(path, 0, len(text))])
    model = FakeEmbedder(max_tokens=100)

    found = cut(document, RECURSIVE, size=100, model=model)

    assert {chunk.section for chunk in found} == {"Inner heading"}
    assert all(model.count_tokens(embedded_text(chunk)) <= 100 for chunk in found)


def test_where_there_is_little_room_no_more_than_half_is_repeated() -> None:
    text = sentences(60)
    document = ParsedDocument(text, sections=[Section((words(24),), 0, len(text))])
    model = FakeEmbedder(max_tokens=100)

    found = cut(document, FIXED, size=100, overlap=50, model=model)

    assert sum(chunk.token_count for chunk in found) < 2.2 * model.count_tokens(text)


def test_a_prefix_leaves_less_room_for_the_text() -> None:
    document, model = ParsedDocument(sentences(60)), FakeEmbedder(max_tokens=60)
    config = ChunkingConfig(FIXED, 60, 0, passage_prefix=words(20))

    assert max(chunk.token_count for chunk in chunk_part(document, config, model)) == 40


@pytest.mark.parametrize(
    ("section", "header", "expected"),
    [
        (None, None, "text"),
        ("A › B", None, "A › B\ntext"),
        (None, "h | i", "h | i\ntext"),
        ("A › B", "h | i", "A › B\nh | i\ntext"),
    ],
)
def test_what_is_embedded(section: str | None, header: str | None, expected: str) -> None:
    assert embedded_text(ChunkSpan(0, "text", 0, 4, None, section, 1, header)) == expected


def test_a_parent_must_hold_two_chunks() -> None:
    with pytest.raises(ValueError, match="parent"):
        ChunkingConfig(PARENTS, 40, 0, parent_size=79)


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_a_text_without_structure_goes_forward(strategy: ChunkStrategy) -> None:
    found = cut(ParsedDocument(sentences(50)), strategy, overlap=10)

    assert all(a.char_start < b.char_start for a, b in itertools.pairwise(found))
