"""Presets, and the preview of a configuration."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from app.schemas.common import RequestBody, ResponseBody
from app.schemas.knowledge_bases import ConfigOverrides, KnowledgeBaseConfig

MAX_PREVIEW_CHARS = 200_000


class RagConfigCreate(RequestBody):
    """A new preset: the caller's own, or with a project shared with its members."""

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    config: ConfigOverrides = ConfigOverrides()
    project_id: uuid.UUID | None = None


class RagConfigUpdate(RequestBody):
    """Changes; they apply to documents ingested from now on.

    `project_id` shares the preset in another project; null makes it its maker's own.
    """

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    config: ConfigOverrides | None = None
    project_id: uuid.UUID | None = None


class RagConfigOut(ResponseBody):
    """A preset. Of those that use it, the counts are what the caller may see.

    `config` is what it decides and `resolved` what that makes with the defaults. Nobody can
    change a built-in one.
    """

    id: uuid.UUID
    name: str
    description: str
    config: ConfigOverrides
    resolved: KnowledgeBaseConfig
    built_in: bool
    may_change: bool
    created_by_id: uuid.UUID | None
    project_id: uuid.UUID | None
    project_name: str | None
    knowledge_base_count: int
    document_count: int
    created_at: datetime
    updated_at: datetime


class PreviewRequest(RequestBody):
    """A configuration to try, over a preset, on a text or a document. Nothing is stored."""

    preset_id: uuid.UUID | None = None
    config: ConfigOverrides = ConfigOverrides()
    text: str | None = Field(default=None, min_length=1, max_length=MAX_PREVIEW_CHARS)
    format: Literal["text", "markdown"] = Field(
        default="text", description="Whether `text` has headings, tables and code in Markdown"
    )
    knowledge_base_id: uuid.UUID | None = None
    document_id: uuid.UUID | None = None

    @model_validator(mode="after")
    def _has_one_source(self) -> "PreviewRequest":
        of_document = self.document_id is not None and self.knowledge_base_id is not None
        is_half = (self.document_id is None) != (self.knowledge_base_id is None)
        if is_half or of_document == (self.text is not None):
            raise ValueError("must have either text, or document_id with knowledge_base_id")
        return self


class PreviewChunk(ResponseBody):
    """A passage as an ingest would make it. Positions are characters of the previewed text."""

    ordinal: int
    text: str
    char_start: int
    char_end: int
    page: int | None
    section: str | None
    token_count: int
    header: str | None
    parent_start: int | None
    parent_end: int | None


class PreviewOut(ResponseBody):
    """The first passages, with the text they were cut from.

    `total_chunks` and `total_tokens` are of all passages of the `previewed_chars` characters
    that were cut; the source has `total_chars`.
    """

    config: KnowledgeBaseConfig
    text: str
    chunks: list[PreviewChunk]
    total_chunks: int
    total_tokens: int
    previewed_chars: int
    total_chars: int
