"""What an endpoint serves: asked before a model is registered, or beside one that is."""

import uuid

from anyio import to_thread

from app.core.config import Settings
from app.core.errors import Invalid
from app.core.secrets import MASK
from app.db.uow import OpenUnit
from app.integrations.llm import ModelEndpoint
from app.integrations.ports import Ports
from app.schemas.models import DiscoverRequest, OfferOut, OffersOut
from app.services.models import service
from app.services.models.addresses import require_address, vet
from app.services.models.endpoints import (
    base_url_of,
    dialect_of,
    installation_key,
    listing_endpoint_of,
)


async def discover(ports: Ports, request: DiscoverRequest) -> OffersOut:
    """Ask an endpoint that is not registered, with the key that was entered for it.

    Raises:
        Invalid: the address is not allowed, or there is none, or the key is a masked one.
        Upstream: the endpoint does not answer, or refuses.
    """
    url = base_url_of(ports.settings, request.provider, request.endpoint_url)
    require_address(url)
    await to_thread.run_sync(lambda: vet(ports.guard, url))
    key = _key(ports.settings, request)
    return await _offers(ports, ModelEndpoint(url, "", key, dialect_of(request.provider)))


async def offers_beside(open_unit: OpenUnit, ports: Ports, model_id: uuid.UUID) -> OffersOut:
    """What the endpoint of a registered model serves, asked with the model's key.

    Raises:
        NotFound: there is no such model for the actor.
        Conflict: its provider is not configured, or its key cannot be read.
        Upstream: the endpoint does not answer, or refuses.
    """

    def endpoint() -> ModelEndpoint:
        with open_unit() as uow:
            model = service.get_visible(uow, model_id)
            return listing_endpoint_of(ports.settings, model)

    return await _offers(ports, await to_thread.run_sync(endpoint))


def _key(settings: Settings, request: DiscoverRequest) -> str | None:
    entered = request.api_key.get_secret_value() if request.api_key else ""
    if entered.startswith(MASK):
        raise Invalid("This is not a key but a masked one.", code="invalid_api_key")
    return entered or installation_key(settings, request.provider, request.endpoint_url)


async def _offers(ports: Ports, endpoint: ModelEndpoint) -> OffersOut:
    found = await ports.chat_models.at(endpoint).offers()
    return OffersOut(items=[OfferOut.model_validate(offer) for offer in found])
