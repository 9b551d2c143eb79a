"""Where vectors and files differ from what the documents say, and how each is mended.

Every finding is looked at a second time, with the document's row locked, before anything is
changed: an ingest may have moved on since the first look.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.models import Document, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus
from app.schemas.upkeep import Finding, FindingKind
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.ingest import queue_ingest
from app.services.knowledge_bases.revisions import raise_revision
from app.services.knowledge_bases.storage_keys import DOCUMENTS_FOLDER, storage_prefix

UNFINISHED = (DocumentStatus.PENDING, DocumentStatus.PROCESSING)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Expected:
    """What the database says of one document."""

    document_id: uuid.UUID
    generation: int
    chunk_count: int
    original_kept: bool

    def matches(self, counts: Mapping[int, int]) -> bool:
        """Whether these vectors, by generation, are exactly the searched ones."""
        found = {generation: count for generation, count in counts.items() if count}
        return found == ({self.generation: self.chunk_count} if self.chunk_count else {})


def settled_documents(session: Session, collection: str) -> Iterator[list[Expected]]:
    """Documents of a collection that nothing is being done to, in batches."""
    query = (
        select(Document.id, Document.generation, Document.chunk_count, Document.original_kept)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            KnowledgeBase.qdrant_collection_name == collection,
            Document.deleted_at.is_(None),
            Document.status.not_in(UNFINISHED),
            ~jobs.has_open_job(Document.id),
        )
        .order_by(Document.id)
    )
    for rows in session.execute(query.execution_options(yield_per=_BATCH)).partitions():
        yield [Expected(*row) for row in rows]


def stuck_documents(session: Session) -> Sequence[uuid.UUID]:
    """Documents that wait for an ingest which does not exist."""
    query = select(Document.id).where(
        Document.deleted_at.is_(None),
        Document.status.in_(UNFINISHED),
        ~jobs.has_open_job(Document.id),
    )
    return session.scalars(query).all()


def known_documents(session: Session, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `ids` that are documents, deleted ones that are still being purged included."""
    wanted, known = list(ids), set()
    for start in range(0, len(wanted), _BATCH):
        query = select(Document.id).where(Document.id.in_(wanted[start : start + _BATCH]))
        known |= set(session.scalars(query))
    return known


def mend_stuck(ports: Ports, document_id: uuid.UUID) -> Finding | None:
    """Queue the missing ingest."""
    with unit_of_work() as uow:
        document = _settled(uow, document_id, UNFINISHED)
        if document is None:
            return None
        queue_ingest(uow, ports.queue, document)
    return Finding(
        kind=FindingKind.STUCK, document_id=document_id, mended="Its ingest was queued again."
    )


def mend_vectors(ports: Ports, collection: str, expected: Expected) -> Finding | None:
    """Delete vectors that are too many; ingest again where some are missing."""
    counts = ports.vectors.count_points(collection, expected.document_id).get(
        expected.document_id, {}
    )
    if expected.matches(counts):
        return None
    if counts.get(expected.generation, 0) == expected.chunk_count:
        return _trim(ports, expected)
    return _ingest_again(ports, expected)


def _trim(ports: Ports, expected: Expected) -> Finding | None:
    with unit_of_work() as uow:
        document = _is_unchanged(uow, expected)
        if document is None:
            return None
        lane = repository.project_of(uow.session, document)
        jobs.enqueue(uow, ports.queue, JobKind.TRIM_DOCUMENT, document.id, lane=lane)
    return Finding(
        kind=FindingKind.VECTORS_LEFT_OVER,
        document_id=expected.document_id,
        mended="The vectors that no search may see are deleted.",
    )


def _ingest_again(ports: Ports, expected: Expected) -> Finding | None:
    with unit_of_work() as uow:
        document = _is_unchanged(uow, expected)
        if document is None:
            return None
        queue_ingest(uow, ports.queue, document)
    return Finding(
        kind=FindingKind.VECTORS_MISSING,
        document_id=expected.document_id,
        mended="The document is ingested again.",
    )


def delete_unknown_vectors(ports: Ports, collection: str, document_id: uuid.UUID) -> Finding:
    """Vectors whose document does not exist: rows are written first and deleted last."""
    ports.vectors.delete_document(collection, document_id)
    with unit_of_work() as uow:
        for kb_id in uow.session.scalars(_searched_in(collection)):
            raise_revision(uow, kb_id)
    return Finding(
        kind=FindingKind.UNKNOWN_VECTORS, document_id=document_id, mended="They were deleted."
    )


def _searched_in(collection: str) -> Select[uuid.UUID]:
    return select(KnowledgeBase.id).where(KnowledgeBase.qdrant_collection_name == collection)


def delete_unknown_files(ports: Ports, document_id: uuid.UUID, seen_before: bool) -> Finding:
    """Files whose document does not exist.

    An upload stores its file before its row, so what is seen for the first time is left alone.
    """
    if seen_before:
        ports.files.delete_prefix(storage_prefix(document_id))
    return Finding(
        kind=FindingKind.UNKNOWN_FILES,
        document_id=document_id,
        mended="They were deleted." if seen_before else None,
    )


def missing_original(document_id: uuid.UUID) -> Finding:
    """The file that was uploaded is not in the store: nothing here can bring it back."""
    return Finding(kind=FindingKind.ORIGINAL_MISSING, document_id=document_id, mended=None)


def stored_documents(ports: Ports) -> set[uuid.UUID]:
    """Ids of the documents that have files."""
    return {
        uuid.UUID(name) for name in ports.files.names(DOCUMENTS_FOLDER) if _is_document_id(name)
    }


def _is_document_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False


def _settled(
    uow: UnitOfWork, document_id: uuid.UUID, statuses: Sequence[DocumentStatus] | None = None
) -> Document | None:
    """The document, locked, if it is alive and nothing is being done to it."""
    query = select(Document).where(
        Document.id == document_id, Document.deleted_at.is_(None), ~jobs.has_open_job(Document.id)
    )
    if statuses:
        query = query.where(Document.status.in_(statuses))
    return uow.session.scalar(query.with_for_update())


def _is_unchanged(uow: UnitOfWork, expected: Expected) -> Document | None:
    document = _settled(uow, expected.document_id)
    if document is None or document.generation != expected.generation:
        return None
    return document
