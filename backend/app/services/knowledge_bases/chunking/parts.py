"""Chunks of a document that comes in parts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.integrations.embeddings import Embedder
from app.services.knowledge_bases.chunking.strategies import chunk_part
from app.services.knowledge_bases.chunking.types import ChunkingConfig, ChunkSpan
from app.services.knowledge_bases.parsing import ParsedDocument


def chunk_parts(
    parts: Iterable[ParsedDocument], config: ChunkingConfig, model: Embedder
) -> Iterator[tuple[ParsedDocument, list[ChunkSpan]]]:
    """Each part with its chunks, whose ordinals and positions are those of the document."""
    ordinal = 0
    for part in parts:
        spans = [_moved(span, ordinal, part.offset) for span in chunk_part(part, config, model)]
        ordinal += len(spans)
        yield part, spans


def _moved(span: ChunkSpan, ordinal: int, by: int) -> ChunkSpan:
    return replace(
        span,
        ordinal=ordinal + span.ordinal,
        char_start=by + span.char_start,
        char_end=by + span.char_end,
        parent_start=None if span.parent_start is None else by + span.parent_start,
        parent_end=None if span.parent_end is None else by + span.parent_end,
    )
