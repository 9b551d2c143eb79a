"""What holds for every strategy on every document, however odd its structure."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.integrations.embeddings.fake import FakeEmbedder
from app.models.knowledge_bases import ChunkStrategy
from app.services.knowledge_bases.chunking import (
    ChunkingConfig,
    ChunkSpan,
    chunk_part,
    embedded_text,
)
from app.services.knowledge_bases.parsing import Page, ParsedDocument, Section, Span

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(lambda w: " ".join(w).capitalize() + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
TABLES = st.lists(st.lists(WORDS, min_size=2, max_size=5).map(" | ".join), min_size=2, max_size=12)
CODE = st.lists(st.sampled_from(["def f(x):", "    return x.y", "", "# a. Note"]), min_size=1)
NOISE = st.text("abcXYZ .,!?\n\t-|#1€漢字。🚢é\u200d", max_size=200) | st.text(max_size=100)
BLOCKS = st.one_of(
    st.tuples(st.just("heading"), st.lists(WORDS, min_size=1, max_size=30).map(" ".join)),
    st.tuples(st.just("text"), PARAGRAPHS),
    st.tuples(st.just("table"), TABLES.map("\n".join)),
    st.tuples(st.just("code"), CODE.map("\n".join)),
    st.tuples(st.just("noise"), NOISE),
)


@st.composite
def structured(draw: st.DrawFn) -> ParsedDocument:
    """A document as parsers make them: headings, paragraphs, tables and code in order."""
    text = ""
    spans: dict[str, list[Span]] = {}
    headings: list[tuple[int, tuple[str, ...]]] = []
    for kind, block in draw(st.lists(BLOCKS, max_size=12)):
        text += "\n\n" if text else ""
        if kind == "heading":
            above = headings[-1][1] if headings else ()
            depth = draw(st.integers(0, len(above)))
            headings.append((len(text), (*above[:depth], block)))
        spans.setdefault(kind, []).append(Span(len(text), len(text) + len(block)))
        text += block
    ends = [*(start for start, _ in headings[1:]), len(text)]
    return ParsedDocument(
        text=text,
        sections=[Section(path, at, end) for (at, path), end in zip(headings, ends, strict=False)],
        tables=spans.get("table", []),
        code=[span for span in spans.get("code", []) if span.end > span.start],
        pages=[Page(1, 0, len(text) // 2), Page(2, len(text) // 2, len(text))],
    )


@st.composite
def chaotic(draw: st.DrawFn) -> ParsedDocument:
    """A document with sections, pages, tables and code at any place whatever."""
    text = draw(NOISE)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(*span) for span in itertools.pairwise([*cuts, len(text)])]
    blocks = [span for span in spans if span.start < span.end]
    return ParsedDocument(
        text=text,
        sections=[Section((f"s{n}",), span.start, span.end) for n, span in enumerate(spans)],
        pages=[Page(n + 1, span.start, span.end) for n, span in enumerate(spans)],
        tables=blocks[::3],
        code=blocks[1::3],
    )


DOCUMENTS = structured() | chaotic()
SIZES = st.integers(1, 60)
SHARES = st.floats(0, 0.5)


def config(strategy: ChunkStrategy, size: int, share: float) -> ChunkingConfig:
    return ChunkingConfig(strategy, size, int(size * share), parent_size=size * 3)


def missed(document: ParsedDocument, chunks: list[ChunkSpan]) -> str:
    """What stands in no chunk and is no white space."""
    covered = {p for chunk in chunks for p in range(chunk.char_start, chunk.char_end)}
    return "".join(c for p, c in enumerate(document.text) if p not in covered).strip()


@pytest.mark.parametrize("strategy", ChunkStrategy)
@settings(max_examples=150, deadline=None)
@given(document=DOCUMENTS, size=SIZES, share=SHARES)
def test_every_chunk_is_its_place_in_the_text_and_none_is_missing(
    strategy: ChunkStrategy, document: ParsedDocument, size: int, share: float
) -> None:
    model = FakeEmbedder()
    found = chunk_part(document, config(strategy, size, share), model)

    for ordinal, chunk in enumerate(found):
        assert chunk.ordinal == ordinal
        assert document.text[chunk.char_start : chunk.char_end] == chunk.text
        assert chunk.text.strip()
        assert chunk.text == chunk.text.rstrip()
        assert model.count_tokens(chunk.text) <= size
        assert chunk.token_count <= size
    assert not missed(document, found)


@pytest.mark.parametrize("strategy", ChunkStrategy)
@settings(max_examples=150, deadline=None)
@given(document=DOCUMENTS, size=SIZES, share=SHARES)
def test_chunks_go_forward_and_share_no_more_than_the_overlap(
    strategy: ChunkStrategy, document: ParsedDocument, size: int, share: float
) -> None:
    model, asked = FakeEmbedder(), config(strategy, size, share)
    for before, after in itertools.pairwise(chunk_part(document, asked, model)):
        assert after.char_start > before.char_start
        assert after.char_end > before.char_end
        common = document.text[after.char_start : before.char_end]
        assert model.count_tokens(common) <= asked.overlap + 1  # a token cut at the edge


@pytest.mark.parametrize("strategy", ChunkStrategy)
@settings(max_examples=100, deadline=None)
@given(document=DOCUMENTS, size=SIZES, share=SHARES, reads=st.integers(16, 80))
def test_the_model_reads_all_that_is_embedded(
    strategy: ChunkStrategy, document: ParsedDocument, size: int, share: float, reads: int
) -> None:
    model = FakeEmbedder(max_tokens=reads)
    found = chunk_part(document, config(strategy, size, share), model)
    for chunk in found:
        assert model.count_tokens(embedded_text(chunk)) <= reads
    assert all(a.char_end < b.char_end for a, b in itertools.pairwise(found))
    assert not missed(document, found)


@settings(max_examples=150, deadline=None)
@given(document=DOCUMENTS, size=SIZES, share=SHARES)
def test_parents_contain_their_children_and_are_no_longer_than_asked(
    document: ParsedDocument, size: int, share: float
) -> None:
    model, asked = FakeEmbedder(), config(ChunkStrategy.PARENT_CHILD, size, share)
    found = chunk_part(document, asked, model)
    for chunk in found:
        assert chunk.parent_start is not None
        assert chunk.parent_end is not None
        assert chunk.parent_start <= chunk.char_start < chunk.char_end <= chunk.parent_end
        parent = document.text[chunk.parent_start : chunk.parent_end]
        assert model.count_tokens(parent) <= size * 3
    parents = sorted({(chunk.parent_start, chunk.parent_end) for chunk in found})
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(parents))


@pytest.mark.parametrize("strategy", list(ChunkStrategy)[:-1])
def test_only_parent_child_has_parents(strategy: ChunkStrategy) -> None:
    (chunk,) = chunk_part(ParsedDocument("A word."), config(strategy, 20, 0), FakeEmbedder())
    assert (chunk.parent_start, chunk.parent_end) == (None, None)
