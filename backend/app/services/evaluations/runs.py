"""Start, read, repeat, stop and delete runs."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import AppError, Conflict
from app.core.permissions import Actor, ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import (
    DeploymentVersion,
    EvaluationRun,
    Job,
    QuestionSet,
    QuestionSetVersion,
)
from app.models.evaluations import RunStatus
from app.models.usage import UsageKind
from app.schemas.audit_events import (
    EvaluationRunCancelled,
    EvaluationRunDeleted,
    EvaluationRunStarted,
)
from app.schemas.common import Page, Problem
from app.schemas.deployments import DeploymentConfig
from app.schemas.evaluations import EvaluationRunOut, Metric, RunCreate, RunProgress, RunQuery
from app.schemas.retrieval import IndexState, RetrievalOverrides, RetrievalProfile
from app.services.audit import service as audit
from app.services.deployments import history, versions
from app.services.deployments import service as deployments
from app.services.evaluations import metering, repository
from app.services.evaluations.answers import Answering
from app.services.evaluations.repository import Surroundings
from app.services.jobs import progress
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.retrieval.planning import plan, plan_of
from app.services.models.rerank_models import require_choosable
from app.services.usage.tokens import MeteredCall

OPEN = (RunStatus.PENDING, RunStatus.RUNNING)
_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class _Plan:
    """A run that is to be stored, and what it takes to say what it may cost."""

    run: EvaluationRun
    questions: list[str]
    embedding_models: set[str]
    longest_passages: int


def start(open_unit: OpenUnit, ports: Ports, request: RunCreate) -> EvaluationRunOut:
    """Try a question set with a configuration.

    Raises:
        NotFound: the set, the version or the deployment is missing or not the actor's to see.
        Forbidden: the actor is no editor of the project.
        Conflict: the deployment does not search the set's knowledge base, or is archived.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        plan = _plan(uow, request)
    return _store(open_unit, ports, plan)


def latest_of(uow: UnitOfWork, deployment_version_id: uuid.UUID) -> list[EvaluationRunOut]:
    """The latest complete run of each question set with a version of a deployment."""
    rows = repository.latest_runs_of(uow.session, uow.signed_in, deployment_version_id)
    return present(uow.session, rows)


def repeat(open_unit: OpenUnit, ports: Ports, run_id: uuid.UUID) -> EvaluationRunOut:
    """The same run again, from its stored configuration.

    Raises: like `start`.
    """
    with open_unit() as uow:
        first = repository.get_run(uow.session, uow.signed_in, run_id, ProjectRole.EDITOR)
        if first.deployment_id:
            deployments.get_to_run(uow, first.deployment_id)
        plan = _planned(uow, _copy_of(first))
    return _store(open_unit, ports, plan)


def list_page(uow: UnitOfWork, wanted: RunQuery) -> Page[EvaluationRunOut]:
    """Runs that the actor may see, the newest first."""
    if wanted.question_set_id:
        repository.get_set(uow.session, uow.signed_in, wanted.question_set_id)
    rows, total = repository.list_runs(
        uow.session,
        uow.signed_in,
        wanted.project_id,
        wanted.question_set_id,
        wanted.limit,
        wanted.offset,
    )
    items = present(uow.session, rows)
    return Page[EvaluationRunOut](
        items=items, total=total, limit=wanted.limit, offset=wanted.offset
    )


def read(uow: UnitOfWork, run_id: uuid.UUID) -> EvaluationRunOut:
    """One run."""
    return present(uow.session, [repository.get_run(uow.session, uow.signed_in, run_id)])[0]


def cancel(uow: UnitOfWork, run_id: uuid.UUID) -> EvaluationRunOut:
    """Stop a run; one that is going on ends within seconds. What it has found stays.

    Raises:
        Conflict: it has ended.
    """
    run = _to_change(uow, run_id)
    if run.status not in OPEN:
        raise Conflict("This run has ended.", code="run_ended")
    if metering.stop(uow, JobKind.EVALUATE, run.id):
        _end(run, RunStatus.CANCELLED)
    audit.record(uow, EvaluationRunCancelled(), run.id)
    return _presented(uow, run)


def delete(uow: UnitOfWork, run_id: uuid.UUID) -> None:
    """Delete a run with its results; one that is going on is stopped."""
    run = _to_change(uow, run_id)
    metering.stop(uow, JobKind.EVALUATE, run.id)
    uow.session.delete(run)
    audit.record(uow, EvaluationRunDeleted(name=run.name), run.id)


def run_failed(uow: UnitOfWork, job: Job, error: AppError) -> None:
    """Tell a run that it has failed for good, and charge what it took."""
    metering.settle(uow, job)
    if run := locked(uow.session, job.subject_id):
        _end(run, RunStatus.FAILED)
        run.error_code, run.error_message, run.error_remedy = (
            error.code,
            error.message,
            error.remedy,
        )


def run_cancelled(uow: UnitOfWork, job: Job) -> None:
    """Tell a run that it was cancelled, and charge what it took."""
    metering.settle(uow, job)
    if run := locked(uow.session, job.subject_id):
        _end(run, RunStatus.CANCELLED)


def locked(session: Session, run_id: uuid.UUID) -> EvaluationRun | None:
    """A run, locked until the commit; `None` when it is gone."""
    return session.get(EvaluationRun, run_id, with_for_update=True, populate_existing=True)


def knowledge_base_of(session: Session, run: EvaluationRun) -> uuid.UUID:
    """The knowledge base of a run's question set."""
    return session.get_one(QuestionSet, run.question_set_id).knowledge_base_id


def metered_call(session: Session, run: EvaluationRun) -> MeteredCall:
    """Whose tokens a run takes."""
    row = session.get_one(QuestionSet, run.question_set_id)
    answering = Answering.model_validate(run.answering) if run.answering else None
    return MeteredCall(
        kind=UsageKind.EVALUATION,
        user_id=run.created_by_id,
        api_key_id=run.api_key_id,
        project_id=repository.project_of(session, row),
        deployment_id=run.deployment_id,
        deployment_version_id=run.deployment_version_id,
        model_id=answering.model_id if answering else None,
    )


def hidden_from(session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID]) -> str:
    """What an actor may not read in these knowledge bases, as a hash."""
    ids = sorted(map(str, repository.hidden_documents(session, actor, kb_ids)))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def present(session: Session, rows: Sequence[EvaluationRun]) -> list[EvaluationRunOut]:
    """Runs with the names around them and how far they are."""
    done = repository.result_counts(session, [row.id for row in rows])
    totals = repository.totals(session, {row.version_id for row in rows})
    around = repository.surroundings(session, [row.id for row in rows])
    return [
        _present_one(
            session, row, around[row.id], done.get(row.id, 0), totals.get(row.version_id, 0)
        )
        for row in rows
    ]


def _present_one(
    session: Session, run: EvaluationRun, around: Surroundings, done: int, total: int
) -> EvaluationRunOut:
    job = jobs.open_job(session, JobKind.EVALUATE, run.id) if run.status in OPEN else None
    return EvaluationRunOut(
        id=run.id,
        name=run.name,
        question_set_id=run.question_set_id,
        question_set_name=around.question_set_name,
        version=around.version,
        project_id=around.project_id,
        knowledge_base_id=around.knowledge_base_id,
        deployment_id=run.deployment_id,
        deployment_name=around.deployment_name,
        deployment_version=around.deployment_version,
        check_answers=run.check_answers,
        profile=RetrievalProfile.model_validate(run.profile),
        index_states=[IndexState.model_validate(state) for state in run.index_states],
        seed=run.seed,
        status=RunStatus(run.status),
        progress=_progress(session, job, done, total),
        metrics=[Metric.model_validate(metric) for metric in run.metrics],
        differences=run.differences,
        error=_problem_of(run),
        repeats_run_id=run.repeats_run_id,
        job_id=job.id if job else None,
        created_by_id=run.created_by_id,
        created_at=run.created_at,
        finished_at=run.finished_at,
    )


def _progress(session: Session, job: Job | None, done: int, total: int) -> RunProgress:
    outlook = progress.outlooks(session, [job])[job.id] if job else None
    return RunProgress(
        percent=100 * done // total if total else 0,
        done=done,
        total=total,
        eta_seconds=outlook.eta_seconds if outlook else None,
    )


def _problem_of(run: EvaluationRun) -> Problem | None:
    if run.error_code is None:
        return None
    return Problem(code=run.error_code, message=run.error_message or "", remedy=run.error_remedy)


def _plan(uow: UnitOfWork, request: RunCreate) -> _Plan:
    session, actor = uow.session, uow.signed_in
    row = repository.get_set(session, actor, request.question_set_id, ProjectRole.EDITOR)
    version = repository.get_version(session, row, request.version)
    answers = _version(uow, row, request)
    kb_ids = [kb.id for kb in answers.knowledge_bases] if answers else [row.knowledge_base_id]
    already = plan(session, kb_ids, *_layers(answers, None)).profile.rerank_model_id
    require_choosable(uow, request.profile, already)
    profile = plan(session, kb_ids, *_layers(answers, request.profile)).profile
    run = EvaluationRun(
        question_set_id=row.id,
        version_id=version.id,
        deployment_id=answers.deployment_id if answers else None,
        deployment_version_id=answers.id if answers else None,
        name=request.name or f"{row.name} v{version.version}",
        check_answers=request.check_answers,
        answering=Answering.of(answers).model_dump(mode="json") if answers else None,
        knowledge_base_ids=kb_ids,
        profile=profile.model_dump(mode="json"),
        seed=secrets.randbelow(_SEEDS) if request.seed is None else request.seed,
    )
    return _planned(uow, run)


def _layers(
    answers: DeploymentVersion | None, wanted: RetrievalOverrides | None
) -> list[RetrievalOverrides]:
    """What lies over the knowledge base's own settings."""
    own = DeploymentConfig(**answers.config).retrieval if answers else None
    return [layer for layer in (own, wanted) if layer]


def _version(uow: UnitOfWork, row: QuestionSet, request: RunCreate) -> DeploymentVersion | None:
    """The version of a deployment that is to be tried."""
    if request.deployment_id is None:
        return None
    deployment = deployments.get_to_run(uow, request.deployment_id)
    version = deployment.live
    if request.deployment_version is not None:
        version = history.get(uow, deployment.id, request.deployment_version)
        versions.refuse_incomplete(uow, version)
    if row.knowledge_base_id not in version.knowledge_base_ids:
        raise Conflict(
            f"{deployment.name!r} does not answer from the knowledge base of this question set.",
            code="other_knowledge_base",
            remedy="Choose a deployment that does, or run without one.",
        )
    return version


def _copy_of(first: EvaluationRun) -> EvaluationRun:
    same = (
        "question_set_id",
        "version_id",
        "deployment_id",
        "deployment_version_id",
        "name",
        "check_answers",
        "answering",
        "knowledge_base_ids",
        "profile",
        "seed",
    )
    return EvaluationRun(**{name: getattr(first, name) for name in same}, repeats_run_id=first.id)


def _planned(uow: UnitOfWork, run: EvaluationRun) -> _Plan:
    kbs = [knowledge_bases.get(uow, kb_id) for kb_id in run.knowledge_base_ids]
    questions = repository.all_questions(uow.session, run.version_id)
    profile = RetrievalProfile.model_validate(run.profile)
    return _Plan(
        run=run,
        questions=[question.question for question in questions],
        embedding_models={kb.embedding_model for kb in kbs},
        longest_passages=plan_of(uow.session, run.knowledge_base_ids, profile).most_tokens,
    )


def _expected_tokens(ports: Ports, plan: _Plan) -> int:
    """What a run may take: its questions are embedded, and answered where it has a model."""
    embedders = [ports.embedders.get(name) for name in plan.embedding_models]
    embedded = sum(each.count_tokens(text) for each in embedders for text in plan.questions)
    if plan.run.answering is None:
        return embedded
    how = Answering.model_validate(plan.run.answering)
    answers = (
        how.expected_tokens(text, plan.longest_passages, checked=plan.run.check_answers)
        for text in plan.questions
    )
    return embedded + sum(answers)


def _store(open_unit: OpenUnit, ports: Ports, plan: _Plan) -> EvaluationRunOut:
    plan.run.expected_tokens = _expected_tokens(ports, plan)
    with open_unit() as uow:
        run = _queued(uow, ports.queue, plan.run)
        return _presented(uow, run)


def _queued(uow: UnitOfWork, queue: JobQueue, run: EvaluationRun) -> EvaluationRun:
    actor = uow.signed_in
    run.created_by_id, run.status = actor.user_id, RunStatus.PENDING
    run.api_key_id = actor.key.id if actor.key else None
    uow.session.add(run)
    uow.session.flush()
    call = metered_call(uow.session, run)
    assert call.project_id is not None
    job = jobs.enqueue(uow, queue, JobKind.EVALUATE, run.id, lane=call.project_id)
    metering.reserve(uow, job, call, run.expected_tokens)
    version = uow.session.get_one(QuestionSetVersion, run.version_id).version or 0
    event = EvaluationRunStarted(
        question_set_id=run.question_set_id, version=version, repeats_run_id=run.repeats_run_id
    )
    audit.record(uow, event, run.id)
    return run


def _presented(uow: UnitOfWork, run: EvaluationRun) -> EvaluationRunOut:
    uow.session.flush()
    uow.session.refresh(run)
    return present(uow.session, [run])[0]


def _to_change(uow: UnitOfWork, run_id: uuid.UUID) -> EvaluationRun:
    return repository.get_run(uow.session, uow.signed_in, run_id, ProjectRole.EDITOR, lock=True)


def _end(run: EvaluationRun, status: RunStatus) -> None:
    run.status, run.finished_at = status, now()
