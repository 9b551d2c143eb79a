"""What a configuration makes of a text, before it is saved."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models.knowledge_bases import ChunkStrategy
from app.schemas.knowledge_bases import KnowledgeBaseConfig
from app.schemas.rag_configs import MAX_PREVIEW_CHARS, PreviewChunk, PreviewOut, PreviewRequest
from app.services.knowledge_bases import contents, layers
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.chunking import ChunkSpan, chunk_parts
from app.services.knowledge_bases.configuration import chunking_of, resolve
from app.services.knowledge_bases.parsing import ParsedDocument, Span, parse_text
from app.services.rag_configs import lookup

MAX_CHUNKS = 200
MAX_SEMANTIC_CHARS = 20_000
"""This strategy embeds what it cuts: more would hold up the answer, and the process with it."""


def preview(open_unit: OpenUnit, ports: Ports, request: PreviewRequest) -> PreviewOut:
    """The first passages of a text or document under a configuration; nothing is stored.

    Raises:
        NotFound: preset or document are missing or not the actor's to see.
        Conflict: the document has not been ingested yet.
        Invalid: the configuration makes no sense.
    """
    config = _config(open_unit, ports, request)
    limit = _limit(config)
    parts, total_chars = _source(open_unit, request, limit)
    previewed = list(beginning(parts, limit))
    cut = chunk_parts(previewed, chunking_of(config), ports.embedders.get(config.embedding_model))
    chunks = [chunk for _, spans in cut for chunk in spans]
    shown = chunks[:MAX_CHUNKS]
    text = "".join(part.text for part in previewed)
    return PreviewOut(
        config=config,
        text=text[: _end(shown)] if len(chunks) > len(shown) else text,
        chunks=[PreviewChunk.model_validate(chunk) for chunk in shown],
        total_chunks=len(chunks),
        total_tokens=sum(chunk.token_count for chunk in chunks),
        previewed_chars=len(text),
        total_chars=total_chars,
    )


def beginning(parts: Iterable[ParsedDocument], limit: int) -> Iterator[ParsedDocument]:
    """The first `limit` characters of a document in parts, with what they belong to."""
    for part in parts:
        if part.offset < limit:
            yield _clipped_part(part, limit - part.offset)


def _clipped_part(part: ParsedDocument, limit: int) -> ParsedDocument:
    if len(part.text) <= limit:
        return part
    return replace(
        part,
        text=part.text[:limit],
        pages=[
            page._replace(end=min(page.end, limit)) for page in part.pages if page.start < limit
        ],
        sections=[
            section._replace(end=min(section.end, limit))
            for section in part.sections
            if section.start < limit
        ],
        tables=_clipped(part.tables, limit),
        code=_clipped(part.code, limit),
        lines=[],
    )


def _config(open_unit: OpenUnit, ports: Ports, request: PreviewRequest) -> KnowledgeBaseConfig:
    with open_unit() as uow:
        preset = [lookup.config(uow, request.preset_id)] if request.preset_id else []
        model = ports.settings.embedding_model
        if request.knowledge_base_id:
            model = knowledge_bases.get(uow, request.knowledge_base_id).embedding_model
        config = resolve(model, *preset, request.config)
        layers.require_sense(uow.session, config)
    return config


def _source(
    open_unit: OpenUnit, request: PreviewRequest, characters: int
) -> tuple[list[ParsedDocument], int]:
    """At least so many characters of what is to be cut, if it has as many, and how many it has."""
    if request.text is not None:
        parts = parse_text(request.text, is_markdown=request.format == "markdown")
        return parts, sum(len(part.text) for part in parts)
    kb_id, document_id = _ids(request)
    with open_unit() as uow:
        return contents.read_beginning(uow, kb_id, document_id, characters)


def _ids(request: PreviewRequest) -> tuple[uuid.UUID, uuid.UUID]:
    assert request.knowledge_base_id is not None
    assert request.document_id is not None
    return request.knowledge_base_id, request.document_id


def _limit(config: KnowledgeBaseConfig) -> int:
    is_semantic = config.chunk_strategy is ChunkStrategy.SEMANTIC
    return MAX_SEMANTIC_CHARS if is_semantic else MAX_PREVIEW_CHARS


def _end(chunks: Sequence[ChunkSpan]) -> int:
    return max(chunk.parent_end or chunk.char_end for chunk in chunks)


def _clipped(spans: Sequence[Span], limit: int) -> list[Span]:
    return [Span(span.start, min(span.end, limit)) for span in spans if span.start < limit]
