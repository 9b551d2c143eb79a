"""Two versions side by side: what they differ in, and how each has done."""

import uuid

from app.db.uow import UnitOfWork
from app.models import DeploymentVersion
from app.schemas.deployments import EvaluationFigures, VersionComparisonOut, VersionFigures
from app.schemas.evaluations import EvaluationRunOut
from app.services.chat import figures
from app.services.deployments import history
from app.services.evaluations import runs
from app.services.usage import report


def compare(uow: UnitOfWork, deployment_id: uuid.UUID, a: int, b: int) -> VersionComparisonOut:
    """Compare two versions of a deployment by their settings and by what came of them.

    Raises:
        NotFound: deployment or version are missing or not the actor's to see.
        Forbidden: the deployment is only shared with the actor.
    """
    before, after = (history.get(uow, deployment_id, number) for number in (a, b))
    return VersionComparisonOut(
        difference=history.difference(before, after),
        a=_figures(uow, before),
        b=_figures(uow, after),
    )


def _figures(uow: UnitOfWork, version: DeploymentVersion) -> VersionFigures:
    of_it = (uow.session, version.id, version.model_id)
    return VersionFigures(
        version=version.number,
        answers=figures.of_deployment_version(*of_it),
        tokens=report.of_deployment_version(*of_it),
        evaluations=[_evaluation(run) for run in runs.latest_of(uow, version.id)],
    )


def _evaluation(run: EvaluationRunOut) -> EvaluationFigures:
    return EvaluationFigures(
        run_id=run.id,
        question_set_id=run.question_set_id,
        question_set_name=run.question_set_name,
        question_set_version=run.version,
        finished_at=run.finished_at,
        metrics=run.metrics,
    )
