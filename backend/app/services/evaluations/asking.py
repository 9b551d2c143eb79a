"""Asking language models from jobs, which may be told to stop while the model speaks."""

import asyncio
import uuid
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from app.db.uow import unit_of_work
from app.integrations.embeddings.event_loop import EventLoop
from app.integrations.llm import Prompt
from app.integrations.llm.base import ChatModel, Completion, complete
from app.services.jobs.context import JobContext
from app.services.models import service as models
from app.services.models.endpoints import endpoint_of
from app.services.usage import tokens
from app.services.usage.tokens import Spent

_LOOK_S = 0.3
# Models keep their connections open between answers, so they need one loop that stays.
_loop = EventLoop()
_Said = TypeVar("_Said", bound=BaseModel)


def model_of(context: JobContext, model_id: uuid.UUID) -> ChatModel:
    """A registered model that answers.

    Raises:
        NotFound: it is gone.
        Conflict: it does not answer questions, or nothing says where it is served.
    """
    with unit_of_work() as uow:
        endpoint = endpoint_of(context.settings, models.get(uow.session, model_id))
    return context.ports.chat_models.at(endpoint)


def ask(context: JobContext, model: ChatModel, prompt: Prompt) -> tuple[str, Spent]:
    """What a model says, and the tokens that it took.

    Raises:
        LeaseLost, JobCancelled, WorkerStopping: the work is no longer wanted.
        Upstream: the model failed.
    """
    said = _loop.run(_unless_stopped(context, model, prompt))
    context.check()
    return said.text, tokens.spent_on(prompt, said.text, said.usage)


def parsed(text: str, shape: type[_Said]) -> _Said | None:
    """The JSON object in what a model said, if it is what was asked for."""
    start, end = text.find("{"), text.rfind("}")
    try:
        return shape.model_validate_json(text[start : end + 1])
    except ValidationError:
        return None


async def _unless_stopped(context: JobContext, model: ChatModel, prompt: Prompt) -> Completion:
    """The whole answer, or as much as there was when the work was no longer wanted."""
    said = Completion()
    task = asyncio.ensure_future(complete(model, prompt, said))
    while not task.done():
        await asyncio.wait({task}, timeout=_LOOK_S)
        if context.should_stop():
            task.cancel()
            await asyncio.wait({task})
            return said
    return task.result()
