"""What a model is asked once an answer is there: a title, and a summary of the earliest turns.

Nobody waits for it, and it never stands before an answer: the next question ends it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import AppError
from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.integrations.llm import Prompt, PromptMessage
from app.integrations.llm.base import Completion, complete
from app.integrations.ports import Ports
from app.models import ChatMessage, ChatSession
from app.models.usage import UsageKind
from app.services.answers.prompt import SUMMARY_TOKENS, left_out
from app.services.answers.turns import Turn
from app.services.chat import titles
from app.services.chat.asking import Exchange
from app.services.models.endpoints import endpoint_of
from app.services.usage import tokens
from app.services.usage.tokens import Spent

log = get_logger(__name__)

TITLE_TOKENS = 24
_MOST_TURNS, _TURN_CHARS = 12, 1200
TITLE_INSTRUCTIONS = """\
Write a title for this conversation, of two to six words, in its language. Write the title alone."""
SUMMARY_INSTRUCTIONS = """\
Sum up this conversation for somebody who goes on with it, in at most 120 words and in its \
language: what was asked, what was found, names and figures exactly as they were said. Write the \
summary alone."""


async def think(open_unit: OpenUnit, ports: Ports, exchange: Exchange, answer: str) -> None:
    """Make what the deployment wants of it; a failure leaves things as they are."""
    config, is_local = exchange.task.config, exchange.task.model.provider == "local"
    try:
        if not exchange.task.history and _is_wanted(config.titles, is_local):
            await _entitle(open_unit, ports, exchange, answer)
        if exchange.task.memory_turns and _is_wanted(config.summaries, is_local):
            await _sum_up(open_unit, ports, exchange, answer)
    except (AppError, SQLAlchemyError):
        log.warning("afterthought_failed", session_id=str(exchange.session_id), exc_info=True)


def _is_wanted(chosen: bool | None, is_local: bool) -> bool:
    """What was chosen; else where the model is not the machine's own, which has to do it all."""
    return not is_local if chosen is None else chosen


async def _entitle(open_unit: OpenUnit, ports: Ports, exchange: Exchange, answer: str) -> None:
    turn = Turn(exchange.task.question, answer)
    prompt = _prompt(TITLE_INSTRUCTIONS, "", [turn], TITLE_TOKENS)
    title = titles.cleaned(await _asked(open_unit, ports, exchange, prompt))
    if title:
        await to_thread.run_sync(_keep_title, open_unit, exchange, title)


async def _sum_up(open_unit: OpenUnit, ports: Ports, exchange: Exchange, answer: str) -> None:
    """Sum up the turns that the next prompt has no room for, with the summary before them."""
    task = exchange.task
    turn = Turn(task.question, answer, answer_id=exchange.answer_id)
    going = left_out(replace(task, history=(*task.history, turn)))
    if not going or going[-1].summary:
        return
    before, new = _since_the_last(going)
    prompt = _prompt(SUMMARY_INSTRUCTIONS, before, new[-_MOST_TURNS:], SUMMARY_TOKENS)
    summary = (await _asked(open_unit, ports, exchange, prompt)).strip()
    if summary:
        await to_thread.run_sync(_keep_summary, open_unit, going[-1], summary)


def _since_the_last(turns: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """The latest summary, and the turns after the one that it reaches to."""
    for position in range(len(turns) - 1, -1, -1):
        if summary := turns[position].summary:
            return summary, turns[position + 1 :]
    return "", turns


def _prompt(instructions: str, before: str, turns: Sequence[Turn], most: int) -> Prompt:
    said = [f"What was said before: {before}"] if before else []
    said += [
        f"User: {turn.question[:_TURN_CHARS]}\nAssistant: {turn.answer[:_TURN_CHARS]}"
        for turn in turns
    ]
    messages = (PromptMessage("system", instructions), PromptMessage("user", "\n\n".join(said)))
    return Prompt(messages=messages, max_tokens=most, temperature=0.0)


async def _asked(open_unit: OpenUnit, ports: Ports, exchange: Exchange, prompt: Prompt) -> str:
    """What the model writes; it is charged to who asked the question."""
    reservation_id = await to_thread.run_sync(_reserve, open_unit, exchange, prompt)
    answer, endpoint = Completion(), endpoint_of(ports.settings, exchange.task.model)
    try:
        await complete(ports.chat_models.at(endpoint), prompt, answer)
    finally:
        spent = tokens.spent_on(prompt, answer.text, answer.usage)
        await to_thread.run_sync(_settle, open_unit, reservation_id, spent)
    return answer.text


def _reserve(open_unit: OpenUnit, exchange: Exchange, prompt: Prompt) -> uuid.UUID:
    with open_unit() as uow:
        call = tokens.call_by_actor(
            uow,
            UsageKind.CHAT,
            project_id=exchange.project_id,
            deployment_id=exchange.deployment_id,
            deployment_version_id=exchange.task.version_id,
            model_id=exchange.task.model.id,
        )
        said = (message.content for message in prompt.messages)
        return tokens.reserve(uow, call, tokens.estimate(*said) + prompt.max_tokens)


def _settle(open_unit: OpenUnit, reservation_id: uuid.UUID, spent: Spent) -> None:
    with open_unit() as uow:
        tokens.settle(uow, reservation_id, spent)


def _keep_title(open_unit: OpenUnit, exchange: Exchange, title: str) -> None:
    """Keep the title, unless somebody has given another one meanwhile."""
    with open_unit() as uow:
        locked = {"of": ChatSession}
        chat = uow.session.get(ChatSession, exchange.session_id, with_for_update=locked)
        if chat and chat.title == titles.shortened(exchange.task.question):
            chat.title = title


def _keep_summary(open_unit: OpenUnit, turn: Turn, summary: str) -> None:
    with open_unit() as uow:
        message = uow.session.get(ChatMessage, turn.answer_id)
        if message:
            message.summary = summary
