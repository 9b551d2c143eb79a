"""An answer in the making: what is known of it so far."""

import time
from dataclasses import dataclass, field
from typing import Any

from app.integrations.llm import Completion, Delta, Prompt, StreamEvent, TokenUsage, ToolCallDelta
from app.schemas.chat import Timings, Usage
from app.schemas.retrieval import SearchOut
from app.services.answers.passages import Passage
from app.services.answers.support.judging import Similarity
from app.services.usage import tokens
from app.services.usage.tokens import NOTHING, Spent


@dataclass(slots=True)
class Draft:
    """An answer in the making. Times are milliseconds since it began.

    `passages` were found for the question, `earlier` are those that the prompt has of the turns
    before; the answer may cite both. `nearness` compares sentences where a model runs here.
    """

    started: float = field(default_factory=time.perf_counter)
    completion: Completion = field(default_factory=Completion)
    passages: list[Passage] = field(default_factory=list)
    earlier: list[Passage] = field(default_factory=list)
    retrieval: SearchOut | None = None
    nearness: Similarity | None = None
    rewriting: Spent = NOTHING
    prompt: Prompt | None = None
    retrieval_ms: float = 0.0
    first_token_ms: float | None = None

    @property
    def text(self) -> str:
        """What the model has said."""
        return self.completion.text

    @property
    def usage(self) -> TokenUsage | None:
        """Tokens as the model counted them, where it tells."""
        return self.completion.usage

    def add(self, event: StreamEvent) -> None:
        """Take in what comes from the model."""
        if self.first_token_ms is None and isinstance(event, Delta | ToolCallDelta):
            self.first_token_ms = self.elapsed_ms()
        self.completion.add(event)

    def elapsed_ms(self) -> float:
        """Milliseconds since the draft was begun."""
        return round((time.perf_counter() - self.started) * 1000, 1)

    def timings(self) -> Timings:
        """What took how long so far."""
        return Timings(
            retrieval_ms=self.retrieval_ms,
            first_token_ms=self.first_token_ms,
            total_ms=self.elapsed_ms(),
        )

    def spent(self) -> Spent:
        """Tokens that it took so far; nothing before the model was asked."""
        if self.prompt is None:
            return self.rewriting
        answering = tokens.spent_on(self.prompt, self.text, self.usage)
        return Spent(
            self.rewriting.prompt_tokens + answering.prompt_tokens,
            self.rewriting.completion_tokens + answering.completion_tokens,
        )

    def spent_in_vain(self) -> Spent:
        """What it took when it failed: nothing, unless the model had begun to say something."""
        return self.spent() if self.text else NOTHING

    def citable(self) -> list[Passage]:
        """Everything that the model has read, by number."""
        read = {passage.number: passage for passage in (*self.earlier, *self.passages)}
        return [read[number] for number in sorted(read)]

    def evidence(self) -> list[dict[str, Any]]:
        """What the next turns have to know of the passages that were found."""
        return [passage.given().model_dump(mode="json") for passage in self.passages]

    def usage_out(self) -> Usage | None:
        """Token counts, when the model told them."""
        if self.usage is None:
            return None
        return Usage(
            prompt_tokens=self.usage.prompt_tokens,
            completion_tokens=self.usage.completion_tokens,
        )
