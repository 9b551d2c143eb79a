"""Deployments."""

import uuid
from datetime import datetime

from pydantic import Field, model_validator

from app.core.permissions import ProjectRole
from app.schemas.chat import Citation, Grounding, Timings, UnsupportedSpan, Usage
from app.schemas.common import (
    NamedReference,
    RequestBody,
    ResponseBody,
    TextSegment,
    UserReference,
    VersionNumber,
)
from app.schemas.evaluations import Metric
from app.schemas.models import CostOut
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile


class DeploymentConfig(RequestBody):
    """How answers are made.

    `retrieval` stands over the settings of the knowledge base, where there is exactly one, and
    over the defaults where there are several. Unless it says otherwise, 4 passages are read:
    small models on a CPU take long over more.

    After the first answer of a conversation its model may give it a title (`titles`), and sum up
    the turns that its prompts have no room for (`summaries`). Unless it is said, models of other
    machines do so and the local one does not: the next question would wait for it.
    """

    retrieval: RetrievalOverrides = RetrievalOverrides(top_k=4)
    temperature: float = Field(default=0.1, ge=0, le=2)
    max_tokens: int = Field(default=512, ge=16, le=4096)
    titles: bool | None = None
    summaries: bool | None = None


class DeploymentCreate(RequestBody):
    """A new deployment; without a project it goes to the caller's default one.

    A prompt template takes the place of the system prompt: `prompt_template_version` of it, or
    the latest there is now.
    """

    project_id: uuid.UUID | None = None

    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    model_id: uuid.UUID
    knowledge_base_ids: list[uuid.UUID] = Field(default=[], max_length=50)
    system_prompt: str = Field(default="", max_length=8000)
    prompt_template_id: uuid.UUID | None = None
    prompt_template_version: VersionNumber | None = None
    memory_turns: int = Field(default=4, ge=0, le=50)
    config: DeploymentConfig = DeploymentConfig()
    note: str | None = Field(default=None, max_length=2000)

    @model_validator(mode="after")
    def _one_prompt(self) -> "DeploymentCreate":
        refuse_two_prompts(self.system_prompt, self.prompt_template_id)
        return self


class DeploymentUpdate(RequestBody):
    """Changes. Another way to answer is a new version, `note` says why.

    It is what `base_version`, without one the live version, is with these changes, and is live at
    once unless `publish` is false. A null `prompt_template_id` takes the template away.
    """

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)
    model_id: uuid.UUID | None = None
    knowledge_base_ids: list[uuid.UUID] | None = Field(default=None, max_length=50)
    system_prompt: str | None = Field(default=None, max_length=8000)
    prompt_template_id: uuid.UUID | None = None
    prompt_template_version: VersionNumber | None = None
    memory_turns: int | None = Field(default=None, ge=0, le=50)
    config: DeploymentConfig | None = None
    note: str | None = Field(default=None, max_length=2000)
    base_version: VersionNumber | None = None
    publish: bool | None = None

    @model_validator(mode="after")
    def _one_prompt(self) -> "DeploymentUpdate":
        refuse_two_prompts(self.system_prompt, self.prompt_template_id)
        return self


def refuse_two_prompts(system_prompt: str | None, template_id: uuid.UUID | None) -> None:
    """Raise `ValueError` where both are given: only one of them could be used."""
    if system_prompt and template_id:
        raise ValueError("give a system prompt or a prompt template, not both")


class TemplateReference(ResponseBody):
    """A version of a prompt template. `available` is false once the template was deleted."""

    id: uuid.UUID
    name: str
    version: int
    available: bool


class VersionSummary(ResponseBody):
    """Which version, made by whom and why."""

    number: int
    note: str
    created_by_id: uuid.UUID
    created_at: datetime


class CandidateOut(VersionSummary):
    """A version that answers `percent` of the conversations."""

    percent: int


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

    How it answers is told of its live version, whose number `version` is. `retrieval` is what
    holds, with the layers below `config.retrieval`.

    `slug` is its name as a model under `/v1`; it stays when the deployment is renamed.

    Guests it is shared with see neither its prompt nor its knowledge bases, nor a candidate.
    """

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    slug: str
    description: str
    model_id: uuid.UUID
    model_name: str
    knowledge_base_ids: list[uuid.UUID]
    knowledge_bases: list[NamedReference]
    system_prompt: str
    prompt_template: TemplateReference | None
    memory_turns: int
    config: DeploymentConfig
    retrieval: RetrievalProfile
    version: int
    latest_version: int
    live: VersionSummary
    candidate: CandidateOut | None
    sharing: SharingOut
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime


class SearchedReference(ResponseBody):
    """A knowledge base as it was called then. `available` is false once it was deleted."""

    id: uuid.UUID
    name: str
    available: bool


class DeploymentVersionOut(VersionSummary):
    """A version; it never changes.

    `percent` of the conversations are answered by it. `prompt` is the text of its template or its
    system prompt. It cannot answer any more where `model_available` is false, or a knowledge base
    is not available; `retrieval` is what holds with the settings of today.
    """

    id: uuid.UUID
    created_by: UserReference
    is_live: bool
    percent: int
    model_id: uuid.UUID
    model_name: str
    model_available: bool
    knowledge_bases: list[SearchedReference]
    prompt_template: TemplateReference | None
    prompt: str
    memory_turns: int
    config: DeploymentConfig
    retrieval: RetrievalProfile


class FieldChange(ResponseBody):
    """A setting that differs, by its path such as `config.temperature`, as text."""

    field: str
    a: str
    b: str


class VersionDiffOut(ResponseBody):
    """How version `a` became version `b`. `prompt` is empty where both have the same."""

    a: VersionSummary
    b: VersionSummary
    changes: list[FieldChange]
    prompt: list[TextSegment]


class AnswerFigures(ResponseBody):
    """Answers in conversations that a version made with its own model, by how they ended.

    Milliseconds are of complete ones: the median, and what 95 of 100 stay below.
    """

    complete: int
    failed: int
    interrupted: int
    first_token_ms: float | None
    first_token_ms_95: float | None
    total_ms: float | None
    total_ms_95: float | None
    good: int
    bad: int


class TokenFigures(ResponseBody):
    """What all answers of a version took, in conversations and by API; `calls` were charged.

    `cost` is by the prices that its model has today.
    """

    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost: CostOut | None = None


class EvaluationFigures(ResponseBody):
    """The latest complete run of a question set with a version."""

    run_id: uuid.UUID
    question_set_id: uuid.UUID
    question_set_name: str
    question_set_version: int
    finished_at: datetime | None
    metrics: list[Metric]


class VersionFigures(ResponseBody):
    """How a version has done."""

    version: int
    answers: AnswerFigures
    tokens: TokenFigures
    evaluations: list[EvaluationFigures]


class VersionComparisonOut(ResponseBody):
    """Two versions side by side: what they differ in, and how each has done."""

    difference: VersionDiffOut
    a: VersionFigures
    b: VersionFigures


class RollbackRequest(RequestBody):
    """Which version is to answer from now on, an earlier or a later one."""

    version: VersionNumber


class TrafficUpdate(RequestBody):
    """Which version is to answer so many percent of the conversations beside the live one."""

    candidate_version: VersionNumber
    percent: int = Field(ge=1, le=99)


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
