"""Queries on question sets, runs and results, always in the scope of an actor."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor, ProjectRole
from app.models import (
    Deployment,
    DeploymentVersion,
    Document,
    EvaluationGold,
    EvaluationQuestion,
    EvaluationResult,
    EvaluationRun,
    KnowledgeBase,
    QuestionSet,
    QuestionSetVersion,
)
from app.models.evaluations import RunStatus
from app.services.access import scope

_Gold = dict[uuid.UUID, list[EvaluationGold]]


def get_set(
    session: Session,
    actor: Actor,
    set_id: uuid.UUID,
    at_least: ProjectRole = ProjectRole.VIEWER,
    *,
    lock: bool = False,
) -> QuestionSet:
    """A question set in whose project the actor has this role.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
        Conflict: more than looking is wanted and the project is archived.
    """
    query = select(QuestionSet).where(QuestionSet.id == set_id, scope.question_sets(actor))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("There is no such question set.", code="question_set_not_found")
    if at_least is not ProjectRole.VIEWER:
        scope.require_change(session, actor, project_of(session, found), at_least)
    return found


def project_of(session: Session, row: QuestionSet) -> uuid.UUID:
    """The project of a question set: that of its knowledge base."""
    return session.get_one(KnowledgeBase, row.knowledge_base_id).project_id


def _bases_of(project_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(KnowledgeBase.id).where(KnowledgeBase.project_id == project_id)


def name_taken(session: Session, row: QuestionSet) -> bool:
    """Whether the knowledge base has another question set of this name."""
    query = select(QuestionSet.id).where(
        QuestionSet.knowledge_base_id == row.knowledge_base_id,
        func.lower(QuestionSet.name) == row.name.lower(),
        QuestionSet.id != row.id if row.id else true(),
    )
    return session.scalar(query) is not None


def list_sets(
    session: Session,
    actor: Actor,
    project_id: uuid.UUID | None,
    knowledge_base_id: uuid.UUID | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[QuestionSet], int]:
    """Question sets by name, and how many there are."""
    base = select(QuestionSet).where(scope.question_sets(actor))
    if project_id:
        base = base.where(QuestionSet.knowledge_base_id.in_(_bases_of(project_id)))
    if knowledge_base_id:
        base = base.where(QuestionSet.knowledge_base_id == knowledge_base_id)
    if query:
        base = base.where(QuestionSet.name.icontains(query, autoescape=True))
    ordered = base.order_by(func.lower(QuestionSet.name), QuestionSet.id)
    return list(session.scalars(ordered.limit(limit).offset(offset))), _count(session, base)


def get_version(session: Session, row: QuestionSet, number: int | None) -> QuestionSetVersion:
    """A version of a question set by its number, the latest without one; raises `NotFound`."""
    wanted = row.version if number is None else number
    found = session.scalar(
        select(QuestionSetVersion).where(
            QuestionSetVersion.question_set_id == row.id, QuestionSetVersion.version == wanted
        )
    )
    if found is None:
        raise NotFound("There is no such version of it.", code="question_set_version_not_found")
    return found


def versions(session: Session, row: QuestionSet) -> list[QuestionSetVersion]:
    """All versions that are complete, the latest first."""
    query = select(QuestionSetVersion).where(
        QuestionSetVersion.question_set_id == row.id, QuestionSetVersion.version.is_not(None)
    )
    return list(session.scalars(query.order_by(QuestionSetVersion.version.desc())))


def question_counts(
    session: Session, actor: Actor, rows: Sequence[QuestionSet]
) -> dict[tuple[uuid.UUID, int], int]:
    """How many questions that the actor may see each version of these sets has."""
    query = (
        _questions(actor, {row.knowledge_base_id for row in rows})
        .with_only_columns(QuestionSet.id, QuestionSetVersion.version, func.count())
        .where(QuestionSet.id.in_([row.id for row in rows]))
        .group_by(QuestionSet.id, QuestionSetVersion.version)
    )
    return {(row[0], row[1] or 0): row[2] for row in session.execute(query)}


def visible_questions(
    session: Session,
    actor: Actor,
    row: QuestionSet,
    version: QuestionSetVersion,
    query: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[list[EvaluationQuestion], int]:
    """Questions of a version in their order, and how many there are."""
    base = _questions(actor, [row.knowledge_base_id]).where(
        EvaluationQuestion.version_id == version.id
    )
    if query:
        base = base.where(EvaluationQuestion.question.icontains(query, autoescape=True))
    ordered = base.order_by(EvaluationQuestion.ordinal).limit(limit).offset(offset)
    return list(session.scalars(ordered)), _count(session, base)


def all_questions(session: Session, version_id: uuid.UUID) -> list[EvaluationQuestion]:
    """Every question of a version in their order, for work on all of them."""
    query = select(EvaluationQuestion).where(EvaluationQuestion.version_id == version_id)
    return list(session.scalars(query.order_by(EvaluationQuestion.ordinal)))


def gold_of(session: Session, question_ids: Collection[uuid.UUID]) -> _Gold:
    """The gold of these questions, the best first."""
    rows = session.scalars(
        select(EvaluationGold)
        .where(EvaluationGold.question_id.in_(question_ids))
        .order_by(
            EvaluationGold.grade.desc(),
            EvaluationGold.document_name,
            EvaluationGold.char_start,
            EvaluationGold.id,
        )
    )
    found: _Gold = {}
    for row in rows:
        found.setdefault(row.question_id, []).append(row)
    return found


def get_run(
    session: Session,
    actor: Actor,
    run_id: uuid.UUID,
    at_least: ProjectRole = ProjectRole.VIEWER,
    *,
    lock: bool = False,
) -> EvaluationRun:
    """A run of a question set in whose project the actor has this role.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
        Conflict: more than looking is wanted and the project is archived.
    """
    query = _runs(actor).where(EvaluationRun.id == run_id)
    found = session.scalar(query.with_for_update(of=EvaluationRun) if lock else query)
    if found is None:
        raise NotFound("There is no such run.", code="evaluation_run_not_found")
    get_set(session, actor, found.question_set_id, at_least)
    return found


def list_runs(
    session: Session,
    actor: Actor,
    project_id: uuid.UUID | None,
    set_id: uuid.UUID | None,
    limit: int,
    offset: int,
) -> tuple[list[EvaluationRun], int]:
    """Runs, the newest first, and how many there are."""
    base = _runs(actor)
    if project_id:
        base = base.where(QuestionSet.knowledge_base_id.in_(_bases_of(project_id)))
    if set_id:
        base = base.where(EvaluationRun.question_set_id == set_id)
    ordered = base.order_by(EvaluationRun.created_at.desc(), EvaluationRun.id)
    return list(session.scalars(ordered.limit(limit).offset(offset))), _count(session, base)


def latest_runs_of(
    session: Session, actor: Actor, deployment_version_id: uuid.UUID
) -> list[EvaluationRun]:
    """The latest complete run of each question set that a version of a deployment answered."""
    latest = (
        _runs(actor)
        .where(
            EvaluationRun.deployment_version_id == deployment_version_id,
            EvaluationRun.status == RunStatus.COMPLETED,
        )
        .order_by(EvaluationRun.question_set_id, EvaluationRun.created_at.desc())
        .ext(distinct_on(EvaluationRun.question_set_id))
    )
    return list(session.scalars(latest))


def run_ids(session: Session, row: QuestionSet) -> list[uuid.UUID]:
    """The ids of all runs of a question set."""
    query = select(EvaluationRun.id).where(EvaluationRun.question_set_id == row.id)
    return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run is shown with that its own row does not tell."""

    question_set_name: str
    version: int
    knowledge_base_id: uuid.UUID
    project_id: uuid.UUID
    deployment_name: str | None
    deployment_version: int | None


def surroundings(session: Session, run_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Surroundings]:
    """The names around each of these runs, in one query."""
    query = (
        select(
            EvaluationRun.id,
            QuestionSet.name,
            func.coalesce(QuestionSetVersion.version, 0),
            QuestionSet.knowledge_base_id,
            KnowledgeBase.project_id,
            Deployment.name,
            DeploymentVersion.number,
        )
        .join(QuestionSet, QuestionSet.id == EvaluationRun.question_set_id)
        .join(QuestionSetVersion, QuestionSetVersion.id == EvaluationRun.version_id)
        .join(KnowledgeBase, KnowledgeBase.id == QuestionSet.knowledge_base_id)
        .outerjoin(Deployment, Deployment.id == EvaluationRun.deployment_id)
        .outerjoin(DeploymentVersion, DeploymentVersion.id == EvaluationRun.deployment_version_id)
        .where(EvaluationRun.id.in_(run_ids))
    )
    return {row[0]: Surroundings(*row[1:]) for row in session.execute(query)}


def result_counts(session: Session, run_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many questions each of these runs has results of."""
    query = (
        select(EvaluationResult.run_id, func.count())
        .where(EvaluationResult.run_id.in_(run_ids))
        .group_by(EvaluationResult.run_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def totals(session: Session, version_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many questions these versions have."""
    query = (
        select(EvaluationQuestion.version_id, func.count())
        .where(EvaluationQuestion.version_id.in_(version_ids))
        .group_by(EvaluationQuestion.version_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def results(session: Session, run_id: uuid.UUID) -> list[EvaluationResult]:
    """Every result of a run in the order of the questions."""
    query = (
        select(EvaluationResult)
        .join(EvaluationQuestion, EvaluationQuestion.id == EvaluationResult.question_id)
        .where(EvaluationResult.run_id == run_id)
    )
    return list(session.scalars(query.order_by(EvaluationQuestion.ordinal)))


def results_of(
    session: Session, run_id: uuid.UUID, question_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, EvaluationResult]:
    """The results of a run for these questions."""
    query = select(EvaluationResult).where(
        EvaluationResult.run_id == run_id, EvaluationResult.question_id.in_(question_ids)
    )
    return {row.question_id: row for row in session.scalars(query)}


def forget_results(session: Session, run_id: uuid.UUID) -> None:
    """Delete the results of a run that begins anew."""
    session.execute(delete(EvaluationResult).where(EvaluationResult.run_id == run_id))


def hidden_documents(
    session: Session, actor: Actor, kb_ids: Collection[uuid.UUID]
) -> Sequence[uuid.UUID]:
    """Ids of the documents of these knowledge bases that the actor may not read."""
    return session.scalars(
        select(Document.id)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(KnowledgeBase.id.in_(kb_ids), Document.deleted_at.is_(None), scope.hides(actor))
    ).all()


def _questions(actor: Actor, kb_ids: Collection[uuid.UUID]) -> Select[EvaluationQuestion]:
    return (
        select(EvaluationQuestion)
        .join(QuestionSetVersion, QuestionSetVersion.id == EvaluationQuestion.version_id)
        .join(QuestionSet, QuestionSet.id == QuestionSetVersion.question_set_id)
        .where(scope.questions(actor, kb_ids))
    )


def _runs(actor: Actor) -> Select[EvaluationRun]:
    return (
        select(EvaluationRun)
        .join(QuestionSet, QuestionSet.id == EvaluationRun.question_set_id)
        .where(scope.question_sets(actor))
    )


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
