"""What a configuration makes of a text, before it is saved."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models.knowledge_bases import ChunkStrategy
from app.schemas.knowledge_bases import KnowledgeBaseConfig
from app.schemas.rag_configs import MAX_PREVIEW_CHARS, PreviewChunk, PreviewOut, PreviewRequest
from app.services.knowledge_bases import documents, layers
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.chunking import ChunkSpan, chunk_part
from app.services.knowledge_bases.configuration import chunking_of, resolve
from app.services.knowledge_bases.parsing import ParsedDocument, Section, Span, markdown, plain
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
    source = _source(open_unit, ports, request)
    part = beginning(source, _limit(config))
    chunks = chunk_part(part, chunking_of(config), ports.embedder)
    shown = chunks[:MAX_CHUNKS]
    return PreviewOut(
        config=config,
        text=part.text[: _end(shown)] if len(chunks) > len(shown) else part.text,
        chunks=[PreviewChunk.model_validate(chunk) for chunk in shown],
        total_chunks=len(chunks),
        total_tokens=sum(chunk.token_count for chunk in chunks),
        previewed_chars=len(part.text),
        total_chars=len(source.text),
    )


def beginning(source: ParsedDocument, limit: int) -> ParsedDocument:
    """The first `limit` characters of a document, with what they belong to."""
    if len(source.text) <= limit:
        return source
    return ParsedDocument(
        text=source.text[:limit],
        pages=[
            replace(page, end=min(page.end, limit)) for page in source.pages if page.start < limit
        ],
        sections=[
            Section(section.path, section.start, min(section.end, limit))
            for section in source.sections
            if section.start < limit
        ],
        tables=_clipped(source.tables, limit),
        code=_clipped(source.code, limit),
    )


def _config(open_unit: OpenUnit, ports: Ports, request: PreviewRequest) -> KnowledgeBaseConfig:
    with open_unit() as uow:
        preset = [lookup.config(uow, request.preset_id)] if request.preset_id else []
        model = ports.settings.embedding_model
        if request.knowledge_base_id:
            model = knowledge_bases.get(uow, request.knowledge_base_id).embedding_model
    config = resolve(model, *preset, request.config)
    layers.require_sense(config)
    return config


def _source(open_unit: OpenUnit, ports: Ports, request: PreviewRequest) -> ParsedDocument:
    if request.text is None:
        kb_id, document_id = _ids(request)
        return documents.read_extracted(open_unit, ports.files, kb_id, document_id)
    read = markdown.parse if request.format == "markdown" else plain.parse
    return read(request.text.encode())


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
