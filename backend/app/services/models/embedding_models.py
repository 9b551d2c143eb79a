"""The embedding models that can be chosen: the catalogue's, and those administrators have added.

A registered model is chosen by its id, which stays when it is renamed.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.core.errors import Conflict, Invalid
from app.db.uow import OpenUnit, UnitOfWork, unit_of_work
from app.integrations.embeddings import (
    CatalogueEntry,
    Dialect,
    EmbeddingModelMissing,
    Lookup,
    Readiness,
    RemoteModel,
    catalogue,
    ollama_root,
)
from app.integrations.ports import Ports
from app.models import ModelRegistry
from app.schemas.common import Problem
from app.schemas.models import EmbeddingConfig, EmbeddingModelOut, EmbeddingModelsOut
from app.services.access import scope
from app.services.models.endpoints import embedding_endpoint_of
from app.services.models.service import is_visible


@dataclass(frozen=True, slots=True)
class EmbeddingFacts:
    """What has to be known of a model before it is used. Tokens are those of a passage."""

    name: str
    title: str
    dimension: int
    max_tokens: int
    registered_id: uuid.UUID | None = None


def facts(session: Session, name: str) -> EmbeddingFacts:
    """The facts of a model by its name, or its id if it is registered.

    Raises:
        Invalid: there is no such embedding model.
    """
    if entry := catalogue().get(name):
        return EmbeddingFacts(name, entry.title, entry.dimension, entry.max_tokens)
    row = _registered(session, name)
    if row is None:
        raise _unknown(name)
    config = EmbeddingConfig.model_validate(row.config)
    return EmbeddingFacts(name, row.name, config.dimension, config.max_tokens, row.id)


def require_choosable(uow: UnitOfWork, name: str) -> None:
    """Refuse a registered model that the actor may not choose, as one that does not exist.

    Raises:
        Invalid: there is no such embedding model for the actor.
    """
    row = None if name in catalogue() else _registered(uow.session, name)
    if row is not None and not is_visible(uow, row.id):
        raise _unknown(name)


def titles(session: Session, names: Iterable[str]) -> dict[str, str]:
    """What to show for names of models, also of such that are not known any more."""
    found = {name: entry.title for name, entry in catalogue().items()}
    for name in set(names) - set(found):
        row = _registered(session, name)
        found[name] = row.name if row else name
    return found


def list_all(open_unit: OpenUnit, ports: Ports) -> EmbeddingModelsOut:
    """The embedding models that the actor may choose, the catalogue's first, ready or not."""
    with open_unit() as uow:
        rows = _all_visible(uow)
    names = [*catalogue(), *(str(row.id) for row in rows)]
    ready = ports.embedders.readiness(names)
    items = [_present_entry(entry, ready[name]) for name, entry in catalogue().items()]
    items += [_present_row(row, ready[str(row.id)]) for row in rows]
    return EmbeddingModelsOut(items=items, default=ports.settings.embedding_model)


def registered_lookup(settings: Settings) -> Lookup:
    """Finds registered models for the embedding port.

    What it returns raises EmbeddingModelMissing when a model has no address or no readable key.
    """

    def look_up(name: str) -> RemoteModel | None:
        with unit_of_work() as uow:
            row = _registered(uow.session, name)
        return _remote_model(settings, row) if row else None

    return look_up


def _remote_model(settings: Settings, row: ModelRegistry) -> RemoteModel:
    try:
        endpoint = embedding_endpoint_of(settings, row)
    except Conflict as error:
        raise EmbeddingModelMissing(
            error.message, code=error.code, remedy=error.remedy, model=row.name
        ) from error
    config = EmbeddingConfig.model_validate(row.config)
    dialect: Dialect = "ollama" if row.provider == "ollama" else "openai"
    base_url = ollama_root(endpoint.base_url) if dialect == "ollama" else endpoint.base_url
    return RemoteModel(
        name=str(row.id),
        model_id=row.model_id,
        dialect=dialect,
        base_url=base_url,
        api_key=endpoint.api_key,
        **config.model_dump(),
    )


def _unknown(name: str) -> Invalid:
    return Invalid(
        f"The embedding model {name!r} is not known here.",
        code="unknown_embedding_model",
        remedy=f"Choose one of: {', '.join(catalogue())}, or the id of a registered model.",
    )


def _registered(session: Session, name: str) -> ModelRegistry | None:
    try:
        model_id = uuid.UUID(name)
    except ValueError:
        return None
    return session.scalar(
        select(ModelRegistry).where(
            ModelRegistry.id == model_id,
            ModelRegistry.model_type == "embedding",
            ModelRegistry.provider != "local",
        )
    )


def _all_visible(uow: UnitOfWork) -> list[ModelRegistry]:
    query = select(ModelRegistry).where(
        ModelRegistry.model_type == "embedding",
        ModelRegistry.provider != "local",
        scope.models(uow.signed_in),
    )
    return list(uow.session.scalars(query.order_by(ModelRegistry.name)))


def _present_entry(entry: CatalogueEntry, readiness: Readiness) -> EmbeddingModelOut:
    return EmbeddingModelOut(
        name=entry.name,
        title=entry.title,
        provider=entry.provider,
        registered_model_id=None,
        dimension=entry.dimension,
        max_tokens=entry.max_tokens,
        query_prefix=entry.query_prefix,
        passage_prefix=entry.passage_prefix,
        licence=entry.licence,
        ready=readiness.ready,
        problem=_problem(readiness),
    )


def _present_row(row: ModelRegistry, readiness: Readiness) -> EmbeddingModelOut:
    config = EmbeddingConfig.model_validate(row.config)
    return EmbeddingModelOut(
        name=str(row.id),
        title=row.name,
        provider=row.provider,
        registered_model_id=row.id,
        licence=None,
        ready=readiness.ready,
        problem=_problem(readiness),
        **config.model_dump(),
    )


def _problem(readiness: Readiness) -> Problem | None:
    if readiness.ready:
        return None
    return Problem(
        code=readiness.code or "", message=readiness.message or "", remedy=readiness.remedy
    )
