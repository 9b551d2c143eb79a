"""Where a model is served and with which key: the stored ones, or the installation's own."""

from dataclasses import replace

from app.core.config import Settings
from app.core.errors import Conflict
from app.core.logging import get_logger
from app.core.secrets import Keyring, SecretUnreadable
from app.integrations.llm import Dialect, ModelEndpoint, Timeouts
from app.models import ModelRegistry
from app.models.models import FALLBACK_DEPTH
from app.services.secrets.columns import place_of

ANSWERING_TYPES = ("base", "fine_tuned")
CONTEXT_TOKENS = 8192
"""What the smallest models in use read and write together; holds where nothing else is known."""

ANTHROPIC_URL = "https://api.anthropic.com/v1"
_DIALECTS: dict[str, Dialect] = {"ollama": "ollama", "anthropic": "anthropic"}

log = get_logger(__name__)


def endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    """Where a model that answers is served, how it may be used, and what answers in its stead.

    Raises:
        Conflict: the model does not answer questions, its provider is not configured, or its
            key cannot be read.
    """
    if model.model_type not in ANSWERING_TYPES:
        raise Conflict(
            "This model does not answer questions.",
            code="not_a_language_model",
            remedy="Choose a model of type base or fine_tuned.",
        )
    return _answering_endpoint_of(settings, model, FALLBACK_DEPTH)


def listing_endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    """Where to ask what else is served beside a model of any type.

    Raises:
        Conflict: its provider is not configured, or its key cannot be read.
    """
    return replace(_endpoint_of(settings, model), dialect=dialect_of(model.provider))


def dialect_of(provider: str) -> Dialect:
    """The API that a provider's models speak."""
    return _DIALECTS.get(provider, "openai")


def context_limit(model: ModelRegistry) -> int:
    """Tokens that a model reads and writes together: of its configuration, else `CONTEXT_TOKENS`.

    Prompts are made to fit it, and servers that have to be told are told.
    """
    known = model.config.get("context_tokens")
    return known if isinstance(known, int) else CONTEXT_TOKENS


def _answering_endpoint_of(
    settings: Settings, model: ModelRegistry, fallbacks: int
) -> ModelEndpoint:
    return replace(
        _endpoint_of(settings, model),
        dialect=dialect_of(model.provider),
        id=str(model.id),
        context_tokens=context_limit(model),
        max_concurrent=model.max_concurrent,
        timeouts=Timeouts(**model.timeouts),
        fallback=_fallback_of(settings, model, fallbacks),
    )


def _fallback_of(settings: Settings, model: ModelRegistry, left: int) -> ModelEndpoint | None:
    """What answers when the model cannot. One that is not configured must not keep it from it."""
    if model.fallback is None or left == 0:
        return None
    try:
        return _answering_endpoint_of(settings, model.fallback, left - 1)
    except Conflict as error:
        log.warning("fallback_not_usable", model_id=str(model.fallback_model_id), code=error.code)
        return None


def embedding_endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    """Where a registered embedding model is served.

    Raises:
        Conflict: its provider is not configured, or its key cannot be read.
    """
    return _endpoint_of(settings, model)


def reranker_endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    """Where a registered rerank model is served.

    Raises:
        Conflict: its provider is not configured, or its key cannot be read.
    """
    return _endpoint_of(settings, model)


def _endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    base_url = base_url_of(settings, model.provider, model.endpoint_url)
    key = _key_of(settings, model)
    if not base_url or (_needs_key(model) and key is None):
        raise Conflict(
            f"No endpoint is configured for {model.name!r}.",
            code="model_not_configured",
            remedy="Enter its key, start the product with a local model, or set the provider's "
            "address in .env.",
        )
    return ModelEndpoint(base_url, model.model_id, key)


def base_url_of(settings: Settings, provider: str, endpoint_url: str | None) -> str:
    """The address that is called: the model's own, else its provider's; empty without either."""
    defaults = {
        "local": settings.local_llm_url,
        "ollama": settings.ollama_base_url,
        "openai": settings.openai_base_url,
        "anthropic": ANTHROPIC_URL,
    }
    url = (endpoint_url or defaults.get(provider, "")).rstrip("/")
    # People know these by their own address; the API is one level below.
    is_bare = provider in ("ollama", "anthropic") and url and not url.endswith("/v1")
    return f"{url}/v1" if is_bare else url


def _key_of(settings: Settings, model: ModelRegistry) -> str | None:
    """The model's own key, or the installation's, which goes to the installation's address only."""
    if model.api_key_encrypted is not None:
        return _stored_key(settings, model, model.api_key_encrypted)
    return installation_key(settings, model.provider, model.endpoint_url)


def installation_key(settings: Settings, provider: str, endpoint_url: str | None) -> str | None:
    """The key of `OPENAI_API_KEY`, for the installation's own address of OpenAI alone."""
    if provider == "openai" and not endpoint_url and settings.openai_api_key:
        return settings.openai_api_key.get_secret_value()
    return None


def _stored_key(settings: Settings, model: ModelRegistry, stored: str) -> str:
    place = place_of(ModelRegistry.api_key_encrypted, model.id)
    try:
        return Keyring.of(settings).decrypt(stored, place)
    except SecretUnreadable as error:
        raise Conflict(
            f"The key of {model.name!r} cannot be read.",
            code="model_key_unreadable",
            remedy="Restart with the present ENCRYPTION_KEYS, or enter the model's key again.",
        ) from error


def _needs_key(model: ModelRegistry) -> bool:
    """The public services at their own addresses answer nobody without one."""
    return model.provider in ("openai", "anthropic") and not model.endpoint_url
