"""Models as clients see them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.core.permissions import Permission
from app.db.uow import UnitOfWork
from app.models import ModelRegistry
from app.schemas.common import NamedReference
from app.schemas.models import ModelOut, ModelTimeouts, VisibilityOut
from app.services.access import scope
from app.services.models.prices import prices_of


def present(uow: UnitOfWork, rows: Sequence[ModelRegistry]) -> list[ModelOut]:
    """Models, with what is for those alone who keep the registry left out for others."""
    tells_groups = uow.signed_in.may(Permission.MODELS_WRITE)
    fallbacks = _visible(uow, {row.fallback_model_id for row in rows if row.fallback_model_id})
    return [_present_one(row, tells_groups, fallbacks) for row in rows]


def _visible(uow: UnitOfWork, ids: set[uuid.UUID]) -> set[uuid.UUID]:
    if not ids:
        return set()
    query = select(ModelRegistry.id).where(ModelRegistry.id.in_(ids), scope.models(uow.signed_in))
    return set(uow.session.scalars(query))


def _present_one(row: ModelRegistry, tells_groups: bool, fallbacks: set[uuid.UUID]) -> ModelOut:
    groups = row.visible_to if tells_groups else []
    return ModelOut(
        id=row.id,
        name=row.name,
        description=row.description,
        model_type=row.model_type,
        provider=row.provider,
        model_id=row.model_id,
        endpoint_url=row.endpoint_url,
        has_api_key=row.has_api_key,
        api_key_hint=row.api_key_hint,
        version=row.version,
        config=row.config,
        prices=prices_of(row),
        visibility=VisibilityOut(
            everyone=row.visible_to_everyone,
            groups=[NamedReference.model_validate(group) for group in groups],
        ),
        max_concurrent=row.max_concurrent,
        timeouts=ModelTimeouts(**row.timeouts),
        fallback_model_id=row.fallback_model_id if row.fallback_model_id in fallbacks else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
