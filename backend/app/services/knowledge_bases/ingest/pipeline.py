"""Parts of a document, one after the other: parsed and chunked, embedded, written.

The three steps run at the same time: while one part is embedded, the next is read and the one
before is written. A part is written in one unit with its chunks, after their vectors, so an
attempt that dies leaves whole parts behind and the next one goes on after them. The last part is
written with the end of the ingest: most documents have no other.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields, replace

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.ids import chunk_id
from app.db.uow import unit_of_work
from app.integrations.vectors import Point, Vector
from app.models import Chunk, Document
from app.models.usage import UsageKind
from app.services.jobs.context import JobContext
from app.services.knowledge_bases import extracted_text
from app.services.knowledge_bases.chunking import ChunkSpan, chunk_parts, embedded_text
from app.services.knowledge_bases.indexes import state as indexes
from app.services.knowledge_bases.ingest.overlap import OneBehind, prefetched
from app.services.knowledge_bases.ingest.reading import read_parts
from app.services.knowledge_bases.ingest.target import Target
from app.services.knowledge_bases.lexical import detect_language, passage_keywords
from app.services.knowledge_bases.parsing import ParsedDocument, PartProblem
from app.services.usage import tokens
from app.services.usage.tokens import MeteredCall

PARTS_AHEAD = 2
# Passages between two looks at whether the work is still wanted.
BATCH = 32
_COLUMNS = tuple(column.name for column in fields(ChunkSpan))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part with its chunks: ordinals and positions are those of the whole document."""

    number: int
    part: ParsedDocument
    spans: list[ChunkSpan]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A piece with the points of its chunks."""

    piece: Piece
    points: list[Point]


@dataclass(slots=True)
class Summary:
    """What has been read of a document."""

    language: str | None = None
    chunk_count: int = 0
    token_count: int = 0
    last_page: int | None = None
    problems: list[PartProblem] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)

    def add(self, piece: Piece) -> None:
        """Count a piece in. The first one tells the language."""
        if piece.number == 0:
            self.language = detect_language(piece.part.text)
        self.chunk_count += len(piece.spans)
        self.token_count += sum(span.token_count for span in piece.spans)
        self.problems += piece.part.problems
        self.metadata |= piece.part.metadata
        if piece.part.pages:
            self.last_page = piece.part.pages[-1].number


def run(context: JobContext, target: Target) -> tuple[Summary, Embedded | None]:
    """Bring the parts of the document into the store, under the target's generation.

    Returns what has been read, and the last part where it is still to be written.

    Raises:
        DocumentProblem: the file cannot be read.
        TooManyRequests: the tokens of whoever uploaded it do not suffice.
        JobCancelled, LeaseLost: the work is no longer wanted.
    """
    summary, last = Summary(), None
    done = _parts_written(target) if target.is_resumed else 0
    with (
        prefetched(_pieces(context, target), PARTS_AHEAD) as pieces,
        OneBehind(_write) as write,
    ):
        for piece in pieces:
            summary.add(piece)
            if piece.number < done:
                continue
            _reserve(context, target, summary)
            embedded = _embed(context, target, piece, summary.language)
            if pieces.is_over():
                last = embedded
            else:
                write(context, target, embedded, replace(summary))
    return summary, last


def write_rows(session: Session, target: Target, piece: Piece) -> None:
    """Write a part and its chunks, whose vectors are there."""
    extracted_text.write_part(
        session, target.document_id, target.generation, piece.number, piece.part
    )
    _write_chunks(session, target, piece.spans)


def _parts_written(target: Target) -> int:
    with unit_of_work() as uow:
        return extracted_text.parts_written(uow.session, target.document_id, target.generation)


def _pieces(context: JobContext, target: Target) -> Generator[Piece]:
    embedder = context.ports.embedders.get(target.index.embedding_model)
    with closing(read_parts(context, target)) as parts:
        cut = chunk_parts(parts, target.chunking, embedder)
        for number, (part, spans) in enumerate(cut):
            yield Piece(number, part, spans)


def _reserve(context: JobContext, target: Target, summary: Summary) -> None:
    """Set aside what embedding takes so far, under the job's id: no attempt does so twice."""
    with context.write() as (uow, job):
        call = MeteredCall(
            kind=UsageKind.INGEST, user_id=target.charged_to_id, project_id=target.project_id
        )
        tokens.reserve_up_to(uow, call, job.id, summary.token_count)
        job.stage = "embedding"


def _embed(context: JobContext, target: Target, piece: Piece, language: str | None) -> Embedded:
    vectors = _vectors(context, target, piece.spans)
    return Embedded(piece, _points(target, piece.spans, vectors, language))


def _vectors(context: JobContext, target: Target, spans: Sequence[ChunkSpan]) -> Vector:
    embedder = context.ports.embedders.get(target.index.embedding_model)
    vectors = np.empty((len(spans), embedder.dimension), dtype=np.float32)
    for start in range(0, len(spans), BATCH):
        context.check()
        batch = [embedded_text(span) for span in spans[start : start + BATCH]]
        vectors[start : start + BATCH] = embedder.embed_documents(
            batch, prefix=target.index.passage_prefix
        )
    return vectors


def _write(context: JobContext, target: Target, embedded: Embedded, so_far: Summary) -> None:
    context.ports.vectors.upsert(target.index.collection, embedded.points)
    with context.write() as (uow, job):
        if target.is_first:
            indexes.publishing(uow, context.ports.queue, target.knowledge_base_id, target.index.id)
        write_rows(uow.session, target, embedded.piece)
        if target.is_first:
            _show(uow.session, target, so_far)
        job.percent = min(99, round(100 * embedded.piece.part.share))


def _points(
    target: Target, spans: Sequence[ChunkSpan], vectors: Vector, language: str | None
) -> list[Point]:
    return [
        Point(
            id=chunk_id(target.document_id, target.generation, span.ordinal),
            vector=vector,
            knowledge_base_id=target.knowledge_base_id,
            document_id=target.document_id,
            generation=target.generation,
            keywords=passage_keywords(embedded_text(span), language),
        )
        for span, vector in zip(spans, vectors, strict=True)
    ]


def _write_chunks(session: Session, target: Target, spans: Sequence[ChunkSpan]) -> None:
    rows = [
        {
            "id": chunk_id(target.document_id, target.generation, span.ordinal),
            "document_id": target.document_id,
            "generation": target.generation,
            **{column: getattr(span, column) for column in _COLUMNS},
        }
        for span in spans
    ]
    if rows:
        session.execute(insert(Chunk).on_conflict_do_nothing(), rows)


def _show(session: Session, target: Target, so_far: Summary) -> None:
    """Let searches see what there is of a document that they have never seen before."""
    document = session.get_one(Document, target.document_id, with_for_update=True)
    document.generation = target.generation
    document.chunk_count = so_far.chunk_count
    document.language = so_far.language


def embedded_tokens(session: Session, target_generation: int, document: Document) -> int:
    """Tokens of the chunks that a generation has so far."""
    query = select(func.sum(Chunk.token_count)).where(
        Chunk.document_id == document.id, Chunk.generation == target_generation
    )
    return session.scalar(query) or 0
