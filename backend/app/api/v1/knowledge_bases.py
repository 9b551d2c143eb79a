"""Routes of knowledge bases, documents and search."""

import uuid
from collections.abc import Iterator
from typing import Annotated, BinaryIO
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Form, Path, Query, UploadFile
from fastapi.responses import Response, StreamingResponse
from pydantic import Json

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, SettingsDep, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.models.knowledge_bases import DocumentStatus
from app.schemas.common import Page
from app.schemas.knowledge_bases import (
    ArchiveOut,
    BulkOut,
    BulkRequest,
    ChunkOut,
    ConfigOverrides,
    DeletionReceiptOut,
    DocumentOut,
    DocumentRestriction,
    DocumentTextOut,
    DocumentUpdate,
    KnowledgeBaseCreate,
    KnowledgeBaseOut,
    KnowledgeBaseUpdate,
    LineBoxOut,
    ReindexOut,
    UploadOut,
    UrlUpload,
)
from app.schemas.retrieval import SearchOut, SearchRequest
from app.services.knowledge_bases import (
    archive_uploads,
    bulk,
    contents,
    deletion,
    documents,
    pages,
    reindex,
    service,
    uploads,
    web_pages,
)
from app.services.knowledge_bases.parsing.media import ACCEPTED
from app.services.knowledge_bases.retrieval.search import search_one
from app.services.knowledge_bases.uploads import Upload

router = APIRouter(prefix="/knowledge-bases", tags=["knowledge bases"])

LIST = [Depends(Require(Permission.KNOWLEDGE_LIST))]
READ = [Depends(Require(Permission.KNOWLEDGE_READ))]
SEARCH = [Depends(Require(Permission.KNOWLEDGE_SEARCH))]
INGEST = [Depends(Require(Permission.KNOWLEDGE_INGEST))]
WRITE = [Depends(Require(Permission.KNOWLEDGE_WRITE))]
_BLOCK = 256 * 1024
# An original never changes; who may see it may, so it is asked for again after a while, and by
# whoever signs in next in the same browser.
_DRAWN_HEADERS = {"Cache-Control": "private, max-age=600", "Vary": "Authorization"}


@router.get("", dependencies=LIST, responses=errors(401, 403, 422))
def list_knowledge_bases(
    uow: UowDep, page: PageDep, project_id: uuid.UUID | None = None, q: SearchText = None
) -> Page[KnowledgeBaseOut]:
    """Knowledge bases of your projects by name; `q` is part of a name."""
    return service.list_page(uow, page, project_id, q)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def create_knowledge_base(
    body: KnowledgeBaseCreate, uow: UowDep, settings: SettingsDep
) -> KnowledgeBaseOut:
    """Create a knowledge base."""
    return service.create(uow, settings, body)


@router.get("/deletions", dependencies=LIST, responses=errors(401, 403, 422))
def list_deletions(
    uow: UowDep,
    page: PageDep,
    project_id: uuid.UUID | None = None,
    knowledge_base_id: uuid.UUID | None = None,
) -> Page[DeletionReceiptOut]:
    """Receipts of deleted documents of projects that you own: what was deleted, and when."""
    return deletion.list_receipts(uow, page, project_id, knowledge_base_id)


@router.get("/{kb_id}", dependencies=LIST, responses=errors(401, 403, 404))
def read_knowledge_base(kb_id: uuid.UUID, uow: UowDep) -> KnowledgeBaseOut:
    """One knowledge base."""
    return service.read(uow, kb_id)


@router.patch("/{kb_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_knowledge_base(
    kb_id: uuid.UUID, body: KnowledgeBaseUpdate, uow: UowDep
) -> KnowledgeBaseOut:
    """Rename, describe or configure; a new configuration applies to later ingests."""
    return service.change(uow, kb_id, body)


@router.delete(
    "/{kb_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_knowledge_base(kb_id: uuid.UUID, uow: UowDep, ports: PortsDep) -> None:
    """Delete a knowledge base with its documents."""
    service.delete(uow, ports.queue, kb_id)


@router.post(
    "/{kb_id}/upload",
    status_code=202,
    dependencies=[*INGEST, METERED],
    responses=errors(401, 403, 404, 409, 413, 415, 422, 429, 503),
)
def upload_document(
    kb_id: uuid.UUID,
    file: Annotated[UploadFile, File(description=ACCEPTED)],
    open_unit: OpenUnitDep,
    ports: PortsDep,
    preset_id: Annotated[uuid.UUID | None, Form(description="A preset for this document")] = None,
    config: Annotated[
        Json[ConfigOverrides] | None, Form(description="Its own configuration, as JSON")
    ] = None,
) -> UploadOut:
    """Upload a file; its ingest is queued. The same bytes twice are one document."""
    incoming = Upload(
        file.filename or "",
        file.file,
        preset_id=preset_id,
        config=config or ConfigOverrides(),
    )
    return uploads.upload(open_unit, ports, kb_id, incoming)


@router.post(
    "/{kb_id}/upload-archive",
    status_code=202,
    dependencies=[*INGEST, METERED],
    responses=errors(401, 403, 404, 409, 413, 422, 429, 503),
)
def upload_archive(
    kb_id: uuid.UUID,
    file: Annotated[UploadFile, File(description="A ZIP archive")],
    open_unit: OpenUnitDep,
    ports: PortsDep,
) -> ArchiveOut:
    """Upload many files as one ZIP archive; each becomes a document, or is refused by itself."""
    return archive_uploads.upload_archive(open_unit, ports, kb_id, file.file)


@router.post(
    "/{kb_id}/search",
    dependencies=[*SEARCH, METERED],
    responses=errors(401, 403, 404, 422, 429, 503),
)
async def search_knowledge_base(
    kb_id: uuid.UUID, body: SearchRequest, open_unit: OpenUnitDep, ports: PortsDep
) -> SearchOut:
    """The passages that answer a question, by meaning and by words, with every score.

    `profile` stands over the settings of the knowledge base for this one search.
    """
    # Not left to the framework, which would check the result in yet another thread.
    return await to_thread.run_sync(search_one, open_unit, ports, kb_id, body)


@router.get("/{kb_id}/documents", dependencies=LIST, responses=errors(401, 403, 404, 422))
def list_documents(
    kb_id: uuid.UUID,
    uow: UowDep,
    page: PageDep,
    status: DocumentStatus | None = None,
    q: SearchText = None,
) -> Page[DocumentOut]:
    """Documents with their progress, newest first; `q` is part of a name."""
    return documents.list_page(uow, kb_id, page, status, q)


@router.post(
    "/{kb_id}/reindex",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 429),
)
def reindex_knowledge_base(kb_id: uuid.UUID, uow: UowDep, ports: PortsDep) -> ReindexOut:
    """Ingest again the documents that were made with other settings than now."""
    return reindex.reindex(uow, ports.queue, kb_id)


@router.post(
    "/{kb_id}/documents/from-url",
    status_code=202,
    dependencies=[*INGEST, METERED],
    responses=errors(401, 403, 404, 409, 415, 422, 429, 503),
)
def add_document_from_url(
    kb_id: uuid.UUID, body: UrlUpload, open_unit: OpenUnitDep, ports: PortsDep
) -> UploadOut:
    """Fetch a file from an address; its ingest is queued. Redirects are not followed."""
    return web_pages.add_from_url(open_unit, ports, kb_id, body.url)


@router.post(
    "/{kb_id}/documents/bulk",
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 422, 429),
)
def change_many_documents(
    kb_id: uuid.UUID, body: BulkRequest, open_unit: OpenUnitDep, ports: PortsDep
) -> BulkOut:
    """Cancel, ingest again or delete many documents; each refusal is told by itself."""
    return bulk.apply(open_unit, ports.queue, kb_id, body)


@router.get("/{kb_id}/documents/{document_id}", dependencies=LIST, responses=errors(401, 403, 404))
def read_document(kb_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep) -> DocumentOut:
    """One document with its progress."""
    return documents.read(uow, kb_id, document_id)


@router.patch(
    "/{kb_id}/documents/{document_id}",
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 422),
)
def change_document(
    kb_id: uuid.UUID, document_id: uuid.UUID, body: DocumentUpdate, uow: UowDep
) -> DocumentOut:
    """Rename a document, or configure its next ingest."""
    return documents.change(uow, kb_id, document_id, body)


@router.put(
    "/{kb_id}/documents/{document_id}/restriction",
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 422),
)
def restrict_document(
    kb_id: uuid.UUID, document_id: uuid.UUID, body: DocumentRestriction, uow: UowDep
) -> DocumentOut:
    """Let only these groups read a document, in searches and answers too."""
    return documents.restrict(uow, kb_id, document_id, body)


@router.delete(
    "/{kb_id}/documents/{document_id}",
    status_code=204,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409),
)
def delete_document(kb_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep, ports: PortsDep) -> None:
    """Delete a document with everything that was made from it."""
    deletion.delete(uow, ports.queue, kb_id, document_id)


@router.post(
    "/{kb_id}/documents/{document_id}/ingest",
    status_code=202,
    dependencies=[*INGEST, METERED],
    responses=errors(401, 403, 404, 409, 429),
)
def ingest_document(
    kb_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep, ports: PortsDep
) -> DocumentOut:
    """Ingest a document again, after a failure or with a new configuration."""
    return documents.ingest_again(uow, ports.queue, kb_id, document_id)


@router.post(
    "/{kb_id}/documents/{document_id}/cancel",
    status_code=202,
    dependencies=INGEST,
    responses=errors(401, 403, 404, 409),
)
def cancel_ingest(kb_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep) -> DocumentOut:
    """Stop a waiting or running ingest."""
    return documents.cancel(uow, kb_id, document_id)


@router.get(
    "/{kb_id}/documents/{document_id}/file",
    dependencies=READ,
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The original, as an attachment",
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        },
        **errors(401, 403, 404),
    },
)
def download_document(
    kb_id: uuid.UUID, document_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep
) -> StreamingResponse:
    """The original as it was uploaded, never shown inline."""
    original = contents.open_original(open_unit, ports.files, kb_id, document_id)
    return StreamingResponse(
        _blocks(original.content),
        media_type=original.media_type,
        headers={
            "Content-Length": str(original.size_bytes),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(original.name, safe='')}",
            "Content-Security-Policy": "sandbox",
        },
    )


@router.get(
    "/{kb_id}/documents/{document_id}/chunks",
    dependencies=READ,
    responses=errors(401, 403, 404, 422),
)
def list_chunks(
    kb_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep, page: PageDep
) -> Page[ChunkOut]:
    """The passages of a document, in order."""
    return contents.list_chunks(uow, kb_id, document_id, page)


@router.get(
    "/{kb_id}/documents/{document_id}/text",
    dependencies=READ,
    responses=errors(401, 403, 404, 409, 422),
)
def read_document_text(
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    uow: UowDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> DocumentTextOut:
    """A slice of the extracted text, which the spans of chunks and citations refer to."""
    return contents.read_text(uow, kb_id, document_id, start, end)


@router.get(
    "/{kb_id}/documents/{document_id}/boxes",
    dependencies=READ,
    responses=errors(401, 403, 404, 409, 422),
)
def locate_text(
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    uow: UowDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = contents.MAX_LOCATED,
) -> list[LineBoxOut]:
    """Where a stretch of the extracted text stands on the pages of a PDF, line by line."""
    return contents.locate(uow, kb_id, document_id, start, end)


@router.get(
    "/{kb_id}/documents/{document_id}/pages/{number}",
    dependencies=READ,
    response_class=Response,
    responses={
        200: {
            "description": "The page as a picture",
            "content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}},
        },
        **errors(401, 403, 404, 409, 422, 503),
    },
)
def draw_page(
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    number: Annotated[int, Path(ge=1)],
    open_unit: OpenUnitDep,
    ports: PortsDep,
    width: Annotated[int, Query(ge=pages.NARROWEST, le=pages.WIDEST)] = pages.USUAL,
) -> Response:
    """A page of a PDF as it looks, `width` pixels wide."""
    picture = pages.draw(open_unit, ports.files, kb_id, document_id, number, width)
    return Response(picture, media_type="image/webp", headers=_DRAWN_HEADERS)


def _blocks(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while block := content.read(_BLOCK):
            yield block
