"""The model registry."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr

from app.core.secrets import MASK
from app.schemas.common import RequestBody, ResponseBody

ModelType = Literal["base", "fine_tuned", "embedding", "reranker", "classifier"]
Provider = Literal["local", "openai", "ollama", "vllm", "anthropic", "custom"]
AnsweringType = Literal["base", "fine_tuned"]
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
        description="Where the OpenAI-compatible API is served, like http://ollama:11434/v1",
    ),
]


class ModelCreate(RequestBody):
    """A model to register. Without `endpoint_url` the provider's configured address is used."""

    name: Name
    description: Description = ""
    model_type: AnsweringType = "base"
    provider: RemoteProvider
    model_id: ProviderModelId
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None


class ModelUpdate(RequestBody):
    """Changes; absent fields stay. An empty `endpoint_url` or `api_key` removes it."""

    name: Name | None = None
    description: Description | None = None
    model_type: AnsweringType | None = None
    provider: RemoteProvider | None = None
    model_id: ProviderModelId | None = None
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None


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
