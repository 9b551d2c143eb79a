"""Evaluation: question sets, their versions and questions, runs and their results."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UUID, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class VersionOrigin(StrEnum):
    """Where the questions of a version come from."""

    FORM = "form"
    IMPORT = "import"
    GENERATED = "generated"


class RunStatus(StrEnum):
    """Where a run stands."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class QuestionSet(WithId, WithTimestamps, Base):
    """Questions about a knowledge base. Who may see that one may see these."""

    __tablename__ = "question_sets"

    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("knowledge_bases.id", ondelete="CASCADE")
    )
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column()
    description: Mapped[str] = mapped_column(server_default="")
    # The number of the latest version, 0 before there is one.
    version: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        Index(
            "uq_question_sets_knowledge_base_id_name_lower",
            "knowledge_base_id",
            func.lower(name),
            unique=True,
        ),
    )


class QuestionSetVersion(WithId, Base):
    """All questions of a set at one time. Without a number it is still being generated."""

    __tablename__ = "question_set_versions"

    question_set_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE")
    )
    version: Mapped[int | None]
    origin: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (UniqueConstraint("question_set_id", "version"),)


class EvaluationQuestion(WithId, Base):
    """A question of a version."""

    __tablename__ = "evaluation_questions"

    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("question_set_versions.id", ondelete="CASCADE")
    )
    ordinal: Mapped[int]
    external_id: Mapped[str | None]
    question: Mapped[str]
    expected_answer: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")

    __table_args__ = (UniqueConstraint("version_id", "ordinal"),)


class EvaluationGold(WithId, Base):
    """Where the answer to a question stands. It outlives the document, hence no foreign key."""

    __tablename__ = "evaluation_gold"

    question_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("evaluation_questions.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[uuid.UUID] = mapped_column(index=True)
    document_name: Mapped[str]
    char_start: Mapped[int | None]
    char_end: Mapped[int | None]
    grade: Mapped[int] = mapped_column(server_default="1")

    __table_args__ = (CheckConstraint("grade BETWEEN 1 AND 4", name="grade"),)


class EvaluationRun(WithId, WithTimestamps, Base):
    """A version of a question set, tried with one configuration. What it stores repeats it."""

    __tablename__ = "evaluation_runs"

    question_set_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE")
    )
    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("question_set_versions.id", ondelete="CASCADE"), index=True
    )
    deployment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deployments.id", ondelete="SET NULL"), index=True
    )
    deployment_version_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deployment_versions.id", ondelete="SET NULL"), index=True
    )
    repeats_run_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("evaluation_runs.id", ondelete="SET NULL"), index=True
    )
    created_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    # The key that asked for it, for the record of what it used.
    api_key_id: Mapped[uuid.UUID | None]
    name: Mapped[str] = mapped_column(server_default="")
    check_answers: Mapped[bool] = mapped_column(server_default="false")
    # With a deployment, its model and prompt as they were: `services.evaluations.answers`.
    answering: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    knowledge_base_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(UUID))
    profile: Mapped[dict[str, Any]]
    seed: Mapped[int]
    expected_tokens: Mapped[int] = mapped_column(server_default="0")
    index_states: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    # What the one who runs it may not read, as a hash: others may find other passages.
    hidden: Mapped[str] = mapped_column(server_default="")
    differences: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    status: Mapped[str]
    metrics: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    error_remedy: Mapped[str | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_evaluation_runs_question_set_id", "question_set_id", "created_at"),)


class EvaluationResult(Base):
    """What a run found for a question, written once."""

    __tablename__ = "evaluation_results"

    run_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("evaluation_runs.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("evaluation_questions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    metrics: Mapped[dict[str, Any]]
    retrieved: Mapped[list[dict[str, Any]]]
    answer: Mapped[str | None]
    # The documents whose passages the answer was made of.
    answer_document_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(UUID), server_default="{}")
    answer_checks: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    problems: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    ms: Mapped[float]
