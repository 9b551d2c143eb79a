"""Documents: upload, list, read, rename, ingest again, cancel, delete."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.errors import Conflict, Invalid, NotFound, TooLarge, UnsupportedMedia
from app.core.ids import new_id
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.integrations.storage import FileStore, StoredFile
from app.models import Document, DocumentGroup, Group, Job, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus
from app.schemas.audit_events import (
    DocumentConfigured,
    DocumentRenamed,
    DocumentRestricted,
    DocumentUploaded,
)
from app.schemas.chat import Citation
from app.schemas.common import NamedReference, Page, PageRequest, Problem
from app.schemas.events import LiveDocument
from app.schemas.knowledge_bases import (
    ChunkOut,
    ConfigOverrides,
    DocumentOut,
    DocumentRestriction,
    DocumentTextOut,
    DocumentUpdate,
    KnowledgeBaseConfig,
    LineBoxOut,
    Progress,
    UploadOut,
)
from app.services.audit import service as audit
from app.services.groups import service as groups
from app.services.jobs import progress
from app.services.jobs import service as jobs
from app.services.jobs.progress import Outlook
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import extracted_text, layers, repository
from app.services.knowledge_bases.ingest import stop_ingest
from app.services.knowledge_bases.parsing import (
    ParsedDocument,
    UnsupportedType,
    detect_media_type,
)
from app.services.knowledge_bases.states import transition
from app.services.knowledge_bases.storage_keys import original_key, storage_prefix
from app.services.usage import counted

HEAD_BYTES = 8192
MAX_LOCATED = 20_000
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name is text, never a path. One from the web tells its address."""

    name: str
    content: BinaryIO
    source_url: str | None = None
    preset_id: uuid.UUID | None = None
    config: ConfigOverrides = field(default_factory=ConfigOverrides)


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """An original to send back."""

    name: str
    media_type: str
    size_bytes: int
    content: BinaryIO


def upload(open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, incoming: Upload) -> UploadOut:
    """Store a file and queue its ingest. The same bytes twice are one document.

    Raises:
        NotFound, Forbidden: the actor may not write to this knowledge base.
        UnsupportedMedia: a type we do not read, by content and extension.
        TooLarge: more than `MAX_FILE_SIZE_MB`.
        Invalid: an empty file, or a configuration that makes no sense.
        TooManyRequests: the actor's tier allows no more documents.
        Transient: the embedding model of the knowledge base is not ready.
    """
    with open_unit() as uow:
        kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
        layers.check_document(uow, kb, incoming.preset_id, incoming.config)
    media_type = _media_type(incoming)
    ports.embedders.require_ready(kb.embedding_model)
    document_id = new_id()
    stored = ports.files.write(original_key(document_id), incoming.content)
    try:
        _refuse_size(stored, ports.settings.max_file_bytes)
        uploaded = _add_or_find(open_unit, ports, kb_id, document_id, incoming, media_type, stored)
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
    incoming: Upload,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    try:
        with open_unit() as uow:
            if found := _find_duplicate(uow, kb_id, stored):
                return found
            return _add(uow, ports, kb_id, document_id, incoming, media_type, stored)
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
    incoming: Upload,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    layers.check_document(uow, kb, incoming.preset_id, incoming.config)
    counted.admit_document(uow)
    document = Document(
        id=document_id,
        knowledge_base_id=kb_id,
        created_by_id=uow.signed_in.user_id,
        name=_clean_name(incoming.name),
        source_type="url" if incoming.source_url else "upload",
        source_url=incoming.source_url,
        preset_id=incoming.preset_id,
        config=layers.stored_of_document(incoming.config),
        media_type=media_type,
        storage_path=original_key(document_id),
        size_bytes=stored.size_bytes,
        content_sha256=stored.sha256,
        status=DocumentStatus.PENDING,
    )
    uow.session.add(document)
    uow.session.flush()
    uow.session.refresh(document)
    jobs.enqueue(uow, ports.queue, JobKind.INGEST_DOCUMENT, document.id, lane=kb.project_id)
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


def change(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, request: DocumentUpdate
) -> DocumentOut:
    """Rename a document, or say how its next ingest is to cut it.

    Raises:
        Invalid: the configuration makes no sense.
        Conflict: the preset is not for this project.
    """
    document = _to_change(uow, kb_id, document_id)
    if request.name is not None:
        document.name = _clean_name(request.name)
        audit.record(uow, DocumentRenamed(name=document.name), document.id)
    if request.model_fields_set & {"preset_id", "config"}:
        _configure(uow, document, request)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def _configure(uow: UnitOfWork, document: Document, request: DocumentUpdate) -> None:
    preset_id, config = document.preset_id, layers.overrides_of(document)
    if "preset_id" in request.model_fields_set:
        preset_id = request.preset_id
    if request.config is not None:
        config = request.config
    kb = uow.session.get_one(KnowledgeBase, document.knowledge_base_id)
    layers.check_document(uow, kb, preset_id, config)
    document.preset_id, document.config = preset_id, layers.stored_of_document(config)
    fields = sorted(request.model_fields_set & {"preset_id", "config"})
    audit.record(uow, DocumentConfigured(preset_id=preset_id, fields=fields), document.id)


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
    # Who may read it is part of what it is: those who follow it live are told.
    document.updated_at = now()
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
    lane = repository.project_of(uow.session, document)
    jobs.enqueue(uow, queue, JobKind.INGEST_DOCUMENT, document.id, lane=lane)
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
    stop_ingest(uow, job)
    uow.session.flush()
    uow.session.refresh(document)
    return present(uow, [document])[0]


def _to_change(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    return repository.get_document_to_change(uow.session, uow.signed_in, kb_id, document_id)


def open_original(
    open_unit: OpenUnit, files: FileStore, kb_id: uuid.UUID, document_id: uuid.UUID
) -> OriginalFile:
    """The bytes that were uploaded."""
    with open_unit() as uow:
        document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    if not document.original_kept:
        raise NotFound(
            "The original of this document was not kept.",
            code="original_not_kept",
            remedy="Its text can be read; originals are kept with KEEP_ORIGINAL_FILES=true.",
        )
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
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, start: int, end: int | None
) -> DocumentTextOut:
    """A slice of the extracted text, at most `extracted_text.MAX_SLICE` characters.

    Raises:
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    total = extracted_text.total_characters(uow.session, document)
    text = extracted_text.read_slice(uow.session, document, start, total if end is None else end)
    start = min(start, total)
    return DocumentTextOut(
        document_id=document.id,
        text=text,
        start=start,
        end=start + len(text),
        total_chars=total,
        pages=extracted_text.pages(uow.session, document),
    )


def locate(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, start: int, end: int
) -> list[LineBoxOut]:
    """Where a stretch of text stands on the pages of the original, line by line.

    Empty for files without a page layout.

    Raises:
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    return extracted_text.line_boxes(uow.session, document, start, min(end, start + MAX_LOCATED))


def read_beginning(
    uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID, characters: int
) -> tuple[list[ParsedDocument], int]:
    """The first parts of the extracted text, at least `characters` of it, and its whole length.

    Raises:
        NotFound: the document is missing or not the actor's to read.
        Conflict: no text has been extracted yet.
    """
    document = _with_text(uow, kb_id, document_id)
    return (
        extracted_text.beginning(uow.session, document, characters),
        extracted_text.total_characters(uow.session, document),
    )


def _with_text(uow: UnitOfWork, kb_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    document = repository.get_document(uow.session, uow.signed_in, kb_id, document_id)
    if document.generation == 0:
        raise Conflict("The text of this document has not been extracted yet.", code="not_ingested")
    return document


def place_on_pages(uow: UnitOfWork, citations: Sequence[Citation]) -> list[Citation]:
    """Citations with the page on which their span starts: a passage may reach over two."""
    readable = _readable(uow, citations)
    return [
        citation.model_copy(
            update={
                "page": extracted_text.page_at(
                    uow.session, readable[citation.document_id], citation.char_start
                )
            }
        )
        if citation.document_id in readable
        else citation
        for citation in citations
    ]


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
    outlooks = progress.outlooks(uow.session, list(latest.values()))
    restrictions = repository.restrictions(uow.session, [row.id for row in rows])
    configs = layers.of_documents(uow.session, rows)
    return [
        _present_one(
            row, configs[row.id], latest.get(row.id), outlooks, restrictions.get(row.id, [])
        )
        for row in rows
    ]


def live(
    uow: UnitOfWork, ids: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, uuid.UUID, LiveDocument]]:
    """Those of these documents that the actor may list: id, knowledge base, and state."""
    found = repository.listed_documents(uow.session, uow.signed_in, ids)
    latest = _latest_ingests(uow, [document.id for document in found])
    for document in found:
        job = latest.get(document.id)
        state = LiveDocument(
            name=document.name,
            status=DocumentStatus(document.status),
            chunk_count=document.chunk_count,
            page_count=document.page_count,
            error=_problem_of(document),
            progress=_progress_of(document, job, progress.of_running(job) if job else Outlook()),
        )
        yield document.id, document.knowledge_base_id, state


def _latest_ingests(uow: UnitOfWork, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Job]:
    query = (
        select(Job)
        .where(Job.subject_id.in_(ids), Job.kind == JobKind.INGEST_DOCUMENT)
        .ext(distinct_on(Job.subject_id))
        .order_by(Job.subject_id, Job.created_at.desc())
    )
    return {job.subject_id: job for job in uow.session.scalars(query)}


def _present_one(
    document: Document,
    config: KnowledgeBaseConfig,
    job: Job | None,
    outlooks: dict[uuid.UUID, Outlook],
    groups_: Sequence[Group],
) -> DocumentOut:
    return DocumentOut.model_validate(
        {
            **{
                name: getattr(document, name)
                for name in DocumentOut.model_fields
                if name not in ("config", "error", "overrides", "progress", "restricted_to")
            },
            "config": config,
            "overrides": layers.overrides_of(document),
            "restricted_to": [NamedReference.model_validate(group) for group in groups_],
            "error": _problem_of(document),
            "progress": _progress_of(document, job, outlooks[job.id] if job else Outlook()),
        }
    )


def _problem_of(document: Document) -> Problem | None:
    if document.error_code is None:
        return None
    return Problem(
        code=document.error_code,
        message=document.error_message or "",
        remedy=document.error_remedy,
    )


def _progress_of(document: Document, job: Job | None, outlook: Outlook) -> Progress:
    done = document.status == DocumentStatus.COMPLETED
    stage, percent = (job.stage, job.percent) if job else ("queued", 0)
    return Progress.model_validate(
        {
            "stage": "done" if done else stage,
            "percent": 100 if done else percent,
            "queue_position": outlook.queue_position,
            "eta_seconds": outlook.eta_seconds,
            "started_at": outlook.started_at,
            "attempt": job.attempt if job else 0,
        }
    )
