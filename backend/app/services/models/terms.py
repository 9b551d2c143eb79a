"""On which terms a model is used: prices, who may choose it, its limits and its fallback."""

import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.errors import Conflict, Invalid
from app.db.uow import UnitOfWork
from app.models import ModelRegistry
from app.models.models import FALLBACK_DEPTH
from app.schemas.models import ModelCreate, ModelUpdate, Prices
from app.services.groups import service as groups
from app.services.models.endpoints import ANSWERING_TYPES

TERMS = frozenset({"prices", "visibility", "max_concurrent", "timeouts", "fallback_model_id"})
_FALLBACKS_LOCK = 7_310_022
_OF_ANSWERING = ("max_concurrent", "timeouts", "fallback_model_id")


def apply(uow: UnitOfWork, model: ModelRegistry, request: ModelCreate | ModelUpdate) -> None:
    """Take over the terms that a request names; `null` removes one.

    Raises:
        Invalid: the model does not answer, and the terms are for those that do; or there is no
            such fallback.
        Conflict: the models would fall back to each other, or through too many.
        NotFound: there is no such group.
    """
    named = request.model_fields_set & TERMS
    if model.model_type not in ANSWERING_TYPES:
        _refuse_terms_of_answering(request)
    if "prices" in named:
        _set_prices(model, request.prices)
    if "max_concurrent" in named:
        model.max_concurrent = request.max_concurrent
    if "timeouts" in named:
        model.timeouts = request.timeouts.model_dump(exclude_none=True) if request.timeouts else {}
    if "fallback_model_id" in named:
        _set_fallback(uow.session, model, request.fallback_model_id)
    if request.visibility is not None:
        model.visible_to_everyone = request.visibility.everyone
        model.visible_to = groups.get_all(uow, request.visibility.group_ids)


def lock_fallbacks(session: Session, request: ModelCreate | ModelUpdate) -> None:
    """Let one change of fallbacks happen at a time; before any row is locked.

    Two that do not see each other could make a circle together.
    """
    if "fallback_model_id" in request.model_fields_set:
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FALLBACKS_LOCK})


def _refuse_terms_of_answering(request: ModelCreate | ModelUpdate) -> None:
    for name in _OF_ANSWERING:
        if getattr(request, name) is not None:
            raise Invalid(
                f"{name} is for models that answer questions.",
                code="term_not_expected",
                field=name,
            )


def _set_prices(model: ModelRegistry, prices: Prices | None) -> None:
    model.input_price = prices.input_per_million if prices else None
    model.output_price = prices.output_per_million if prices else None
    model.price_currency = prices.currency if prices else None


def _set_fallback(session: Session, model: ModelRegistry, fallback_id: uuid.UUID | None) -> None:
    fallback = session.get(ModelRegistry, fallback_id) if fallback_id else None
    if fallback_id and (fallback is None or fallback.model_type not in ANSWERING_TYPES):
        raise Invalid(
            "There is no such model to fall back to.",
            code="unknown_fallback_model",
            field="fallback_model_id",
            remedy="Choose a registered model of type base or fine_tuned.",
        )
    _refuse_circle(model, fallback)
    model.fallback = fallback


def _refuse_circle(model: ModelRegistry, fallback: ModelRegistry | None) -> None:
    length = 0
    while fallback is not None:
        length += 1
        if fallback.id == model.id:
            raise Conflict(
                "These models would fall back to each other.",
                code="fallback_circle",
                remedy="Choose a model that does not fall back to this one.",
            )
        if length > FALLBACK_DEPTH:
            raise Conflict(
                f"More than {FALLBACK_DEPTH} models would stand behind each other.",
                code="fallback_chain_too_long",
                remedy="Choose a model with fewer fallbacks of its own.",
            )
        fallback = fallback.fallback
