"""The recursive strategy: sizes within the limit, cuts where a reader would cut."""

import itertools
import time

import pytest

from app.integrations.embeddings.fake import FakeEmbedder
from app.models.knowledge_bases import ChunkStrategy
from app.services.knowledge_bases.chunking import ChunkingConfig, ChunkSpan, chunk_part
from app.services.knowledge_bases.parsing import Page, ParsedDocument, Span
from app.services.knowledge_bases.parsing.types import MARKDOWN
from tests.unit.parsing.files import parsed

TOKENS = FakeEmbedder()


def chunks(document: ParsedDocument | str, size: int = 40, overlap: int = 0) -> list[ChunkSpan]:
    parsed = ParsedDocument(text=document) if isinstance(document, str) else document
    return chunk_part(parsed, ChunkingConfig(ChunkStrategy.RECURSIVE, size, overlap), TOKENS)


def sentence(number: int, words: int = 8) -> str:
    return " ".join(f"Word{number}" if n == 0 else f"w{n}" for n in range(words - 1)) + "."


def table(rows: int, columns: int = 4) -> str:
    return "\n".join(
        "; ".join(f"c{column}: r{row}" for column in range(columns)) for row in range(rows)
    )


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n"])
def test_nothing_gives_no_chunks(text: str) -> None:
    assert chunks(text) == []


def test_a_short_text_is_one_chunk_without_the_space_around_it() -> None:
    (chunk,) = chunks("\n  Hello world.  \n")

    assert (chunk.text, chunk.char_start, chunk.char_end) == ("Hello world.", 3, 15)
    assert (chunk.ordinal, chunk.page, chunk.section, chunk.token_count) == (0, None, None, 3)


def test_paragraphs_are_kept_whole_where_they_fit() -> None:
    paragraphs = [sentence(n, 15) for n in range(6)]

    found = chunks("\n\n".join(paragraphs), size=40)

    assert [chunk.text.split("\n\n") for chunk in found] == [
        paragraphs[:2],
        paragraphs[2:4],
        paragraphs[4:],
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = " ".join(sentence(n, 9) for n in range(20))

    assert all(chunk.text.endswith(".") and chunk.text[0] == "W" for chunk in chunks(text))


def test_a_long_sentence_is_cut_between_words() -> None:
    words = [f"w{n}" for n in range(200)]

    found = chunks(" ".join(words), size=30)

    assert [word for chunk in found for word in chunk.text.split()] == words


def test_the_tail_is_not_a_scrap() -> None:
    counts = [chunk.token_count for chunk in chunks(" ".join(f"w{n}" for n in range(84)), size=40)]

    assert min(counts) >= 10


@pytest.mark.parametrize(
    "text",
    [
        "Costs approx. 12 crowns at No. 5 Quay Street, e.g. on Sundays.",
        "Dr. Holm and Mrs. Lind wrote sec. 4 of the manual.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    before, after = " ".join(f"a{n}" for n in range(20)), " ".join(f"b{n}" for n in range(12))

    found = chunks(f"{before}. {text} {after}.", size=36)

    assert any(text in chunk.text for chunk in found)


def test_chunks_do_not_cross_headings() -> None:
    document = parsed(MARKDOWN, b"# A\n\nAlpha text here.\n\n# B\n\nBeta text here.\n")

    assert [(chunk.section, chunk.text) for chunk in chunks(document)] == [
        ("A", "# A\n\nAlpha text here."),
        ("B", "# B\n\nBeta text here."),
    ]


def test_a_bare_heading_goes_with_what_follows_and_names_the_inner_section() -> None:
    document = parsed(MARKDOWN, b"# Leave\n\n## Parental leave\n\nEighteen weeks at full pay.\n")

    (chunk,) = chunks(document)

    assert chunk.text.startswith("# Leave\n\n## Parental leave")
    assert chunk.section == "Leave › Parental leave"


def test_a_bare_heading_at_the_end_is_not_lost() -> None:
    document = parsed(MARKDOWN, b"# A\n\nText of the first part.\n\n# Appendix\n")

    assert chunks(document)[-1].text == "# Appendix"


def test_the_page_is_where_the_chunk_starts() -> None:
    text = f"{sentence(1, 20)}\n\n{sentence(2, 20)}\n\n{sentence(3, 20)}"
    starts = [text.index(f"Word{n}") for n in (1, 2, 3)]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    pages = [Page(n + 4, *span) for n, span in enumerate(zip(starts, ends, strict=True))]

    found = chunks(ParsedDocument(text=text, pages=pages), size=25)

    assert [chunk.page for chunk in found] == [4, 5, 6]


def test_empty_pages_are_passed_over() -> None:
    pages = [Page(1, 0, 0), Page(2, 0, 5), Page(3, 5, 5)]

    assert [chunk.page for chunk in chunks(ParsedDocument(text="Hello", pages=pages))] == [2]


def test_rows_of_tables_are_kept_whole() -> None:
    text = table(rows=30)
    rows = text.split("\n")

    found = chunks(ParsedDocument(text=text, tables=[Span(0, len(text))]), size=40, overlap=10)

    assert len(found) > 5
    assert all(row in rows for chunk in found for row in chunk.text.split("\n"))


def test_a_row_that_is_longer_than_a_chunk_is_cut_between_words() -> None:
    text = table(rows=2, columns=60)

    found = chunks(ParsedDocument(text=text, tables=[Span(0, len(text))]), size=40)

    assert all(chunk.token_count <= 40 for chunk in found)


def test_neighbours_share_whole_sentences() -> None:
    text = " ".join(sentence(n, 9) for n in range(12))

    found = chunks(text, size=40, overlap=12)

    for before, after in itertools.pairwise(found):
        shared = text[after.char_start : before.char_end]
        assert shared.startswith("Word")
        assert 0 < TOKENS.count_tokens(shared) <= 12


def test_without_overlap_nothing_is_shared() -> None:
    found = chunks(" ".join(sentence(n) for n in range(30)))

    assert all(a.char_end <= b.char_start for a, b in itertools.pairwise(found))


def test_overlap_stays_within_the_section() -> None:
    body = " ".join(sentence(n) for n in range(10))
    found = chunks(parsed(MARKDOWN, f"# A\n\n{body}\n\n# B\n\n{body}".encode()), overlap=10)

    (first_of_b,) = [chunk for chunk in found if chunk.text.startswith("# B")]
    assert "# A" not in first_of_b.text
    assert {chunk.section for chunk in found} == {"A", "B"}


def test_a_run_without_spaces_is_cut_all_the_same() -> None:
    found = chunks("x" * 5000, size=50)

    assert "".join(chunk.text for chunk in found) == "x" * 5000
    assert max(len(chunk.text) for chunk in found) <= 50 * 16


@pytest.mark.parametrize(("size", "overlap"), [(0, 0), (10, 6), (10, -1)])
def test_sizes_that_make_no_sense_are_refused(size: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        chunks("text", size=size, overlap=overlap)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    text = "\n\n".join(" ".join(sentence(n, 12) for n in range(8)) for _ in range(50))

    def seconds(copies: int) -> float:
        began = time.thread_time()
        chunks(text * copies, size=200, overlap=30)
        return time.thread_time() - began

    small, large = (min(seconds(copies) for _ in range(3)) for copies in (10, 80))

    assert large < 3 * 8 * small
