"""The model registry."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, model_validator

from app.core.secrets import MASK
from app.schemas.common import Problem, RequestBody, ResponseBody

ModelType = Literal["base", "fine_tuned", "embedding", "reranker", "classifier"]
Provider = Literal["local", "openai", "ollama", "vllm", "anthropic", "custom"]
AnsweringType = Literal["base", "fine_tuned"]
RemoteType = Literal["base", "fine_tuned", "embedding", "reranker"]
# "custom" is any other endpoint that speaks OpenAI's API.
RemoteProvider = Literal["openai", "vllm", "ollama", "custom"]


def _as_header_value(key: SecretStr) -> SecretStr:
    """What an HTTP header can carry, or the mask that stands for a stored key."""
    if not all("!" <= character <= "~" for character in key.get_secret_value().removeprefix(MASK)):
        raise ValueError("a key has no blanks and no letters beyond ASCII")
    return key


ApiKey = Annotated[SecretStr, Field(max_length=500), AfterValidator(_as_header_value)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Description = Annotated[str, Field(max_length=2000)]
ProviderModelId = Annotated[str, Field(min_length=1, max_length=200)]
EndpointUrl = Annotated[
    str,
    Field(
        max_length=2000,
        pattern=r"^[^?#]*$",
        description="Where the OpenAI-compatible API is served, like http://ollama:11434/v1; "
        "of a rerank model, where its POST /rerank is",
    ),
]


class EmbeddingConfig(RequestBody):
    """Facts of an embedding model. `max_tokens` is how much of a passage it reads.

    The prefixes are put before questions and passages, blanks at their ends included.
    """

    model_config = ConfigDict(str_strip_whitespace=False)

    dimension: int = Field(ge=1, le=4000)
    max_tokens: int = Field(default=512, ge=32, le=1_000_000)
    query_prefix: str = Field(default="", max_length=500)
    passage_prefix: str = Field(default="", max_length=500)


class AnsweringConfig(RequestBody):
    """Facts of a model that answers: how many tokens it reads and writes together."""

    context_tokens: int = Field(ge=1024, le=10_000_000)


ModelConfig = EmbeddingConfig | AnsweringConfig


class ModelCreate(RequestBody):
    """A model to register. Without `endpoint_url` the provider's configured address is used.

    An embedding model needs `config`, one that answers may have one, a reranker has none.
    """

    name: Name
    description: Description = ""
    model_type: RemoteType = "base"
    provider: RemoteProvider
    model_id: ProviderModelId
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None
    config: ModelConfig | None = None

    @model_validator(mode="after")
    def _config_is_of_the_type(self) -> "ModelCreate":
        if self.model_type == "embedding" and not isinstance(self.config, EmbeddingConfig):
            raise ValueError("config with a dimension is required for an embedding model")
        if self.model_type != "embedding" and isinstance(self.config, EmbeddingConfig):
            raise ValueError("config with a dimension is for embedding models only")
        if self.model_type == "reranker" and self.config is not None:
            raise ValueError("config is not for rerank models")
        return self


class ModelUpdate(RequestBody):
    """Changes; absent fields stay. An empty `endpoint_url` or `api_key` removes it.

    What an embedding model is stays as long as knowledge bases use it; where it is may change.
    """

    name: Name | None = None
    description: Description | None = None
    model_type: AnsweringType | None = None
    provider: RemoteProvider | None = None
    model_id: ProviderModelId | None = None
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None
    config: ModelConfig | None = None


class ModelOut(ResponseBody):
    """A registered model. Its key is never part of it, only what tells it from others."""

    id: uuid.UUID
    name: str
    description: str
    model_type: ModelType
    provider: Provider
    model_id: str
    endpoint_url: str | None
    has_api_key: bool
    api_key_hint: str | None
    version: str
    config: dict[str, Any]
    created_at: datetime
    updated_at: datetime


class ModelTestRequest(RequestBody):
    """A prompt to try a model with."""

    prompt: str = Field(min_length=1, max_length=4000)


class ModelTestOut(ResponseBody):
    """What the model said."""

    output: str
    latency_ms: float
    prompt_tokens: int | None
    completion_tokens: int | None


class ModelHealthOut(ResponseBody):
    """Whether the model answers."""

    status: Literal["up", "down"]
    latency_ms: float | None
    message: str


class EmbeddingModelOut(ResponseBody):
    """An embedding model that a knowledge base can choose by its `name`.

    A registered model's name is its id. `problem` says why it is not ready and what helps.
    """

    name: str
    title: str
    provider: str
    registered_model_id: uuid.UUID | None
    dimension: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str
    licence: str | None
    ready: bool
    problem: Problem | None


class EmbeddingModelsOut(ResponseBody):
    """Every embedding model; `default` is what a knowledge base gets that chooses none."""

    items: list[EmbeddingModelOut]
    default: str
