"""Where a model is served and with which key: the stored ones, or the installation's own."""

from app.core.config import Settings
from app.core.errors import Conflict
from app.core.secrets import Keyring, SecretUnreadable
from app.integrations.llm import ModelEndpoint
from app.models import ModelRegistry
from app.services.secrets.columns import place_of

ANSWERING_TYPES = ("base", "fine_tuned")


def endpoint_of(settings: Settings, model: ModelRegistry) -> ModelEndpoint:
    """Where a model that answers is served.

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
    return _endpoint_of(settings, model)


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
    if not base_url or (_is_default_openai(model) and key is None):
        raise Conflict(
            f"No endpoint is configured for {model.name!r}.",
            code="model_not_configured",
            remedy="Start the product with a local model, or set the provider's address in .env.",
        )
    return ModelEndpoint(base_url, model.model_id, key)


def base_url_of(settings: Settings, provider: str, endpoint_url: str | None) -> str:
    """The address that is called: the model's own, else its provider's; empty without either."""
    defaults = {
        "local": settings.local_llm_url,
        "ollama": settings.ollama_base_url,
        "openai": settings.openai_base_url,
    }
    url = (endpoint_url or defaults.get(provider, "")).rstrip("/")
    # People know Ollama by its own address; its OpenAI-compatible API is one level below.
    is_bare_ollama = provider == "ollama" and url and not url.endswith("/v1")
    return f"{url}/v1" if is_bare_ollama else url


def _key_of(settings: Settings, model: ModelRegistry) -> str | None:
    """The model's own key, or the installation's, which goes to the installation's address only."""
    if model.api_key_encrypted is not None:
        return _stored_key(settings, model, model.api_key_encrypted)
    if _is_default_openai(model) and settings.openai_api_key:
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


def _is_default_openai(model: ModelRegistry) -> bool:
    return model.provider == "openai" and not model.endpoint_url
