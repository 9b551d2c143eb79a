"""The trace of an answer: everything that it was made of, kept with it for whoever asks why."""

import uuid
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from app.db.uow import UnitOfWork
from app.schemas.chat import AnswerTrace, PromptTurn, Usage
from app.schemas.common import NamedReference
from app.schemas.models import CostOut
from app.schemas.retrieval import SearchOut
from app.services.answers.draft import Draft
from app.services.answers.task import Task
from app.services.knowledge_bases import cited
from app.services.models import prices
from app.services.usage.tokens import Spent

# Documents whose text stands in the prompt; kept beside the trace, told to nobody.
_SOURCES = "sources"
_IDS = TypeAdapter(list[uuid.UUID])


def kept_trace(task: Task, draft: Draft) -> dict[str, Any] | None:
    """What is kept of how an answer was made; `None` when it failed before anything was done.

    Its values are models, which the database writes as JSON.
    """
    if draft.prompt is None and draft.retrieval is None:
        return None
    spent = draft.spent()
    trace = AnswerTrace(
        retrieval=draft.retrieval,
        passages=len(draft.passages),
        prompt=_prompt(draft),
        model=NamedReference(id=task.model.id, name=task.model.name),
        answered_by=draft.completion.answered_by and draft.completion.answered_by.model_id,
        version=task.version,
        tokens=Usage(prompt_tokens=spent.prompt_tokens, completion_tokens=spent.completion_tokens),
        counted=draft.usage is not None,
        cost=_cost(task, draft, spent),
        timings=draft.timings(),
        finish_reason=draft.completion.finish,
    )
    sources = {str(passage.citation.document_id) for passage in draft.citable()}
    return {**dict(trace), _SOURCES: sorted(sources)}


def readable_trace(uow: UnitOfWork, kept: dict[str, Any]) -> AnswerTrace:
    """The trace without what the actor may not open now."""
    trace = AnswerTrace.model_validate(kept)
    sources = _IDS.validate_python(kept.get(_SOURCES, []))
    return trace.model_copy(
        update={
            "retrieval": trace.retrieval and _readable_hits(uow, trace.retrieval),
            "prompt": _readable_prompt(uow, trace.prompt, sources),
        }
    )


def _prompt(draft: Draft) -> list[PromptTurn]:
    messages = draft.prompt.messages if draft.prompt else ()
    return [PromptTurn(role=message.role, content=message.content) for message in messages]


def _cost(task: Task, draft: Draft, spent: Spent) -> CostOut | None:
    """By the prices that hold now, of the model that answered."""
    by = draft.completion.answered_by
    model = prices.answering(task.model, by.id) if by else None
    known = prices.prices_of(model) if model else None
    if model is None or known is None:
        return None
    amount = prices.cost(model, spent.prompt_tokens, spent.completion_tokens)
    return CostOut(amount=amount, currency=known.currency) if amount is not None else None


def _readable_hits(uow: UnitOfWork, retrieval: SearchOut) -> SearchOut:
    return retrieval.model_copy(update={"hits": cited.readable_hits(uow, retrieval.hits)})


def _readable_prompt(
    uow: UnitOfWork, prompt: Sequence[PromptTurn], sources: Sequence[uuid.UUID]
) -> list[PromptTurn]:
    """Passages are in the turns of the conversation, never in the instructions."""
    if cited.all_readable(uow, sources):
        return list(prompt)
    return [
        turn if turn.role == "system" else turn.model_copy(update={"content": None})
        for turn in prompt
    ]
