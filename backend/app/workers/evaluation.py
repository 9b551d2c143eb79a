"""One evaluation from the command line: started, run in this process, and held against limits."""

import time
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import AppError, Invalid, NotFound
from app.core.permissions import Actor
from app.db.uow import UnitOfWork, unit_of_work
from app.models import QuestionSet, User
from app.models.evaluations import RunStatus
from app.schemas.evaluations import EvaluationRunOut, RunCreate
from app.schemas.retrieval import RetrievalOverrides
from app.services.auth import actors
from app.services.evaluations import runs
from app.workers import runner

_LOOK_S = 0.5
Limit = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to run, as it was written on the command line."""

    question_set: str
    profile: str
    version: int | None
    deployment: str | None
    check_answers: bool
    as_user: str | None


def limits_of(written: Sequence[str]) -> list[Limit]:
    """`NAME=VALUE` as names and numbers; raises `Invalid`."""
    limits = []
    for text in written:
        name, _, value = text.partition("=")
        try:
            limits.append((name.strip(), float(value)))
        except ValueError as error:
            raise Invalid(f"{text!r} is no NAME=VALUE, like ndcg@10=0.55.") from error
    return limits


def run_now(wanted: Wanted) -> EvaluationRunOut:
    """Start a run and wait for its end; it runs here unless a worker is quicker.

    Raises:
        AppError: it could not be started, or did not complete.
    """
    ports = runner.get_ports()
    with unit_of_work() as uow:
        row = _named(uow.session, wanted.question_set)
        actor = _actor(uow, row, wanted.as_user)

    def open_unit() -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(actor)

    run = runs.start(open_unit, ports, _request(row, wanted))
    while run.status in runs.OPEN:
        if run.job_id is None or not runner.run_one(ports, run.job_id):
            time.sleep(_LOOK_S)
        with open_unit() as uow:
            run = runs.read(uow, run.id)
    _require_completed(run)
    return run


def missed(run: EvaluationRunOut, limits: Sequence[Limit]) -> list[str]:
    """What to say of each limit that the run stays below.

    Raises:
        Invalid: the run has no such metric.
    """
    measured = {metric.name: metric.value for metric in run.metrics}
    unknown = [name for name, _ in limits if name not in measured]
    if unknown:
        known = ", ".join(measured) or "none"
        raise Invalid(f"The run has no metric {unknown[0]!r}.", remedy=f"It has: {known}.")
    return [
        f"{name} is {measured[name]:.4f}, below {limit:g}."
        for name, limit in limits
        if measured[name] < limit
    ]


def described(run: EvaluationRunOut) -> str:
    """A run as a small table."""
    head = f"{run.question_set_name} v{run.version}, {run.progress.total} questions, run {run.id}"
    rows = [
        f"{metric.name:<16}{metric.value:>10.4f}   [{metric.low:.4f}, {metric.high:.4f}]"
        f"   n={metric.count}"
        for metric in run.metrics
    ]
    return "\n".join([head, *rows, *run.differences])


def _named(session: Session, name_or_id: str) -> QuestionSet:
    """A question set of the installation by id, or by a name that only one has."""
    try:
        condition = QuestionSet.id == uuid.UUID(name_or_id)
    except ValueError:
        condition = func.lower(QuestionSet.name) == name_or_id.lower()
    found = session.scalars(select(QuestionSet).where(condition)).all()
    if not found:
        raise NotFound(f"There is no question set {name_or_id!r}.")
    if len(found) > 1:
        ids = ", ".join(str(row.id) for row in found)
        raise Invalid(
            f"{len(found)} question sets have this name.", remedy=f"Name one by id: {ids}"
        )
    return found[0]


def _actor(uow: UnitOfWork, row: QuestionSet, email: str | None) -> Actor:
    if email is None:
        return actors.actor_for_work(uow, row.created_by_id)
    user_id = uow.session.scalar(select(User.id).where(func.lower(User.email) == email.lower()))
    if user_id is None:
        raise NotFound(f"There is no user {email!r}.")
    return actors.actor_for_work(uow, user_id)


def _request(row: QuestionSet, wanted: Wanted) -> RunCreate:
    fields = {
        "question_set_id": row.id,
        "version": wanted.version,
        "deployment_id": wanted.deployment,
        "check_answers": wanted.check_answers,
    }
    try:
        profile = RetrievalOverrides.model_validate_json(wanted.profile)
        return RunCreate.model_validate({**fields, "profile": profile})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "profile"
        raise Invalid(f"{place}: {first['msg']}") from error


def _require_completed(run: EvaluationRunOut) -> None:
    if run.status is RunStatus.COMPLETED:
        return
    if run.error:
        raise AppError(run.error.message, code=run.error.code, remedy=run.error.remedy)
    raise AppError(f"The run was {run.status}.", code="run_not_completed")
