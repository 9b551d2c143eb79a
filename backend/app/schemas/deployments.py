"""Deployments."""

import uuid
from datetime import datetime

from pydantic import Field

from app.core.permissions import ProjectRole
from app.schemas.chat import Citation, Grounding, Timings, UnsupportedSpan, Usage
from app.schemas.common import NamedReference, RequestBody, ResponseBody
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile


class DeploymentConfig(RequestBody):
    """How answers are made.

    `retrieval` stands over the settings of the knowledge base, where there is exactly one, and
    over the defaults where there are several. Unless it says otherwise, 4 passages are read:
    small models on a CPU take long over more.
    """

    retrieval: RetrievalOverrides = RetrievalOverrides(top_k=4)
    temperature: float = Field(default=0.1, ge=0, le=2)
    max_tokens: int = Field(default=512, ge=16, le=4096)


class DeploymentCreate(RequestBody):
    """A new deployment; without a project it goes to the caller's default one."""

    project_id: uuid.UUID | None = None

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    model_id: uuid.UUID
    knowledge_base_ids: list[uuid.UUID] = Field(default=[], max_length=50)
    system_prompt: str = Field(default="", max_length=8000)
    memory_turns: int = Field(default=4, ge=0, le=50)
    config: DeploymentConfig = DeploymentConfig()


class DeploymentUpdate(RequestBody):
    """Changes; the version is raised by one."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    model_id: uuid.UUID | None = None
    knowledge_base_ids: list[uuid.UUID] | None = Field(default=None, max_length=50)
    system_prompt: str | None = Field(default=None, max_length=8000)
    memory_turns: int | None = Field(default=None, ge=0, le=50)
    config: DeploymentConfig | None = None


class SharingUpdate(RequestBody):
    """Who may use a deployment besides the members of its project."""

    everyone: bool
    group_ids: list[uuid.UUID] = Field(max_length=50)


class SharingOut(ResponseBody):
    """Who may use a deployment besides the members of its project."""

    everyone: bool
    groups: list[NamedReference]


class DeploymentOut(ResponseBody):
    """A deployment. `role` is the caller's in its project, null where it is only shared.

    `retrieval` is what holds, with the layers below `config.retrieval`.

    Guests it is shared with see neither its prompt nor its knowledge bases.
    """

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    description: str
    model_id: uuid.UUID
    model_name: str
    knowledge_base_ids: list[uuid.UUID]
    knowledge_bases: list[NamedReference]
    system_prompt: str
    memory_turns: int
    config: DeploymentConfig
    retrieval: RetrievalProfile
    version: int
    sharing: SharingOut
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime


class RunRequest(RequestBody):
    """One question, outside any conversation."""

    question: str = Field(min_length=1, max_length=8000)


class RunOut(ResponseBody):
    """The answer with its evidence."""

    answer: str
    citations: list[Citation]
    unsupported: list[UnsupportedSpan] = []
    grounding: Grounding | None = None
    usage: Usage | None
    timings: Timings
