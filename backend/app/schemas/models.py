"""The model registry."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, model_validator

from app.core.secrets import MASK
from app.schemas.common import NamedReference, Problem, RequestBody, ResponseBody

ModelType = Literal["base", "fine_tuned", "embedding", "reranker", "classifier"]
Provider = Literal["local", "openai", "ollama", "vllm", "anthropic", "custom"]
AnsweringType = Literal["base", "fine_tuned"]
RemoteType = Literal["base", "fine_tuned", "embedding", "reranker"]
# "custom" is any other endpoint that speaks OpenAI's API.
RemoteProvider = Literal["openai", "vllm", "ollama", "anthropic", "custom"]


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
        description="Where the API is served, like https://models.example.com/v1; "
        "of a rerank model, where its POST /rerank is",
    ),
]
Price = Annotated[Decimal, Field(ge=0, lt=10**8, max_digits=14, decimal_places=6)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]
MaxConcurrent = Annotated[int, Field(ge=1, le=10_000)]


class Prices(RequestBody):
    """What a million tokens cost. `currency` is a code of three letters, like EUR."""

    model_config = ConfigDict(from_attributes=True)

    input_per_million: Price
    output_per_million: Price
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")


class ModelTimeouts(RequestBody):
    """The longest waits in seconds; an absent one is the installation's.

    `first_token_s` runs until the model says something, `idle_s` between its pieces, and
    `total_s` over a whole answer.
    """

    first_token_s: Seconds | None = None
    idle_s: Seconds | None = None
    total_s: Seconds | None = None


class VisibilityUpdate(RequestBody):
    """Who may choose a model: everyone, or only the members of these groups."""

    everyone: bool
    group_ids: list[uuid.UUID] = Field(default=[], max_length=50)


class VisibilityOut(ResponseBody):
    """Who may choose a model: everyone, or only the members of these groups.

    The groups are told to those who may change them.
    """

    everyone: bool
    groups: list[NamedReference]


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

    `max_concurrent` bounds how many answers it writes at once, `fallback_model_id` names the
    model that answers instead when it fails before its first word: for models that answer.
    """

    name: Name
    description: Description = ""
    model_type: RemoteType = "base"
    provider: RemoteProvider
    model_id: ProviderModelId
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None
    config: ModelConfig | None = None
    prices: Prices | None = None
    visibility: VisibilityUpdate | None = None
    max_concurrent: MaxConcurrent | None = None
    timeouts: ModelTimeouts | None = None
    fallback_model_id: uuid.UUID | None = None

    @model_validator(mode="after")
    def _provider_has_the_type(self) -> "ModelCreate":
        if self.provider == "anthropic" and self.model_type not in get_args(AnsweringType):
            raise ValueError("anthropic serves models that answer only")
        return self

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
    """Changes; absent fields stay. An empty `endpoint_url` or `api_key` removes it, and so does
    `null` for `prices`, `max_concurrent`, `timeouts` or `fallback_model_id`.

    What an embedding model is stays as long as knowledge bases use it; where it is may change.
    Of a model that comes with the installation, only these and `visibility` can be changed.
    """

    name: Name | None = None
    description: Description | None = None
    model_type: AnsweringType | None = None
    provider: RemoteProvider | None = None
    model_id: ProviderModelId | None = None
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None
    config: ModelConfig | None = None
    prices: Prices | None = None
    visibility: VisibilityUpdate | None = None
    max_concurrent: MaxConcurrent | None = None
    timeouts: ModelTimeouts | None = None
    fallback_model_id: uuid.UUID | None = None


class ModelOut(ResponseBody):
    """A registered model. Its key is never part of it, only what tells it from others.

    A fallback that the caller may not see is not told.
    """

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
    prices: Prices | None
    visibility: VisibilityOut
    max_concurrent: int | None
    timeouts: ModelTimeouts
    fallback_model_id: uuid.UUID | None
    created_at: datetime
    updated_at: datetime


class CostOut(ResponseBody):
    """What an answer costs by the model's prices."""

    amount: Decimal
    currency: str


class ModelTestRequest(RequestBody):
    """A prompt to try a model with."""

    prompt: str = Field(min_length=1, max_length=4000)


class ModelTestOut(ResponseBody):
    """What the model said."""

    output: str
    latency_ms: float
    prompt_tokens: int | None
    completion_tokens: int | None
    answered_by: str | None = Field(
        default=None, description="The provider's id of the model that answered; a fallback's too"
    )
    cost: CostOut | None = None


class OutcomeOut(ResponseBody):
    """How an answer or a check went: the code of its failure, or after how many milliseconds
    the first word, or the answer to the check, was there.
    """

    at: datetime
    kind: Literal["answer", "check"]
    failure: str | None
    ms: float | None


class ModelHealthOut(ResponseBody):
    """Whether the model answers, and how the latest calls by this process went, oldest first.

    A model whose `circuit` is `open` has failed several times in a row and is left alone for a
    while; `half_open`, one call is let through to see. `waiting` calls wait for their turn.
    """

    status: Literal["up", "down"]
    latency_ms: float | None
    message: str
    circuit: Literal["closed", "open", "half_open"] = "closed"
    running: int = 0
    waiting: int = 0
    history: list[OutcomeOut] = []


class DiscoverRequest(RequestBody):
    """An endpoint to be asked what it serves. Its key is used for that and not kept."""

    provider: RemoteProvider
    endpoint_url: EndpointUrl | None = None
    api_key: ApiKey | None = None


class OfferOut(ResponseBody):
    """A model that an endpoint serves, as far as it tells."""

    id: str
    owner: str | None
    context_tokens: int | None


class OffersOut(ResponseBody):
    """What an endpoint serves, by id."""

    items: list[OfferOut]


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
