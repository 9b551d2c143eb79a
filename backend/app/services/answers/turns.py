"""The turns of a conversation, as the prompt of the next one needs them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

_LARGEST_STEP = 4


class Given(BaseModel):
    """A passage that an answer was made of: its number, and where what was read of it stands.

    It is kept with the answer. The text is not: what the reader may not open any more, or what
    has been replaced, cannot come back from here.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    chunk_id: uuid.UUID
    context_start: int
    context_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was answered. `given` are the passages that were found for it.

    `summary` is what was said up to this turn, where it was summed up here.
    """

    question: str
    answer: str
    given: tuple[Given, ...] = ()
    answer_id: uuid.UUID | None = None
    summary: str | None = None

    @classmethod
    def of(
        cls,
        question: str,
        answer: str,
        evidence: Iterable[Mapping[str, Any]],
        answer_id: uuid.UUID,
        summary: str | None,
    ) -> "Turn":
        """A stored turn; `evidence` is what `Given.model_dump` made."""
        return cls(question, answer, tuple(map(Given.model_validate, evidence)), answer_id, summary)


def latest(turns: Sequence[Turn], limit: int) -> tuple[Turn, ...]:
    """At most `limit` of the latest turns, oldest first.

    Once there are more, the oldest go several at a time, so that prompts begin alike for some
    turns before a model server has to read them anew.
    """
    start = 0
    while len(turns) - start > limit:
        start += step_of(limit)
    return tuple(turns[start:])


def step_of(limit: int) -> int:
    """How many turns go at a time where at most `limit` stay."""
    return max(1, min(_LARGEST_STEP, limit // 2))


def numbers_of(turns: Iterable[Turn]) -> dict[uuid.UUID, int]:
    """The number of each passage that the conversation has had: for good."""
    return {given.chunk_id: given.number for turn in turns for given in turn.given}
