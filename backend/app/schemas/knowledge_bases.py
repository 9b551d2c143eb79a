"""Knowledge bases, documents, chunks and search."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from app.core.permissions import ProjectRole
from app.models.indexes import IndexStatus
from app.models.knowledge_bases import ChunkStrategy, DocumentStatus
from app.schemas.common import NamedReference, Problem, RequestBody, ResponseBody
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile

# What models expect before a text ends in a space that matters.
Prefix = Annotated[str, StringConstraints(strip_whitespace=False, max_length=200)]


class ConfigOverrides(RequestBody):
    """What one layer decides of how documents are cut, embedded and retrieved.

    Layers are the defaults, a preset, the knowledge base and the document, the later ones
    stronger. What is absent or null is left to the layers before. Documents are retrieved
    together: they decide nothing of `retrieval`.
    """

    chunk_strategy: ChunkStrategy | None = None
    chunk_size: int | None = Field(default=None, ge=32, le=2048)
    chunk_overlap: int | None = Field(default=None, ge=0, le=1024)
    parent_size: int | None = Field(default=None, ge=64, le=8192)
    embedding_model: str | None = Field(default=None, min_length=1, max_length=200)
    query_prefix: Prefix | None = None
    passage_prefix: Prefix | None = None
    retrieval: RetrievalOverrides | None = None


class KnowledgeBaseConfig(ResponseBody):
    """How documents are cut, embedded and retrieved, all layers together.

    Sizes are tokens of the embedding model. `parent_size` is how long the larger passages of the
    strategy `parent_child` are. A prefix that is null is the model's own.
    """

    chunk_strategy: ChunkStrategy
    chunk_size: int
    chunk_overlap: int
    parent_size: int
    embedding_model: str
    query_prefix: str | None
    passage_prefix: str | None
    retrieval: RetrievalProfile


class KnowledgeBaseCreate(RequestBody):
    """A new knowledge base; without a project it goes to the caller's default one."""

    project_id: uuid.UUID | None = None

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    preset_id: uuid.UUID | None = None
    config: ConfigOverrides = ConfigOverrides()


class KnowledgeBaseUpdate(RequestBody):
    """Changes. Preset and configuration apply to documents ingested from now on.

    `config` replaces all that the knowledge base decided itself; `preset_id: null` takes the
    preset away.
    """

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    preset_id: uuid.UUID | None = None
    config: ConfigOverrides | None = None


class StatusCounts(ResponseBody):
    """Documents by status."""

    pending: int = 0
    processing: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0


class KnowledgeBaseOut(ResponseBody):
    """A knowledge base with what is in it. `role` is the caller's in its project.

    `config` is what holds for it; `overrides` is what it decides itself, over its preset.
    """

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    description: str
    config: KnowledgeBaseConfig
    overrides: ConfigOverrides
    preset_id: uuid.UUID | None
    embedding_dimension: int
    qdrant_collection_name: str
    document_count: int
    chunk_count: int
    size_bytes: int
    status_counts: StatusCounts
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime


class IndexCreate(RequestBody):
    """Another embedding model for what is there. Without prefixes, the model's own are used."""

    model_config = ConfigDict(str_strip_whitespace=False)

    embedding_model: str = Field(min_length=1, max_length=200)
    query_prefix: str | None = Field(default=None, max_length=500)
    passage_prefix: str | None = Field(default=None, max_length=500)


class IndexProgress(ResponseBody):
    """How far the build that is queued or running is."""

    stage: Literal["queued", "embedding"]
    percent: int = Field(ge=0, le=100)
    attempt: int


class IndexOut(ResponseBody):
    """An index of a knowledge base: its vectors by one embedding model.

    Prefixes of `null` are the model's own. Documents and chunks are counted that the caller may
    read. `progress` is `null` while nothing is being built.
    """

    id: uuid.UUID
    knowledge_base_id: uuid.UUID
    embedding_model: str
    embedding_model_title: str
    dimension: int
    query_prefix: str | None
    passage_prefix: str | None
    collection: str
    status: IndexStatus
    error: Problem | None
    progress: IndexProgress | None
    documents_total: int
    documents_indexed: int
    chunks_total: int
    chunks_indexed: int
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime
    activated_at: datetime | None


class IndexesOut(ResponseBody):
    """The indexes of a knowledge base, the oldest first."""

    items: list[IndexOut]


class Progress(ResponseBody):
    """How far the ingest is. `queue_position` is 1 for the next in line.

    `eta_seconds` is the time until it is done, `null` while that is not known.
    """

    stage: Literal["queued", "parsing", "chunking", "embedding", "indexing", "done"]
    percent: int = Field(ge=0, le=100)
    queue_position: int | None
    eta_seconds: int | None = Field(ge=0)
    started_at: datetime | None
    attempt: int


class PartProblemOut(ResponseBody):
    """A place in a file that could not be read, while the rest could."""

    place: str
    message: str


class DocumentOut(ResponseBody):
    """A document and where its ingest stands. No group in `restricted_to`: no restriction.

    `config` is what its next ingest goes by; `overrides` and `preset_id` are its own part in it.
    `language` is told from its beginning (ISO 639-1), `null` where that is not clear.
    """

    id: uuid.UUID
    knowledge_base_id: uuid.UUID
    created_by_id: uuid.UUID
    name: str
    restricted_to: list[NamedReference]
    media_type: str
    language: str | None
    source_type: Literal["upload", "url"]
    source_url: str | None
    size_bytes: int
    content_sha256: str
    status: DocumentStatus
    error: Problem | None
    problems: list[PartProblemOut]
    original_kept: bool
    page_count: int | None
    chunk_count: int
    config: KnowledgeBaseConfig
    overrides: ConfigOverrides
    preset_id: uuid.UUID | None
    progress: Progress
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None


class UploadOut(ResponseBody):
    """What became of an upload: a new document, or the one that was already there."""

    document: DocumentOut
    duplicate: bool


class RefusedFile(ResponseBody):
    """A file of an archive that was not taken in. `name` is its path in there."""

    name: str
    problem: Problem


class ArchiveOut(ResponseBody):
    """What became of the files of an archive."""

    uploads: list[UploadOut]
    refused: list[RefusedFile]


class UrlUpload(RequestBody):
    """An address to take a document from."""

    url: str = Field(min_length=8, max_length=2000)


BulkAction = Literal["cancel", "ingest", "delete"]


class BulkRequest(RequestBody):
    """One action on many documents."""

    action: BulkAction
    document_ids: list[uuid.UUID] = Field(min_length=1, max_length=200)


class RefusedDocument(ResponseBody):
    """A document to which an action could not be done."""

    id: uuid.UUID
    problem: Problem


class BulkOut(ResponseBody):
    """What became of one action on many documents."""

    done: list[uuid.UUID]
    refused: list[RefusedDocument]


class ReindexOut(ResponseBody):
    """How many documents are ingested again, and how many are up to date."""

    queued: int
    unchanged: int


class DocumentUpdate(RequestBody):
    """A new name, or how the document's next ingest is to cut it.

    `config` replaces all that the document decided itself; `preset_id: null` takes its preset
    away.
    """

    name: str | None = Field(default=None, min_length=1, max_length=255)
    preset_id: uuid.UUID | None = None
    config: ConfigOverrides | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "DocumentUpdate":
        if not self.model_fields_set:
            raise ValueError("must change something: name, preset_id or config")
        return self


class DocumentRestriction(RequestBody):
    """The groups that may read a document; none lifts the restriction."""

    group_ids: list[uuid.UUID] = Field(max_length=50)


class DeletionReceiptOut(ResponseBody):
    """What became of a deleted document; the counts are those of a completed deletion."""

    document_id: uuid.UUID
    project_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    document_name: str
    content_sha256: str
    size_bytes: int
    requested_by_id: uuid.UUID
    requested_at: datetime
    completed_at: datetime | None
    vectors_deleted: int
    chunks_deleted: int
    files_deleted: int


class ChunkOut(ResponseBody):
    """A passage and its place in the extracted text.

    `header` is the first line of the table that it starts in the middle of, `parent_start` and
    `parent_end` are the characters of a larger passage around it.
    """

    id: uuid.UUID
    ordinal: int
    text: str
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    token_count: int
    header: str | None
    parent_start: int | None
    parent_end: int | None


class PageSpan(ResponseBody):
    """Where a page lies in the extracted text."""

    number: int
    start: int
    end: int


class LineBoxOut(ResponseBody):
    """A line of text on its page: shares of the page's width and height, from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class DocumentTextOut(ResponseBody):
    """A slice of the extracted text."""

    document_id: uuid.UUID
    text: str
    start: int
    end: int
    total_chars: int
    pages: list[PageSpan]
