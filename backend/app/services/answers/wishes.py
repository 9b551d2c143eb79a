"""What a program may ask for besides the question, when it speaks OpenAI's API."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Literal

from app.integrations.llm import OutputSchema, Prompt, PromptMessage, Tool
from app.services.answers.passages import FRAME_TOKENS, cost_of
from app.services.answers.turns import Turn
from app.services.usage.tokens import estimate


@dataclass(frozen=True, slots=True)
class Wishes:
    """The program's own turns around the question, its tools, and how to sample.

    `earlier` are turns before the question, `later` those after it: calls of tools and their
    results. `instructions` stand behind the deployment's own.
    """

    instructions: str = ""
    earlier: tuple[PromptMessage, ...] = ()
    later: tuple[PromptMessage, ...] = ()
    top_p: float | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    tools: tuple[Tool, ...] = ()
    tool_choice: str | None = None
    output: OutputSchema | Literal["json"] | None = None

    def tokens(self) -> int:
        """About how many tokens they take in a prompt."""
        turns = sum(map(_cost, (*self.earlier, *self.later)))
        schema = self.output.schema if isinstance(self.output, OutputSchema) else {}
        offered = [[tool.name, tool.description, tool.parameters] for tool in self.tools]
        return turns + estimate(self.instructions, *map(_as_json, (*offered, schema)))

    def turns(self) -> list[Turn]:
        """Questions and answers before the question, for whoever needs no more than their words."""
        turns: list[Turn] = []
        for message in self.earlier:
            if message.role == "user":
                turns.append(Turn(message.content, ""))
            elif message.role == "assistant" and turns:
                turns[-1] = replace(turns[-1], answer=message.content)
        return turns

    def within(self, budget: int) -> "Wishes":
        """The same with the latest earlier turns that fit into `budget` tokens.

        A turn begins with a message of the user and is kept or left out whole: an answer to a
        call of a tool means nothing without the call.
        """
        kept: tuple[PromptMessage, ...] = ()
        for turn in reversed(_turns(self.earlier)):
            budget -= sum(map(_cost, turn))
            if budget < 0:
                break
            kept = (*turn, *kept)
        return replace(self, earlier=kept)

    def applied_to(self, prompt: Prompt) -> Prompt:
        """The prompt as the program wants it."""
        if self == NONE:
            return prompt
        return replace(
            prompt,
            messages=(*self._around(prompt.messages), *self.later),
            top_p=self.top_p,
            stop=self.stop,
            seed=self.seed,
            tools=self.tools,
            tool_choice=self.tool_choice,
            output=self.output,
        )

    def _around(self, messages: Sequence[PromptMessage]) -> list[PromptMessage]:
        """Instructions, the program's earlier turns, and what follows them in the prompt."""
        own = list(takewhile(lambda message: message.role == "system", messages))
        texts = [*(message.content for message in own), self.instructions]
        instructions = "\n\n".join(text for text in texts if text)
        first = [PromptMessage("system", instructions)] if instructions else []
        return [*first, *self.earlier, *messages[len(own) :]]


NONE = Wishes()


def _turns(messages: Sequence[PromptMessage]) -> list[list[PromptMessage]]:
    turns: list[list[PromptMessage]] = []
    for message in messages:
        if message.role == "user" or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _cost(message: PromptMessage) -> int:
    calls = (f"{call.name}{call.arguments}" for call in message.tool_calls)
    return cost_of(message.content, *calls) + FRAME_TOKENS


def _as_json(value: Any) -> str:
    return json.dumps(value) if value else ""
