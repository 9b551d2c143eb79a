"""Deployments as models: which there are for the caller, and which one is meant."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from app.core.errors import NotFound
from app.db.uow import UnitOfWork
from app.models import Deployment
from app.schemas.openai import ModelCard, ModelCards
from app.services.access import scope
from app.services.deployments import service as deployments
from app.services.deployments.repository import Called
from app.services.projects import service as projects


def list_all(uow: UnitOfWork) -> ModelCards:
    """The deployments that the caller may use, by name; a key bound to one sees that one."""
    rows = uow.session.scalars(
        select(Deployment)
        .where(scope.deployments(uow.signed_in))
        .order_by(func.lower(Deployment.name), Deployment.id)
    ).unique()
    return ModelCards(data=_present(uow, list(rows)))


def read(uow: UnitOfWork, model: str) -> ModelCard:
    """One of them; raises `NotFound`."""
    value, column = _called(model)
    found = uow.session.scalar(
        select(Deployment).where(
            getattr(Deployment, column) == value, scope.deployments(uow.signed_in)
        )
    )
    if found is None:
        raise _not_found(model)
    return _present(uow, [found])[0]


def find_to_run(uow: UnitOfWork, model: str) -> Deployment:
    """The deployment of this slug or id that is to answer the caller now.

    Raises:
        NotFound: it is missing or not the caller's to use.
        Conflict: its project is archived.
    """
    try:
        return deployments.get_to_run(uow, *_called(model))
    except NotFound as error:
        raise _not_found(model) from error


def _called(model: str) -> tuple[uuid.UUID | str, Called]:
    """What a deployment is called, and in which column that stands."""
    try:
        return uuid.UUID(model), "id"
    except ValueError:
        return model.replace("\0", ""), "slug"


def _not_found(model: str) -> NotFound:
    return NotFound(
        f"There is no model {model!r} for you.",
        code="model_not_found",
        remedy="GET /v1/models lists what you may use.",
        param="model",
    )


def _present(uow: UnitOfWork, rows: Sequence[Deployment]) -> list[ModelCard]:
    owners = projects.names(uow, {row.project_id for row in rows})
    return [
        ModelCard(
            id=row.slug,
            created=int(row.created_at.timestamp()),
            owned_by=owners[row.project_id],
            name=row.name,
            description=row.description,
        )
        for row in rows
    ]
