"""The model registry."""

import uuid
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from app.schemas.common import RequestBody, ResponseBody

ModelType = Literal["base", "fine_tuned", "embedding", "reranker", "classifier"]
Provider = Literal["local", "openai", "ollama", "vllm", "anthropic", "custom"]


class ModelOut(ResponseBody):
    """A registered model. Keys are never part of it."""

    id: uuid.UUID
    name: str
    description: str
    model_type: ModelType
    provider: Provider
    model_id: str
    endpoint_url: str | None
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
