"""Answers of a deployment in a run, and how good they are.

The prompt is the one of chats; what is checked is what the model said, before citations are put
right.
"""

import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.integrations.llm import Prompt, PromptMessage
from app.integrations.llm.base import ChatModel
from app.models import DeploymentVersion
from app.schemas.deployments import DeploymentConfig
from app.schemas.evaluations import AnswerChecks
from app.schemas.retrieval import SearchHit
from app.services.answers.citations import share_of_supported
from app.services.answers.passages import Passage, cost_of, first_that_fit
from app.services.answers.prompt import Asked, build_messages
from app.services.deployments import versions
from app.services.evaluations import asking
from app.services.jobs.context import JobContext
from app.services.models.endpoints import context_limit
from app.services.prompts.template import parse
from app.services.usage import tokens
from app.services.usage.tokens import Spent

JUDGE_TOKENS = 64
_JUDGE = """\
You grade answers. Compare the given answer with the expected one, for the question.
Reply with one JSON object and nothing else: {"correct": true} if the given answer says what the \
expected one says, else {"correct": false}. Other words for the same are right; a wrong or \
missing figure, name or condition is not."""
_WORD = re.compile(r"\w+")
_MARKER = re.compile(r"\[[\d\s,;]+\]")


class Answering(BaseModel):
    """How a run answers: what the deployment had when the run was asked for."""

    model_config = ConfigDict(frozen=True)

    model_id: uuid.UUID
    system_prompt: str
    template: str | None = None
    max_tokens: int
    temperature: float
    context_tokens: int

    @classmethod
    def of(cls, version: DeploymentVersion) -> "Answering":
        """As a version of a deployment answers."""
        config, row = DeploymentConfig(**version.config), version.prompt_template_version
        return cls(
            model_id=version.model_id,
            system_prompt=version.system_prompt,
            template=row.content if row else None,
            max_tokens=config.max_tokens,
            temperature=config.temperature,
            context_tokens=context_limit(versions.model_of(version)),
        )

    def expected_tokens(self, question: str, passages: int, *, checked: bool) -> int:
        """About what one answer takes, with `passages` tokens of passages."""
        prompt = tokens.estimate(*(m.content for m in self.prompt(question, ()).messages))
        answer = prompt + passages + self.max_tokens
        judgement = tokens.estimate(_JUDGE) + self.max_tokens + JUDGE_TOKENS
        return answer + (judgement if checked else 0)

    def read(self, question: str, hits: Sequence[SearchHit]) -> list[Passage]:
        """The passages that have room in what the model reads."""
        needed = sum(cost_of(turn.content) for turn in self.prompt(question, ()).messages)
        room = max(0, self.context_tokens - self.max_tokens - needed)
        return first_that_fit([Passage.of(hit) for hit in hits], room)

    def prompt(self, question: str, passages: Sequence[Passage]) -> Prompt:
        """What the model is given to answer."""
        messages = build_messages(
            self.system_prompt,
            [Asked(question, passages)],
            grounded=True,
            template=parse(self.template) if self.template else None,
        )
        return Prompt(messages, max_tokens=self.max_tokens, temperature=self.temperature)


class _Judgement(BaseModel):
    """What a judging model replies."""

    model_config = ConfigDict(strict=True)

    correct: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its checks. `document_ids` are those of the passages it was made of."""

    text: str
    checks: AnswerChecks
    document_ids: list[uuid.UUID]
    spent: Spent


def answer(
    context: JobContext,
    model: ChatModel,
    how: Answering,
    question: str,
    expected: str | None,
    hits: Sequence[SearchHit],
    *,
    judge: bool,
) -> Answered:
    """Answer a question from passages, as the deployment would, and check the answer.

    Raises:
        LeaseLost, JobCancelled, WorkerStopping: the work is no longer wanted.
        Upstream: the model failed.
    """
    passages = how.read(question, hits)
    text, spent = asking.ask(context, model, how.prompt(question, passages))
    judged = None
    if judge and expected:
        judged, more = _judge(context, model, question, expected, text)
        spent = _sum(spent, more)
    return Answered(
        text=text,
        checks=checks(text, expected, [passage.context for passage in passages], judged),
        document_ids=list(dict.fromkeys(passage.citation.document_id for passage in passages)),
        spent=spent,
    )


def checks(
    text: str, expected: str | None, passages: Sequence[str], judged: bool | None
) -> AnswerChecks:
    """What can be said of an answer by its words, and by a judgement where there is one."""
    f1 = token_f1(text, expected) if expected else None
    by_model = None if judged is None else float(judged)
    method: Literal["model", "token_f1"] = "token_f1" if judged is None else "model"
    return AnswerChecks(
        groundedness=share_of_supported(text, passages),
        token_f1=f1,
        judged_correct=judged,
        correctness=f1 if by_model is None else by_model,
        method=method if expected else None,
    )


def token_f1(text: str, expected: str) -> float:
    """How well the words of an answer agree with those of the expected one, in [0, 1]."""
    given, wanted = _words(text), _words(expected)
    shared = (given & wanted).total()
    if shared == 0:
        return 0.0
    return 2 * shared / (given.total() + wanted.total())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_MARKER.sub(" ", text).casefold()))


def _judge(
    context: JobContext, model: ChatModel, question: str, expected: str, text: str
) -> tuple[bool | None, Spent]:
    """The model's own judgement; `None` when it said neither yes nor no."""
    material = f"Question: {question}\n\nExpected answer: {expected}\n\nGiven answer: {text}"
    messages = (PromptMessage("system", _JUDGE), PromptMessage("user", material))
    prompt = Prompt(messages, max_tokens=JUDGE_TOKENS, temperature=0)
    said, spent = asking.ask(context, model, prompt)
    judgement = asking.parsed(said, _Judgement)
    return (judgement.correct if judgement else None), spent


def _sum(one: Spent, other: Spent) -> Spent:
    return Spent(
        one.prompt_tokens + other.prompt_tokens, one.completion_tokens + other.completion_tokens
    )
