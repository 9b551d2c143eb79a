"""Prompt templates, their versions, and what they make of a question."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from app.core.permissions import ProjectRole
from app.schemas.chat import Citation
from app.schemas.common import RequestBody, ResponseBody, TextSegment, VersionNumber

MAX_CONTENT = 16_000
Variable = Literal["context", "question", "memory"]


class PromptTemplateCreate(RequestBody):
    """A new template; without a project it goes to the caller's default one.

    `{question}` has to stand in `content` once; `{context}`, the passages that were found, and
    `{memory}`, the conversation so far, may. What is before the first of them is the system
    message. Without `{memory}` the conversation goes to the model as messages. All other braces
    stay as they are.
    """

    project_id: uuid.UUID | None = None
    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    content: str = Field(min_length=1, max_length=MAX_CONTENT)
    note: str = Field(default="", max_length=2000)


class PromptTemplateUpdate(RequestBody):
    """Changes. Another `content` is a new version, `note` says why."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    content: str | None = Field(default=None, min_length=1, max_length=MAX_CONTENT)
    note: str = Field(default="", max_length=2000)


class PromptTemplateOut(ResponseBody):
    """A template. `content` and `variables` are of the latest `version`.

    `deployment_count` is how many deployments answer with one of its versions now.
    """

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    description: str
    version: int
    content: str
    variables: list[Variable]
    deployment_count: int
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime


class PromptTemplateVersionOut(ResponseBody):
    """A version of a template; it never changes."""

    id: uuid.UUID
    number: int
    content: str
    variables: list[Variable]
    note: str
    created_by_id: uuid.UUID
    created_at: datetime


class PromptTemplateDiffOut(ResponseBody):
    """How version `a` of a template became version `b`, in whole lines."""

    a: int
    b: int
    content: list[TextSegment]


class Turn(RequestBody):
    """A question with its answer."""

    question: str = Field(min_length=1, max_length=8000)
    answer: str = Field(max_length=16_000)


class PromptPreviewRequest(RequestBody):
    """A question to try a template with.

    Without `version` the latest is tried; `content` is tried instead of any of them.
    """

    question: str = Field(min_length=1, max_length=4000)
    knowledge_base_ids: list[uuid.UUID] = Field(default=[], max_length=50)
    history: list[Turn] = Field(default=[], max_length=50)
    version: VersionNumber | None = None
    content: str | None = Field(default=None, min_length=1, max_length=MAX_CONTENT)

    @model_validator(mode="after")
    def _one_of_them(self) -> "PromptPreviewRequest":
        if self.version is not None and self.content is not None:
            raise ValueError("give a version or a content, not both")
        return self


class PromptMessageOut(ResponseBody):
    """A message as a model would read it."""

    role: Literal["system", "user", "assistant"]
    content: str


class PromptPreviewOut(ResponseBody):
    """What a model would read. `tokens` is estimated, rather too many than too few."""

    messages: list[PromptMessageOut]
    passages: list[Citation]
    tokens: int
