"""Evaluation: question sets with known answers, runs over them, and what the runs measured."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.core.permissions import ProjectRole
from app.models.evaluations import RunStatus, VersionOrigin
from app.schemas.common import PageRequest, Problem, RequestBody, ResponseBody, VersionNumber
from app.schemas.retrieval import HitScores, IndexState, RetrievalOverrides, RetrievalProfile

MAX_QUESTIONS = 5000
MAX_GOLD = 200
MAX_GENERATED = 200
Tag = Annotated[str, StringConstraints(min_length=1, max_length=60)]
ExportFormat = Literal["csv", "jsonl"]
PromoteTarget = Literal["knowledge_base", "deployment"]


class Gold(RequestBody):
    """Where an answer stands: a document by id or by name, or a span of its characters.

    `grade` is how well it answers, from 1 (a little) to 4 (completely). A document that has been
    replaced by another one of the same name is followed by name.
    """

    document_id: uuid.UUID | None = None
    document_name: str | None = Field(default=None, min_length=1, max_length=500)
    char_start: int | None = Field(default=None, ge=0, le=2**31 - 1)
    char_end: int | None = Field(default=None, ge=1, le=2**31 - 1)
    grade: int = Field(default=1, ge=1, le=4)

    @model_validator(mode="after")
    def _says_where(self) -> "Gold":
        if self.document_id is None and self.document_name is None:
            raise ValueError("must have document_id or document_name")
        if (self.char_start is None) != (self.char_end is None):
            raise ValueError("must have both char_start and char_end, or neither")
        if self.char_start is not None and self.char_start >= (self.char_end or 0):
            raise ValueError("char_end must be greater than char_start")
        return self


class QuestionIn(RequestBody):
    """A question, with where its answer stands, what the answer should be, or both."""

    external_id: str | None = Field(default=None, min_length=1, max_length=200)
    question: str = Field(min_length=1, max_length=4000)
    expected_answer: str | None = Field(default=None, min_length=1, max_length=8000)
    gold: list[Gold] = Field(default=[], max_length=MAX_GOLD)
    tags: list[Tag] = Field(default=[], max_length=20)


class QuestionOut(ResponseBody):
    """A question of a version; `gold` has both the id and the name of each document."""

    id: uuid.UUID
    ordinal: int
    external_id: str | None
    question: str
    expected_answer: str | None
    gold: list[Gold]
    tags: list[str]


class QuestionSetCreate(RequestBody):
    """A new question set for a knowledge base; `questions`, where given, are version 1."""

    knowledge_base_id: uuid.UUID
    name: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    questions: list[QuestionIn] = Field(default=[], max_length=MAX_QUESTIONS)


class QuestionSetUpdate(RequestBody):
    """Changes of what a set is called."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    description: str | None = Field(default=None, max_length=2000)


class GenerationOut(ResponseBody):
    """The generation of questions that waits or runs, or that failed last."""

    job_id: uuid.UUID
    status: str
    percent: int = Field(ge=0, le=100)
    eta_seconds: int | None
    error: Problem | None


class QuestionSetOut(ResponseBody):
    """A question set. `version` is the latest, 0 before the first one.

    Document names in its gold are names of its knowledge base. `role` is the caller's in its
    project. Questions about documents that the caller may not read are neither shown nor
    counted.
    """

    id: uuid.UUID
    project_id: uuid.UUID
    project_name: str
    role: ProjectRole | None
    name: str
    description: str
    knowledge_base_id: uuid.UUID
    knowledge_base_name: str
    version: int
    question_count: int
    generation: GenerationOut | None
    created_by_id: uuid.UUID
    created_at: datetime
    updated_at: datetime


class VersionCreate(RequestBody):
    """All questions of a new version; the versions before stay as they are."""

    questions: list[QuestionIn] = Field(min_length=1, max_length=MAX_QUESTIONS)
    note: str = Field(default="", max_length=500)


class QuestionSetVersionOut(ResponseBody):
    """A version of a question set. It never changes."""

    version: int
    question_count: int
    note: str
    created_by_id: uuid.UUID
    created_at: datetime
    origin: VersionOrigin


class GenerateRequest(RequestBody):
    """Questions to be made by a model out of random passages, each with its passage as gold.

    Without a model, the installation's own. With `keep`, the new version also has the questions
    of the latest one. The same `seed` chooses the same passages.
    """

    count: int = Field(ge=1, le=MAX_GENERATED)
    model_id: uuid.UUID | None = None
    keep: bool = True
    seed: int | None = Field(default=None, ge=0, le=2**31 - 1)


class RunCreate(RequestBody):
    """A run of a question set, of its latest version unless one is named.

    With a deployment, its knowledge bases are searched with its profile, and it answers too: its
    live version, unless members of its project name another one.
    `check_answers` also lets its model judge each answer against the expected one. `profile`
    says what this run tries differently.
    """

    question_set_id: uuid.UUID
    version: int | None = Field(default=None, ge=1)
    deployment_id: uuid.UUID | None = None
    deployment_version: VersionNumber | None = None
    profile: RetrievalOverrides | None = None
    name: str = Field(default="", max_length=120)
    check_answers: bool = False
    seed: int | None = Field(default=None, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _can_check(self) -> "RunCreate":
        if self.check_answers and self.deployment_id is None:
            raise ValueError("check_answers needs a deployment_id")
        if self.deployment_version and self.deployment_id is None:
            raise ValueError("deployment_version needs a deployment_id")
        return self


class RunQuery(PageRequest):
    """Which runs."""

    project_id: uuid.UUID | None = None
    question_set_id: uuid.UUID | None = None


class Metric(ResponseBody):
    """A mean over questions, or a percentile, with its 95 % bootstrap interval.

    `count` is how many questions it is about.
    """

    name: str
    value: float
    low: float
    high: float
    count: int


class RunProgress(ResponseBody):
    """How far a run is; `eta_seconds` is until its end, null while unknown."""

    percent: int = Field(ge=0, le=100)
    done: int
    total: int
    eta_seconds: int | None


class EvaluationRunOut(ResponseBody):
    """A run with its configuration, which is all that it takes to repeat it.

    `index_states` are those that it began with. `differences` say in words what was not as it
    should be for an exact repetition: an index that changed, a document that was missing.
    """

    id: uuid.UUID
    name: str
    question_set_id: uuid.UUID
    question_set_name: str
    version: int
    project_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    deployment_id: uuid.UUID | None
    deployment_name: str | None
    deployment_version: int | None
    check_answers: bool
    profile: RetrievalProfile
    index_states: list[IndexState]
    seed: int
    status: RunStatus
    progress: RunProgress
    metrics: list[Metric]
    differences: list[str]
    error: Problem | None
    repeats_run_id: uuid.UUID | None
    job_id: uuid.UUID | None
    created_by_id: uuid.UUID
    created_at: datetime
    finished_at: datetime | None


class RetrievedPassage(ResponseBody):
    """A passage that a run found. `relevant_grade` is 0 where no gold names it."""

    rank: int
    document_id: uuid.UUID
    document_name: str
    chunk_id: uuid.UUID
    char_start: int
    char_end: int
    score: float
    scores: HitScores
    relevant_grade: int


class AnswerChecks(ResponseBody):
    """How good an answer is.

    `groundedness` is the share of its sentences that the passages support, `token_f1` the words
    it shares with the expected answer. `judged_correct` is the model's own judgement, null when
    it was not asked or gave none. `correctness` is that judgement where there is one, else
    `token_f1`; `method` says which.
    """

    groundedness: float | None
    token_f1: float | None
    judged_correct: bool | None
    correctness: float | None
    method: Literal["model", "token_f1"] | None


class ResultOut(ResponseBody):
    """What a run found for a question. An answer is `null` too when it draws on documents that
    the caller may not read."""

    question: QuestionOut
    metrics: dict[str, float]
    retrieved: list[RetrievedPassage]
    answer: str | None
    answer_checks: AnswerChecks | None
    problems: list[Problem]
    ms: float


class MetricDifference(ResponseBody):
    """A metric of two runs over the questions of both.

    `low` and `high` are the 95 % interval of the change by a paired bootstrap; it is significant
    when 0 lies outside.
    """

    name: str
    a: float
    b: float
    change: float
    low: float
    high: float
    significant: bool


class QuestionDifference(ResponseBody):
    """A question in two runs; `change` is of the metric that the comparison is by."""

    question: QuestionOut
    a: dict[str, float]
    b: dict[str, float]
    change: float
    verdict: Literal["better", "worse", "same"]


class DiffOut(ResponseBody):
    """Two runs side by side: `b` against `a`, question by question, the largest losses first.

    `reasons` say why the runs are not comparable, or only with care.
    """

    a: EvaluationRunOut
    b: EvaluationRunOut
    comparable: bool
    reasons: list[str]
    by: str
    metrics: list[MetricDifference]
    questions: list[QuestionDifference]
    better: int
    worse: int
    same: int


class PromoteRequest(RequestBody):
    """What is to search from now on as a run did."""

    target: PromoteTarget
    id: uuid.UUID


class PromotedOut(ResponseBody):
    """Where a run's profile is in force now."""

    target: PromoteTarget
    id: uuid.UUID
    name: str
    profile: RetrievalProfile
