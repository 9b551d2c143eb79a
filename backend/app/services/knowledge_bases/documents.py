"""Documents: upload, list, read, rename, ingest again, cancel, delete."""

import json
import uuid
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.errors import Conflict, Invalid, TooLarge, UnsupportedMedia
from app.core.ids import new_id
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.integrations.storage import FileStore, StoredFile
from app.models import Document, DocumentGroup, Group, Job
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.schemas.audit_events import (
    DocumentDeleted,
    DocumentRenamed,
    DocumentRestricted,
    DocumentUploaded,
)
from app.schemas.chat import Citation
from app.schemas.common import NamedReference, Page, PageRequest, Problem
from app.schemas.knowledge_bases import (
    ChunkOut,
    DocumentOut,
    DocumentRestriction,
    DocumentTextOut,
    DocumentUpdate,
    PageSpan,
    Progress,
    UploadOut,
)
from app.services.audit import service as audit
from app.services.groups import service as groups
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.parsing import UnsupportedType, detect_media_type
from app.services.knowledge_bases.states import transition
from app.services.usage import counted, tokens

HEAD_BYTES = 8192
MAX_TEXT_SLICE = 20_000
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name is text, never a path."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """An original to send back."""

    name: str
    media_type: str
    size_bytes: int
    content: BinaryIO


def storage_prefix(document_id: uuid.UUID) -> str:
    """Where everything of a document is stored."""
    return f"documents/{document_id}"


def text_key(document_id: uuid.UUID, generation: int) -> str:
    """Where the extracted text of one generation is stored."""
    return f"{storage_prefix(document_id)}/text-{generation}.json"


def upload(open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, incoming: Upload) -> UploadOut:
    """Store a file and queue its ingest. The same bytes twice are one document.

    Raises:
        NotFound, Forbidden: the actor may not write to this knowledge base.
        UnsupportedMedia: a type we do not read, by content and extension.
        TooLarge: more than `MAX_FILE_SIZE_MB`.
        Invalid: an empty file.
        TooManyRequests: the actor's tier allows no more documents.
        Transient: the embedding model of the knowledge base is not ready.
    """
    with open_unit() as uow:
        kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    media_type = _media_type(incoming)
    ports.embedders.require_ready(kb.embedding_model)
    document_id = new_id()
    key = f"{storage_prefix(document_id)}/original"
    stored = ports.files.write(key, incoming.content)
    try:
        _refuse_size(stored, ports.settings.max_file_bytes)
        uploaded = _add_or_find(
            open_unit, ports, kb_id, document_id, incoming.name, media_type, stored
        )
    except Exception:
        ports.files.delete_prefix(storage_prefix(document_id))
        raise
    if uploaded.duplicate:
        ports.files.delete_prefix(storage_prefix(document_id))
    return uploaded


def _media_type(incoming: Upload) -> str:
    head = incoming.content.read(HEAD_BYTES)
    incoming.content.seek(0)
    if not head:
        raise Invalid("The file is empty.", code="empty_file", remedy="Upload a file with content.")
    try:
        return detect_media_type(head, incoming.name)
    except UnsupportedType as error:
        raise UnsupportedMedia(error.message, remedy=error.remedy) from error


def _refuse_size(stored: StoredFile, limit: int) -> None:
    if stored.size_bytes > limit:
        raise TooLarge(
            f"The file is larger than {limit // (1024 * 1024)} MB.",
            code="file_too_large",
            remedy="Split the file, or ask an administrator to raise MAX_FILE_SIZE_MB.",
        )


def _add_or_find(
    open_unit: OpenUnit,
    ports: Ports,
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    name: str,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    try:
        with open_unit() as uow:
            if found := _find_duplicate(uow, kb_id, stored):
                return found
            return _add(uow, ports, kb_id, document_id, name, media_type, stored)
    except IntegrityError:
        # The same bytes were uploaded at the same moment and the other one won.
        with open_unit() as uow:
            found = _find_duplicate(uow, kb_id, stored)
        if found is None:
            raise
        return found


def _find_duplicate(uow: UnitOfWork, kb_id: uuid.UUID, stored: StoredFile) -> UploadOut | None:
    found = repository.find_by_content(uow.session, kb_id, stored.sha256)
    if found is None:
        return None
    if not repository.readable_documents(uow.session, uow.signed_in, [found.id]):
        raise Conflict(
            "This file is already here, restricted to groups that you are not in.",
            code="duplicate_restricted",
            remedy="Ask an owner of the project.",
        )
    return UploadOut(document=present(uow, [found])[0], duplicate=True)


def _add(
    uow: UnitOfWork,
    ports: Ports,
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    name: str,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    counted.admit_document(uow)
    document = Document(
        id=document_id,
        knowledge_base_id=kb_id,
        created_by_id=uow.signed_in.user_id,
        name=_clean_name(name),
        media_type=media_type,
        storage_path=f"{storage_prefix(document_id)}/original",
        size_bytes=stored.size_bytes,
        content_sha256=stored.sha256,
        status=DocumentStatus.PENDING,
    )
    uow.session.add(document)
    uow.session.flush()
    uow.session.refresh(document)
    jobs.enqueue(uow, ports.queue, JobKind.INGEST_DOCUMENT, document.id)
    audit.record(
        uow,
        DocumentUploaded(name=document.name, knowledge_base_id=kb_id, size_bytes=stored.size_bytes),
        document.id,
    )
    return UploadOut(document=present(uow, [document])[0], duplicate=False)


def _clean_name(name: str) -> str:
    """The last part of a file name, printable, never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[:NAME_LIMIT] or "unnamed"


def list_page(
    uow: UnitOfWork,
    kb_id: uuid.UUID,
    page: PageRequest,
    status: DocumentStatus | None,
    query: str | None,
) -> Page[DocumentOut]:
    """The documents of a knowledge base that the actor may read, newest first."""
    repository.get(uow.session, uow.signed_in, kb_id)
    rows, total = repository.list_documents(
        uow.session, uow.signed_in, kb_id, status, query, page.limit, page.offset
    )
    return Page[DocumentOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> DocumentOut:
    """One document."""
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    return present(uow, [document])[0]


def rename(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, request: DocumentUpdate
) -> DocumentOut:
    """Give a document another name."""
    document = _to_change(uow, kb_id, document_id)
    document.name = _clean_name(request.name)
    uow.session.flush()
    uow.session.refresh(document)
    audit.record(uow, DocumentRenamed(name=document.name), document.id)
    return present(uow, [document])[0]


def restrict(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, request: DocumentRestriction
) -> DocumentOut:
    """Let only these groups read a document; none lifts the restriction.

    Owners of the project and administrators are let through by every restriction.

    Raises:
        NotFound: a group is missing.
        Invalid: the actor would lock themselves out.
    """
    document = _to_change(uow, kb_id, document_id)
    chosen = groups.get_all(uow, request.group_ids)
    uow.session.execute(delete_rows(DocumentGroup).where(DocumentGroup.document_id == document.id))
    uow.session.add_all(
        DocumentGroup(document_id=document.id, group_id=group.id) for group in chosen
    )
    uow.session.flush()
    if not repository.readable_documents(uow.session, uow.signed_in, [document.id]):
        raise Invalid(
            "You would not be able to read the document any more.",
            code="own_group_missing",
            remedy="Choose at least one group that you are in, or ask an owner of the project.",
        )
    audit.record(uow, DocumentRestricted(group_ids=[group.id for group in chosen]), document.id)
    return present(uow, [document])[0]


def ingest_again(
    uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, document_id: uuid.UUID
) -> DocumentOut:
    """Queue another ingest; what is searchable stays so until the new one is complete.

    Raises:
        Conflict: an ingest is already waiting or running.
    """
    document = _to_change(uow, kb_id, document_id)
    if jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
        raise Conflict("This document is already being ingested.", code="ingest_in_progress")
    transition(uow, document, DocumentStatus.PENDING)
    jobs.enqueue(uow, queue, JobKind.INGEST_DOCUMENT, document.id)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def cancel(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> DocumentOut:
    """Stop a waiting or running ingest.

    Raises:
        Conflict: there is none.
    """
    document = _to_change(uow, kb_id, document_id)
    job = jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id)
    if job is None:
        raise Conflict("This document is not being ingested.", code="nothing_to_cancel")
    if _stop(uow, job):
        transition(uow, document, DocumentStatus.CANCELLED)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def delete(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, document_id: uuid.UUID) -> None:
    """Hide a document at once; a worker then purges its vectors, chunks and files."""
    document = _to_change(uow, kb_id, document_id)
    _bury(uow, queue, document)
    audit.record(uow, DocumentDeleted(name=document.name), document.id)


def _to_change(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    return repository.get_document_to_change(uow.session, uow.signed_in, kb_id, document_id)


def delete_all_of(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> None:
    """Delete every document of a knowledge base. The caller has checked `kb_id`."""
    alive = select(Document).where(
        Document.knowledge_base_id == kb_id, Document.deleted_at.is_(None)
    )
    for document in uow.session.scalars(alive.with_for_update()):
        _bury(uow, queue, document)


def _bury(uow: UnitOfWork, queue: JobQueue, document: Document) -> None:
    document.deleted_at = now()
    if job := jobs.open_job(uow.session, JobKind.INGEST_DOCUMENT, document.id):
        _stop(uow, job)
    jobs.enqueue(uow, queue, JobKind.PURGE_DOCUMENT, document.id)


def _stop(uow: UnitOfWork, job: Job) -> bool:
    """Ask an ingest to stop; one that was waiting has ended at once and gives its tokens back."""
    ended = jobs.request_cancel(uow.session, job)
    if ended:
        tokens.release(uow, job.id)
    return ended


def open_original(
    open_unit: OpenUnit, files: FileStore, kb_id: uuid.UUID, document_id: uuid.UUID
) -> OriginalFile:
    """The bytes that were uploaded."""
    with open_unit() as uow:
        document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    return OriginalFile(
        document.name, document.media_type, document.size_bytes, files.open(document.storage_path)
    )


def list_chunks(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, page: PageRequest
) -> Page[ChunkOut]:
    """The passages of a document, in order."""
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    rows, total = repository.list_chunks(uow.session, document, page.limit, page.offset)
    items = [ChunkOut.model_validate(row) for row in rows]
    return Page[ChunkOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read_text(
    open_unit: OpenUnit,
    files: FileStore,
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    start: int,
    end: int | None,
) -> DocumentTextOut:
    """A slice of the extracted text, at most `MAX_TEXT_SLICE` characters.

    Raises:
        Conflict: the document has not been ingested yet.
    """
    with open_unit() as uow:
        document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    if document.generation == 0:
        raise Conflict("The text of this document has not been extracted yet.", code="not_ingested")
    with files.open(text_key(document.id, document.generation)) as stored:
        extracted = json.load(stored)
    text: str = extracted["text"]
    start = min(start, len(text))
    stop = min(end if end is not None else len(text), start + MAX_TEXT_SLICE, len(text))
    return DocumentTextOut(
        document_id=document.id,
        text=text[start:stop],
        start=start,
        end=max(start, stop),
        total_chars=len(text),
        pages=[PageSpan(**page) for page in extracted["pages"]],
    )


def place_on_pages(uow: UnitOfWork, citations: Sequence[Citation]) -> list[Citation]:
    """Citations with the page on which their span starts: a passage may reach over two."""
    readable = _readable(uow, citations)
    return [
        citation.model_copy(update={"page": _page_of(citation, readable[citation.document_id])})
        if citation.document_id in readable
        else citation
        for citation in citations
    ]


def _page_of(citation: Citation, document: Document) -> int | None:
    starts: list[int] = document.document_metadata.get("page_starts", [])
    return bisect_right(starts, citation.char_start) if starts else citation.page


def close_unreadable(uow: UnitOfWork, citations: Sequence[Citation]) -> list[Citation]:
    """Citations without the text of documents that the actor may not read any more."""
    readable = _readable(uow, citations)
    return [
        citation if citation.document_id in readable else _closed(citation)
        for citation in citations
    ]


def _readable(uow: UnitOfWork, citations: Sequence[Citation]) -> dict[uuid.UUID, Document]:
    ids = {citation.document_id for citation in citations}
    return repository.readable_documents(uow.session, uow.signed_in, ids) if ids else {}


def _closed(citation: Citation) -> Citation:
    return citation.model_copy(
        update={"available": False, "quote": "", "text": "", "section": None, "document_name": ""}
    )


def present(uow: UnitOfWork, rows: Sequence[Document]) -> list[DocumentOut]:
    """Documents with their restrictions and the progress of their latest ingest."""
    latest = _latest_ingests(uow, [row.id for row in rows])
    waiting = [job.id for job in latest.values() if job.status == JobStatus.QUEUED]
    places = jobs.queue_positions(uow.session, waiting)
    restrictions = repository.restrictions(uow.session, [row.id for row in rows])
    return [
        _present_one(row, latest.get(row.id), places, restrictions.get(row.id, [])) for row in rows
    ]


def _latest_ingests(uow: UnitOfWork, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Job]:
    query = (
        select(Job)
        .where(Job.subject_id.in_(ids), Job.kind == JobKind.INGEST_DOCUMENT)
        .ext(distinct_on(Job.subject_id))
        .order_by(Job.subject_id, Job.created_at.desc())
    )
    return {job.subject_id: job for job in uow.session.scalars(query)}


def _present_one(
    document: Document, job: Job | None, places: dict[uuid.UUID, int], groups_: Sequence[Group]
) -> DocumentOut:
    problem = (
        Problem(
            code=document.error_code,
            message=document.error_message or "",
            remedy=document.error_remedy,
        )
        if document.error_code
        else None
    )
    done = document.status == DocumentStatus.COMPLETED
    return DocumentOut.model_validate(
        {
            **{
                name: getattr(document, name)
                for name in DocumentOut.model_fields
                if name not in ("error", "progress", "restricted_to")
            },
            "restricted_to": [NamedReference.model_validate(group) for group in groups_],
            "error": problem,
            "progress": Progress.model_validate(
                {
                    "stage": "done" if done else (job.stage if job else "queued"),
                    "percent": 100 if done else (job.percent if job else 0),
                    "queue_position": places.get(job.id) if job else None,
                    "attempt": job.attempt if job else 0,
                }
            ),
        }
    )
