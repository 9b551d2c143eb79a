"""What the product needs from a language model."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant", "tool"]
Dialect = Literal["openai", "ollama", "anthropic"]
CircuitState = Literal["closed", "open", "half_open"]
FinishReason = Literal["stop", "length", "tool_calls", "content_filter"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that a model asks for. `arguments` is the JSON text as the model wrote it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class PromptMessage:
    """One turn of a prompt. One of role `tool` answers the call `tool_call_id`."""

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """What a model may call. `parameters` is the JSON schema of its arguments."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OutputSchema:
    """The JSON schema that the answer has to follow."""

    name: str
    schema: dict[str, Any]
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to answer and how. `max_tokens` bounds the answer, not the prompt.

    `tool_choice` is `auto`, `none`, `required` or the name of a tool; `output` is `"json"` for
    any JSON object.
    """

    messages: tuple[PromptMessage, ...]
    max_tokens: int = 512
    temperature: float = 0.2
    top_p: float | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    tools: tuple[Tool, ...] = ()
    tool_choice: str | None = None
    output: OutputSchema | Literal["json"] | None = None


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """Which model answers; comes first in a stream. `id` is that of its `ModelEndpoint`."""

    id: str | None
    model_id: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer: all the text that arrived at once."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A piece of the call number `index`: its id and name come once, its arguments in pieces."""

    index: int
    id: str | None = None
    name: str | None = None
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens as the model counted them, where it tells."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Why the answer ends here, where the model tells."""

    reason: FinishReason


StreamEvent = AnsweredBy | Delta | ToolCallDelta | TokenUsage | Finish


@dataclass(slots=True)
class Completion:
    """A whole answer, or as much of it as there is."""

    text: str = ""
    tool_calls: list[ToolCall] = field(default_factory=list)
    usage: TokenUsage | None = None
    finish: FinishReason | None = None
    answered_by: AnsweredBy | None = None

    def add(self, event: StreamEvent) -> None:
        """Take in the next event of the stream."""
        match event:
            case Delta(text):
                self.text += text
            case ToolCallDelta():
                self._add_call(event)
            case TokenUsage():
                self.usage = event
            case Finish(reason):
                self.finish = reason
            case AnsweredBy():
                self.answered_by = event

    def _add_call(self, piece: ToolCallDelta) -> None:
        while len(self.tool_calls) <= piece.index:
            self.tool_calls.append(ToolCall("", "", ""))
        known = self.tool_calls[piece.index]
        self.tool_calls[piece.index] = ToolCall(
            piece.id or known.id, piece.name or known.name, known.arguments + piece.arguments
        )


@dataclass(frozen=True, slots=True)
class Timeouts:
    """The longest waits in seconds; `None` leaves one to the settings.

    `first_token_s` runs until the model says something, `idle_s` between its pieces, and
    `total_s` over everything, tries again included.
    """

    first_token_s: float | None = None
    idle_s: float | None = None
    total_s: float | None = None


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """Where a model is served, under which name, and how it may be used.

    `id` names the model where its calls are counted; `max_concurrent` bounds how many of them
    run at once. `fallback` answers instead when this one fails before its first word.
    """

    base_url: str
    model_id: str
    api_key: str | None = field(default=None, repr=False)
    dialect: Dialect = "openai"
    id: str | None = None
    context_tokens: int | None = None
    max_concurrent: int | None = None
    timeouts: Timeouts = Timeouts()
    fallback: "ModelEndpoint | None" = None


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model that an endpoint says it serves."""

    id: str
    owner: str | None = None
    context_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one answer, or one look at the endpoint, went: the code of its failure, or how soon
    the first word, or the list of models, was there.
    """

    at: datetime
    kind: Literal["answer", "check"]
    failure: str | None = None
    ms: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """How a model does, as far as this process has seen. Outcomes are the latest, oldest first.

    One whose circuit is `open` is not asked; `half_open`, one call is let through to see.
    """

    circuit: CircuitState = "closed"
    running: int = 0
    waiting: int = 0
    outcomes: tuple[Outcome, ...] = ()


class ChatModel(Protocol):
    """A model that answers. Failures raise `Upstream` errors without upstream bodies."""

    def stream(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        """Yield the answer piece by piece; closing the iterator cancels it upstream."""

    async def ping(self) -> None:
        """Raise when the endpoint does not answer."""

    async def offers(self) -> list[OfferedModel]:
        """The models that the endpoint serves, by id."""


async def complete(
    model: ChatModel, prompt: Prompt, so_far: Completion | None = None
) -> Completion:
    """The whole answer at once. It is written into `so_far`, where it stays if this fails."""
    answer = so_far or Completion()
    async for event in model.stream(prompt):
        answer.add(event)
    return answer
