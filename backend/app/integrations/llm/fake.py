"""A scripted model for tests: says what it is told to, and remembers what it was asked."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from app.core.errors import Upstream
from app.integrations.llm.base import (
    ChatModel,
    Condition,
    Delta,
    ModelEndpoint,
    OfferedModel,
    Prompt,
    StreamEvent,
    TokenUsage,
)


@dataclass
class ScriptedModel:
    """Streams `pieces`, then fails with `error` when one is set, or hangs when told to.

    A piece that is text becomes a `Delta`.
    """

    pieces: Sequence[str | StreamEvent] = field(
        default_factory=lambda: ["The answer ", "is here [1]."]
    )
    error: Upstream | None = None
    hang_after: int | None = None
    prompts: list[Prompt] = field(default_factory=list)
    closed_early: int = 0

    async def stream(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        self.prompts.append(prompt)
        finished = False
        try:
            for number, piece in enumerate(self.pieces):
                if number == self.hang_after:
                    await asyncio.sleep(3600)
                yield Delta(piece) if isinstance(piece, str) else piece
            if self.error:
                raise self.error
            yield TokenUsage(prompt_tokens=7, completion_tokens=len(self.pieces))
            finished = True
        finally:
            self.closed_early += not finished

    async def ping(self) -> None:
        if self.error:
            raise self.error

    async def offers(self) -> list[OfferedModel]:
        if self.error:
            raise self.error
        return [OfferedModel("scripted")]


class ScriptedModels:
    """Stands in for `ChatModels`: every endpoint is served by one scripted model."""

    def __init__(self) -> None:
        self.model = ScriptedModel()
        self.endpoints: list[ModelEndpoint] = []

    def at(self, endpoint: ModelEndpoint) -> ChatModel:
        """The scripted model."""
        self.endpoints.append(endpoint)
        return self.model

    def condition(self, _: ModelEndpoint) -> Condition:
        """Nothing is known."""
        return Condition()

    async def close(self) -> None:
        """Nothing is open."""
