"""OpenAI's API as its clients speak it. Fields that we do not know are passed over, not refused."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app.schemas.chat import Citation

MAX_MESSAGES = 2000
MAX_TOOLS = 128
MAX_INPUTS = 512


class ClientBody(BaseModel):
    """Base of what clients send: they may send more than we know of."""

    model_config = ConfigDict(extra="ignore")


class TextPart(ClientBody):
    """A piece of a message. Pictures, sound and files are refused: no model here reads them."""

    type: Literal["text", "refusal"]
    text: str = ""
    refusal: str = ""


class FunctionCallIn(ClientBody):
    """Which function, and its arguments as JSON text."""

    name: str
    arguments: str = ""


class ToolCallIn(ClientBody):
    """A call that the model asked for in an earlier answer."""

    id: str
    function: FunctionCallIn


class MessageIn(ClientBody):
    """One turn of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None
    tool_calls: list[ToolCallIn] | None = None
    tool_call_id: str | None = None

    @property
    def text(self) -> str:
        """The content as one text, without the characters that no database takes."""
        if isinstance(self.content, list):
            whole = "\n".join(part.text or part.refusal for part in self.content)
        else:
            whole = self.content or ""
        return whole.replace("\0", "")


class FunctionIn(ClientBody):
    """What can be called; `parameters` is a JSON schema."""

    name: str = Field(min_length=1, max_length=64)
    description: str | None = None
    parameters: dict[str, Any] | None = None


class ToolIn(ClientBody):
    """A tool that the client offers and will run itself."""

    type: Literal["function"] = "function"
    function: FunctionIn


class NamedFunction(ClientBody):
    """The name of a function."""

    name: str


class NamedTool(ClientBody):
    """The one tool that has to be called."""

    function: NamedFunction


class JsonSchema(ClientBody):
    """A JSON schema that the answer has to follow."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    name: str = Field(default="answer", max_length=64)
    json_schema: dict[str, Any] = Field(default={}, alias="schema")
    strict: bool | None = None


class ResponseFormat(ClientBody):
    """What the answer has to be."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _has_its_schema(self) -> "ResponseFormat":
        if self.type == "json_schema" and self.json_schema is None:
            raise ValueError("json_schema is missing")
        return self


class StreamOptions(ClientBody):
    """What a stream tells besides the answer."""

    include_usage: bool | None = None


class ChatCompletionRequest(ClientBody):
    """A conversation to go on with. The last message of the user is what is searched for.

    What would change the meaning of the answer and cannot be had here is refused; everything
    else that is not listed is passed over.
    """

    model: str = Field(min_length=1, max_length=200, description="A deployment's `id`")
    messages: list[MessageIn] = Field(min_length=1, max_length=MAX_MESSAGES)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)
    stop: str | list[str] | None = Field(default=None, max_length=400)
    seed: int | None = Field(default=None, ge=-(2**63), lt=2**63)
    tools: list[ToolIn] | None = Field(default=None, max_length=MAX_TOOLS)
    tool_choice: Literal["auto", "none", "required"] | NamedTool | None = None
    response_format: ResponseFormat | None = None
    n: int | None = None
    modalities: list[str] | None = None
    functions: list[Any] | None = None

    @field_validator("n")
    @classmethod
    def _one_answer(cls, value: int | None) -> int | None:
        if value not in (None, 1):
            raise ValueError("only one answer can be had at a time")
        return value

    @field_validator("modalities")
    @classmethod
    def _text_alone(cls, value: list[str] | None) -> list[str] | None:
        if value not in (None, ["text"]):
            raise ValueError("answers are text")
        return value

    @field_validator("functions")
    @classmethod
    def _tools_instead(cls, value: list[Any] | None) -> list[Any] | None:
        if value:
            raise ValueError("functions have been replaced by tools")
        return value

    @field_validator("messages")
    @classmethod
    def _has_a_question(cls, value: list[MessageIn]) -> list[MessageIn]:
        if not any(message.role == "user" for message in value):
            raise ValueError("there is no message of the user")
        return value


Input = Annotated[str, Field(min_length=1)]


class EmbeddingRequest(ClientBody):
    """Texts to embed, exactly as they are: prefixes that a model wants are the caller's."""

    model: str = Field(min_length=1, max_length=200)
    input: Input | Annotated[list[Input], Field(min_length=1, max_length=MAX_INPUTS)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = Field(default=None, ge=1)

    @field_validator("input", mode="before")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, int | list):
            raise ValueError("send text, not token ids: models here have tokens of their own")
        return value

    @property
    def texts(self) -> Sequence[str]:
        """The texts, one or many."""
        return [self.input] if isinstance(self.input, str) else self.input


class ModelCard(BaseModel):
    """A deployment, as a model. `name` is for people and may change, `id` stays."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str
    name: str
    description: str


class ModelCards(BaseModel):
    """The deployments that the caller may use."""

    object: Literal["list"] = "list"
    data: list[ModelCard]


class CompletionUsage(BaseModel):
    """Tokens that the call was charged with."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class UrlCitation(BaseModel):
    """Where the evidence can be opened; the indexes are of its marker in the answer's text."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """Evidence in the shape that OpenAI's own clients know."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class SourcedCitation(Citation):
    """A citation with the page of the dashboard that shows it."""

    url: str


class FunctionCallOut(BaseModel):
    """Which function, and its arguments as the model wrote them: JSON text."""

    name: str
    arguments: str


class ToolCallOut(BaseModel):
    """A call that the client is asked to make."""

    id: str
    type: Literal["function"] = "function"
    function: FunctionCallOut


class CompletionMessage(BaseModel):
    """The answer. `citations` is an extension: the evidence with exact spans."""

    role: Literal["assistant"] = "assistant"
    content: str | None
    refusal: None = None
    tool_calls: list[ToolCallOut] | None = None
    annotations: list[Annotation]
    citations: list[SourcedCitation]


class Choice(BaseModel):
    """The one answer."""

    index: int = 0
    message: CompletionMessage
    logprobs: None = None
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter"]


class ChatCompletion(BaseModel):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: CompletionUsage


class EmbeddingOut(BaseModel):
    """A unit vector: numbers, or base64 of little-endian 32-bit floats."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: list[float] | str


class EmbeddingUsage(BaseModel):
    """Tokens of the texts."""

    prompt_tokens: int
    total_tokens: int


class Embeddings(BaseModel):
    """One vector for each text, in order."""

    object: Literal["list"] = "list"
    data: list[EmbeddingOut]
    model: str
    usage: EmbeddingUsage


class OpenAIError(BaseModel):
    """What went wrong, in the words of OpenAI's API."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIErrorBody(BaseModel):
    """Every error under `/v1` looks like this; the request id is in `X-Request-Id`."""

    error: OpenAIError
