"""Takes files in: checked, stored, and queued for ingest. The same bytes twice are one."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from sqlalchemy.exc import IntegrityError

from app.core.errors import Conflict, Invalid, TooLarge, UnsupportedMedia
from app.core.ids import new_id
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.integrations.storage import StoredFile
from app.models import Document, KnowledgeBase
from app.models.knowledge_bases import DocumentStatus
from app.schemas.audit_events import AttachmentAdded, DocumentUploaded
from app.schemas.knowledge_bases import ConfigOverrides, UploadOut
from app.services.audit import service as audit
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import layers, repository
from app.services.knowledge_bases.parsing import UnsupportedType, detect_media_type
from app.services.knowledge_bases.presenting import present
from app.services.knowledge_bases.storage_keys import original_key, storage_prefix
from app.services.usage import counted

HEAD_BYTES = 8192
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name is text, never a path. One from the web tells its address."""

    name: str
    content: BinaryIO
    source_url: str | None = None
    preset_id: uuid.UUID | None = None
    config: ConfigOverrides = field(default_factory=ConfigOverrides)


# Where an upload goes, looked up in the unit that writes. Raises where the actor may not write.
Destination = Callable[[UnitOfWork], KnowledgeBase]


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

    def destination(uow: UnitOfWork) -> KnowledgeBase:
        return repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)

    return take_in(open_unit, ports, destination, incoming, ports.settings.max_file_size_mb)


def take_in(
    open_unit: OpenUnit, ports: Ports, destination: Destination, incoming: Upload, limit_mb: int
) -> UploadOut:
    """Store a file of at most `limit_mb` where `destination` says; for the rest as `upload`."""
    with open_unit() as uow:
        kb = destination(uow)
        layers.check_document(uow, kb, incoming.preset_id, incoming.config)
    media_type = _media_type(incoming)
    ports.embedders.require_ready(kb.embedding_model)
    document_id = new_id()
    stored = ports.files.write(original_key(document_id), incoming.content)
    try:
        _refuse_size(stored, limit_mb)
        uploaded = _add_or_find(
            open_unit, ports, destination, document_id, incoming, media_type, stored
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


def _refuse_size(stored: StoredFile, limit_mb: int) -> None:
    if stored.size_bytes > limit_mb * 1024 * 1024:
        raise TooLarge(
            f"The file is larger than {limit_mb} MB.",
            code="file_too_large",
            remedy="Split the file, or ask an administrator for a higher limit.",
        )


def _add_or_find(
    open_unit: OpenUnit,
    ports: Ports,
    destination: Destination,
    document_id: uuid.UUID,
    incoming: Upload,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    try:
        with open_unit() as uow:
            kb = destination(uow)
            kb_id = kb.id  # a failed unit takes its rows along
            if found := _find_duplicate(uow, kb_id, stored):
                return found
            return _add(uow, ports, kb, document_id, incoming, media_type, stored)
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
    kb: KnowledgeBase,
    document_id: uuid.UUID,
    incoming: Upload,
    media_type: str,
    stored: StoredFile,
) -> UploadOut:
    layers.check_document(uow, kb, incoming.preset_id, incoming.config)
    if kb.chat_session_id is None:
        counted.admit_document(uow)
    document = Document(
        id=document_id,
        knowledge_base_id=kb.id,
        created_by_id=uow.signed_in.user_id,
        name=clean_name(incoming.name),
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
    audit.record(uow, _taken_in(kb, document), document.id)
    return UploadOut(document=present(uow, [document])[0], duplicate=False)


def _taken_in(kb: KnowledgeBase, document: Document) -> DocumentUploaded | AttachmentAdded:
    if kb.chat_session_id:
        return AttachmentAdded(session_id=kb.chat_session_id, size_bytes=document.size_bytes)
    return DocumentUploaded(
        name=document.name, knowledge_base_id=kb.id, size_bytes=document.size_bytes
    )


def clean_name(name: str) -> str:
    """The last part of a file name, printable, never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[:NAME_LIMIT] or "unnamed"
