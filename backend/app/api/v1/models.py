"""Routes of the model registry."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.common import Page
from app.schemas.models import (
    DiscoverRequest,
    ModelCreate,
    ModelHealthOut,
    ModelOut,
    ModelTestOut,
    ModelTestRequest,
    ModelType,
    ModelUpdate,
    OffersOut,
)
from app.services.models import discovery, registry, service

router = APIRouter(prefix="/models", tags=["models"])

READ = [Depends(Require(Permission.MODELS_READ))]
WRITE = [Depends(Require(Permission.MODELS_WRITE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_models(uow: UowDep, page: PageDep, model_type: ModelType | None = None) -> Page[ModelOut]:
    """The registered models that the caller may choose, by name."""
    return service.list_page(uow, page, model_type)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def create_model(body: ModelCreate, open_unit: OpenUnitDep, ports: PortsDep) -> ModelOut:
    """Register a model that is served elsewhere."""
    return registry.create(open_unit, ports, body)


@router.post("/discover", dependencies=WRITE, responses=errors(401, 403, 422, 502, 503))
async def discover_models(body: DiscoverRequest, ports: PortsDep) -> OffersOut:
    """The models that an endpoint serves, before one of them is registered."""
    return await discovery.discover(ports, body)


@router.get("/{model_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_model(model_id: uuid.UUID, uow: UowDep) -> ModelOut:
    """One model."""
    return service.read(uow, model_id)


@router.patch("/{model_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_model(
    model_id: uuid.UUID, body: ModelUpdate, open_unit: OpenUnitDep, ports: PortsDep
) -> ModelOut:
    """Change a model; a stored key has to be entered again for another address."""
    return registry.change(open_unit, ports, model_id, body)


@router.delete(
    "/{model_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_model(model_id: uuid.UUID, uow: UowDep) -> None:
    """Remove a model that nothing uses."""
    registry.delete(uow, model_id)


@router.post(
    "/{model_id}/test",
    dependencies=[Depends(Require(Permission.MODELS_TEST)), METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
async def test_model(
    model_id: uuid.UUID, body: ModelTestRequest, open_unit: OpenUnitDep, ports: PortsDep
) -> ModelTestOut:
    """Ask a model something, outside any deployment."""
    return await service.try_out(open_unit, ports, model_id, body)


@router.get(
    "/{model_id}/offers",
    dependencies=[Depends(Require(Permission.MODELS_TEST))],
    responses=errors(401, 403, 404, 409, 502, 503),
)
async def model_offers(model_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep) -> OffersOut:
    """The models that the endpoint of a registered model serves."""
    return await discovery.offers_beside(open_unit, ports, model_id)


@router.get("/{model_id}/health", dependencies=READ, responses=errors(401, 403, 404))
async def model_health(
    model_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep
) -> ModelHealthOut:
    """Whether a model answers now, and how its latest calls went."""
    return await service.health(open_unit, ports, model_id)
