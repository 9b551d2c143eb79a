"""The strategies: each says which stretches no passage crosses, and which cuts it likes."""

from collections.abc import Iterable, Iterator

from app.integrations.embeddings import Embedder
from app.models.knowledge_bases import ChunkStrategy
from app.services.knowledge_bases.chunking.cutter import Cutter, Taste
from app.services.knowledge_bases.chunking.semantic import SENTENCES, by_topic
from app.services.knowledge_bases.chunking.sheet import Sheet
from app.services.knowledge_bases.chunking.structure import (
    by_section,
    by_sections_that_fit,
    common_section,
    main_section,
)
from app.services.knowledge_bases.chunking.types import ChunkingConfig, ChunkSpan
from app.services.knowledge_bases.parsing import ParsedDocument, Span

Piece = tuple[Span, Span | None]
"""A passage, and the larger one around it."""

BY_STRUCTURE = Taste()
BY_SENTENCE = Taste(good=(SENTENCES,))
BY_LENGTH = Taste(good=(), fair=())
BY_BLOCK = Taste(whole_blocks=True)


def chunk_part(part: ParsedDocument, config: ChunkingConfig, model: Embedder) -> list[ChunkSpan]:
    """Passages of at most `config.size` tokens that cover the text, in order, from ordinal 0.

    Neighbours share up to `config.overlap` tokens; the overlap starts at a sentence or a table
    row where one fits. For every passage `part.text[char_start:char_end] == text`. A passage is
    shorter where the model would otherwise not read all of `embedded_text` of it.

    - `fixed`: full passages, cut between words.
    - `sentence`: whole sentences, as many as fit.
    - `recursive`: section by section, cut between paragraphs, items, then sentences.
    - `markdown`: the same, but small sections go together, tables and code stay whole.
    - `semantic`: section by section, cut where the subject changes.
    - `parent_child`: `recursive` within larger passages, whose places are given as well.
    """
    sheet = Sheet(part, model, config.passage_prefix)
    is_structured = config.strategy is ChunkStrategy.MARKDOWN
    section_of = common_section if is_structured else main_section
    return [
        ChunkSpan(
            ordinal=ordinal,
            text=sheet.text[span.start : span.end],
            char_start=span.start,
            char_end=span.end,
            page=sheet.page(span.start),
            section=sheet.label(section_of(sheet, span)) or None,
            token_count=sheet.ruler.count(span.start, span.end),
            header=sheet.header(span.start),
            parent_start=parent.start if parent else None,
            parent_end=parent.end if parent else None,
        )
        for ordinal, (span, parent) in enumerate(_pieces(sheet, config, model))
    ]


def _pieces(sheet: Sheet, config: ChunkingConfig, model: Embedder) -> Iterator[Piece]:
    match config.strategy:
        case ChunkStrategy.FIXED:
            yield from _cut(sheet, config, BY_LENGTH, [sheet.whole])
        case ChunkStrategy.SENTENCE:
            yield from _cut(sheet, config, BY_SENTENCE, [sheet.whole])
        case ChunkStrategy.RECURSIVE:
            yield from _cut(sheet, config, BY_STRUCTURE, by_section(sheet))
        case ChunkStrategy.MARKDOWN:
            yield from _cut(sheet, config, BY_BLOCK, by_sections_that_fit(sheet, config.size))
        case ChunkStrategy.SEMANTIC:
            yield from _cut(sheet, config, BY_STRUCTURE, by_topic(sheet, config.size, model))
        case ChunkStrategy.PARENT_CHILD:
            yield from _within_parents(sheet, config)


def _cut(
    sheet: Sheet, config: ChunkingConfig, taste: Taste, stretches: Iterable[Span]
) -> Iterator[Piece]:
    cutter = Cutter(sheet, taste, config.size, config.overlap)
    for stretch in stretches:
        for piece in cutter.pieces(stretch):
            yield piece, None


def _within_parents(sheet: Sheet, config: ChunkingConfig) -> Iterator[Piece]:
    parent_size = config.parent_size or 2 * config.size
    parents = Cutter(sheet, BY_STRUCTURE, parent_size, overlap=0, embedded=False)
    for stretch in by_section(sheet):
        for parent in parents.pieces(stretch):
            for child, _ in _cut(sheet, config, BY_STRUCTURE, [parent]):
                yield child, parent
