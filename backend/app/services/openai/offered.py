"""Deployments as models: which there are for the caller, and which one is meant."""

import uuid
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import lazyload

from app.core.errors import NotFound
from app.core.permissions import Actor
from app.db.prepared import PREPARED
from app.db.uow import UnitOfWork
from app.models import Deployment, Project
from app.schemas.openai import ModelCard, ModelCards
from app.services.access import scope
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
    return _present(uow, [_find(uow, model)[0]])[0]


def find_to_run(uow: UnitOfWork, model: str) -> Deployment:
    """The deployment of this slug or id that is to answer the caller now.

    Raises:
        NotFound: it is missing or not the caller's to use.
        Conflict: its project is archived.
    """
    deployment, project = _find(uow, model)
    scope.refuse_archived(project)
    return deployment


def _find(uow: UnitOfWork, model: str) -> tuple[Deployment, Project]:
    column, value = _called(model)
    query = _usable_by(uow.signed_in, column)
    found = uow.session.execute(query, {_MODEL: value}).one_or_none()
    if found is None:
        raise NotFound(
            f"There is no model {model!r} for you.",
            code="model_not_found",
            remedy="GET /v1/models lists what you may use.",
            param="model",
        )
    return found[0], found[1]


def _called(model: str) -> tuple[str, uuid.UUID | str]:
    """By which column a deployment is called, and by which value."""
    try:
        return "id", uuid.UUID(model)
    except ValueError:
        return "slug", model.replace("\0", "")


_MODEL = "model"


# Every request asks it, and to build it takes longer than to answer it.
@lru_cache(maxsize=256)
def _usable_by(actor: Actor, column: str) -> Select[Deployment, Project]:
    """Those deployments that the actor may use, by the value of a column, with their projects."""
    return (
        select(Deployment, Project)
        .join(Project, Project.id == Deployment.project_id)
        .options(lazyload(Deployment.shared_with))
        .where(getattr(Deployment, column) == bindparam(_MODEL), scope.deployments(actor))
        .execution_options(**PREPARED)
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
