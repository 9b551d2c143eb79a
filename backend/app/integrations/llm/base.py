"""What the product needs from a language model."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class PromptMessage:
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to answer and how. `max_tokens` bounds the answer, not the prompt."""

    messages: tuple[PromptMessage, ...]
    max_tokens: int = 512
    temperature: float = 0.2


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens as the model counted them; comes last in a stream when the model tells."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(slots=True)
class Completion:
    """A whole answer, or as much of it as there is."""

    text: str = ""
    usage: TokenUsage | None = None


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """Where a model is served and under which name."""

    base_url: str
    model_id: str
    api_key: str | None = None


class ChatModel(Protocol):
    """A model that answers. Failures raise `Upstream` errors without upstream bodies."""

    def stream(self, prompt: Prompt) -> AsyncGenerator[Delta | TokenUsage, None]:
        """Yield the answer piece by piece; closing the iterator cancels it upstream."""

    async def ping(self) -> None:
        """Raise when the endpoint does not answer."""


async def complete(
    model: ChatModel, prompt: Prompt, so_far: Completion | None = None
) -> Completion:
    """The whole answer at once. It is written into `so_far`, where it stays if this fails."""
    answer = so_far or Completion()
    async for event in model.stream(prompt):
        if isinstance(event, Delta):
            answer.text += event.text
        else:
            answer.usage = event
    return answer
