"""The registered models that put passages into a better order."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.core.errors import Conflict, Invalid
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.rerank import LocalRerankModel, Lookup, RemoteRerankModel, RerankModelMissing
from app.models import ModelRegistry
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile
from app.services.models.endpoints import reranker_endpoint_of
from app.services.models.service import is_visible


def require_reranker(session: Session, profile: RetrievalProfile) -> datetime | None:
    """When the rerank model of a profile was last changed; `None` without one.

    Raises:
        Invalid: there is no such rerank model.
    """
    model_id = profile.rerank_model_id
    if model_id is None:
        return None
    changed = session.scalar(
        select(ModelRegistry.updated_at).where(
            ModelRegistry.id == model_id, ModelRegistry.model_type == "reranker"
        )
    )
    if changed is None:
        raise _unknown()
    return changed


def require_choosable(
    uow: UnitOfWork, chosen: RetrievalOverrides | None, already: uuid.UUID | None = None
) -> None:
    """Refuse settings with a rerank model that the actor may not choose.

    What others have chosen is used all the same, and stays when settings are sent back: the
    model that holds `already` is not asked about.

    Raises:
        Invalid: there is no such rerank model for the actor.
    """
    model_id = chosen.rerank_model_id if chosen else None
    if model_id not in (None, already) and not is_visible(uow, model_id):
        raise _unknown()


def _unknown() -> Invalid:
    return Invalid(
        "There is no such rerank model.",
        code="unknown_rerank_model",
        field="retrieval.rerank_model_id",
        remedy="Choose a registered model of type reranker, or none.",
    )


def registered_rerankers(settings: Settings) -> Lookup:
    """Finds registered rerank models for the rerank port.

    What it returns raises RerankModelMissing for a model that is gone or has no address.
    """

    def look_up(model_id: uuid.UUID) -> LocalRerankModel | RemoteRerankModel:
        with unit_of_work() as uow:
            row = uow.session.get(ModelRegistry, model_id)
        if row is None or row.model_type != "reranker":
            raise RerankModelMissing("The rerank model is not registered any more.")
        return _model(settings, row)

    return look_up


def _model(settings: Settings, row: ModelRegistry) -> LocalRerankModel | RemoteRerankModel:
    if row.provider == "local":
        return LocalRerankModel(name=row.name, folder=row.model_id)
    try:
        endpoint = reranker_endpoint_of(settings, row)
    except Conflict as error:
        raise RerankModelMissing(error.message, code=error.code, remedy=error.remedy) from error
    return RemoteRerankModel(
        name=row.name,
        model_id=row.model_id,
        base_url=endpoint.base_url,
        api_key=endpoint.api_key,
    )
