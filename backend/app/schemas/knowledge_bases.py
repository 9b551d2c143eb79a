"""Knowledge bases, documents, chunks and search."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from app.core.permissions import ProjectRole
from app.models.indexes import IndexStatus
from app.models.knowledge_bases import DocumentStatus
from app.schemas.common import NamedReference, Problem, RequestBody, ResponseBody


class KnowledgeBaseConfig(RequestBody):
    """How documents are cut and embedded. Sizes are tokens of the embedding model."""

    chunk_strategy: Literal["recursive"] = "recursive"
    chunk_size: int = Field(default=200, ge=32, le=2048)
    chunk_overlap: int = Field(default=30, ge=0, le=512)
    embedding_model: str | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _overlap_is_smaller(self) -> "KnowledgeBaseConfig":
        if self.chunk_overlap * 2 > self.chunk_size:
            raise ValueError("chunk_overlap must be at most half of chunk_size")
        return self


class KnowledgeBaseCreate(RequestBody):
    """A new knowledge base; without a project it goes to the caller's default one."""

    project_id: uuid.UUID | None = None

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    config: KnowledgeBaseConfig = KnowledgeBaseConfig()


class KnowledgeBaseUpdate(RequestBody):
    """Changes. The configuration applies to documents ingested from now on."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    config: KnowledgeBaseConfig | None = None


class StatusCounts(ResponseBody):
    """Documents by status."""

    pending: int = 0
    processing: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0


class KnowledgeBaseOut(ResponseBody):
    """A knowledge base with what is in it. `role` is the caller's in its project."""

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    description: str
    config: KnowledgeBaseConfig
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
    """How far the ingest is. `queue_position` is 1 for the next in line."""

    stage: Literal["queued", "parsing", "chunking", "embedding", "indexing", "done"]
    percent: int = Field(ge=0, le=100)
    queue_position: int | None
    attempt: int


class DocumentOut(ResponseBody):
    """A document and where its ingest stands. No group in `restricted_to`: no restriction."""

    id: uuid.UUID
    knowledge_base_id: uuid.UUID
    created_by_id: uuid.UUID
    name: str
    restricted_to: list[NamedReference]
    media_type: str
    source_type: Literal["upload"]
    size_bytes: int
    content_sha256: str
    status: DocumentStatus
    error: Problem | None
    page_count: int | None
    chunk_count: int
    progress: Progress
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None


class UploadOut(ResponseBody):
    """What became of an upload: a new document, or the one that was already there."""

    document: DocumentOut
    duplicate: bool


class DocumentUpdate(RequestBody):
    """A new name."""

    name: str = Field(min_length=1, max_length=255)


class DocumentRestriction(RequestBody):
    """The groups that may read a document; none lifts the restriction."""

    group_ids: list[uuid.UUID] = Field(max_length=50)


class ChunkOut(ResponseBody):
    """A passage and its place in the extracted text."""

    id: uuid.UUID
    ordinal: int
    text: str
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    token_count: int


class PageSpan(ResponseBody):
    """Where a page lies in the extracted text."""

    number: int
    start: int
    end: int


class DocumentTextOut(ResponseBody):
    """A slice of the extracted text."""

    document_id: uuid.UUID
    text: str
    start: int
    end: int
    total_chars: int
    pages: list[PageSpan]


class SearchRequest(RequestBody):
    """A question to the knowledge base."""

    query: str = Field(min_length=1, max_length=4000)
    top_k: int = Field(default=8, ge=1, le=50)


class SearchHit(ResponseBody):
    """A passage that matches. `score` is the cosine similarity."""

    rank: int
    score: float
    chunk_id: uuid.UUID
    document_id: uuid.UUID
    document_name: str
    knowledge_base_id: uuid.UUID
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    text: str


class SearchTimings(ResponseBody):
    """Milliseconds spent on each step."""

    embed_ms: float
    search_ms: float
    total_ms: float


class SearchOut(ResponseBody):
    """What was found, best first."""

    query: str
    hits: list[SearchHit]
    timings: SearchTimings
