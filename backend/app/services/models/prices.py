"""What answers cost, by the prices that an administrator has entered for their model."""

from decimal import Decimal

from app.models import ModelRegistry
from app.schemas.models import Prices

_MILLION = Decimal(1_000_000)


def prices_of(model: ModelRegistry) -> Prices | None:
    """The prices of a model, where they are known."""
    if model.input_price is None or model.output_price is None or model.price_currency is None:
        return None
    return Prices(
        input_per_million=model.input_price,
        output_per_million=model.output_price,
        currency=model.price_currency,
    )


def answering(model: ModelRegistry, answered_by_id: str | None) -> ModelRegistry | None:
    """The model that answered: the one that was asked, or one that it falls back to.

    `answered_by_id` is what the stream told; `None` is for nobody. A fallback that has been
    exchanged while it answered is not known any more.
    """
    link: ModelRegistry | None = model
    while link is not None and str(link.id) != answered_by_id:
        link = link.fallback
    return link


def cost(model: ModelRegistry, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
    """What an answer costs, in the currency of the model's prices; `None` without prices."""
    prices = prices_of(model)
    if prices is None:
        return None
    total = prompt_tokens * prices.input_per_million + completion_tokens * prices.output_per_million
    return total / _MILLION
