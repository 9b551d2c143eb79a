"""Titles and summaries: made after answers, never before one."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm import Prompt
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage
from app.services.chat.afterthoughts import SUMMARY_INSTRUCTIONS, TITLE_INSTRUCTIONS
from tests.factories import Client, Platform, created, ok
from tests.waiting import until


@pytest.fixture
def ask(platform: Platform, owner: Client) -> Callable[..., str]:
    """Begins a conversation with a deployment of this configuration; returns its path."""

    def begin(memory_turns: int = 4, **config: Any) -> str:
        deployment = platform.deployment(owner, [], memory_turns=memory_turns, config=config)
        session = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
        return f"/chat/sessions/{session['id']}"

    return begin


def say(client: Client, chat: str, content: str) -> dict[str, Any]:
    return created(client.post(f"{chat}/messages", json={"content": content}))


def title(client: Client, chat: str) -> str:
    return str(ok(client.get(chat))["title"])


def instructions(prompt: Prompt) -> str:
    return prompt.messages[0].content


def test_a_model_entitles_a_conversation_after_its_first_answer(
    owner: Client, ask: Callable[..., str], model: ScriptedModel
) -> None:
    chat = ask(titles=True)
    model.pieces = ['"Parental leave."\n', "Anything else?"]
    say(owner, chat, "How long is parental leave?")
    until(lambda: title(owner, chat) == "Parental leave", "it has a title")
    say(owner, chat, "And at what pay?")
    kinds = [instructions(prompt) == TITLE_INSTRUCTIONS for prompt in model.prompts]
    assert kinds == [False, True, False]


def test_a_title_that_somebody_gave_stays(
    owner: Client, ask: Callable[..., str], model: ScriptedModel
) -> None:
    chat = ask(titles=True)
    ok(owner.patch(chat, json={"title": "Mine"}))
    say(owner, chat, "How long is parental leave?")
    until(lambda: len(model.prompts) == 2, "the model was asked")
    say(owner, chat, "?")
    assert title(owner, chat) == "Mine"


def test_the_local_model_is_not_asked_unless_it_is_wanted(
    owner: Client, ask: Callable[..., str], model: ScriptedModel
) -> None:
    chat = ask(memory_turns=1)
    for question in ("one", "two", "three"):
        say(owner, chat, question)
    assert title(owner, chat) == "one"
    assert len(model.prompts) == 3


def test_a_title_that_fails_leaves_the_question(
    owner: Client, ask: Callable[..., str], model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = ask(titles=True)
    original = model.stream

    async def stream(prompt: Prompt):  # type: ignore[no-untyped-def]
        if len(model.prompts) == 1:
            model.error = Transient("Down.")
        async for piece in original(prompt):
            yield piece

    monkeypatch.setattr(model, "stream", stream)
    say(owner, chat, "How long is parental leave?")
    until(lambda: len(model.prompts) == 2, "the model was asked")
    model.error = None
    assert title(owner, chat) == "How long is parental leave?"


def test_turns_without_room_are_summed_up_and_told_from_then_on(
    owner: Client, ask: Callable[..., str], model: ScriptedModel
) -> None:
    chat = ask(memory_turns=1, summaries=True)
    model.pieces = ["ok"]
    say(owner, chat, "My name is Robin.")
    assert len(model.prompts) == 1
    model.pieces = ["They are Robin."]
    say(owner, chat, "second")
    until(lambda: len(model.prompts) == 3, "it is summed up")
    summed_up = model.prompts[2].messages
    assert summed_up[0].content == SUMMARY_INSTRUCTIONS
    assert "My name is Robin." in summed_up[1].content
    until(is_summed_up, "the summary is kept")
    model.pieces = ["fine"]
    say(owner, chat, "third")
    asked = [message.content for message in model.prompts[3].messages]
    assert "They are Robin." in asked[0]
    assert asked[0].endswith("second")
    assert asked[-1] == "third"


def is_summed_up() -> bool:
    with unit_of_work() as uow:
        summaries = select(ChatMessage.id).where(ChatMessage.summary.is_not(None))
        return uow.session.scalar(summaries) is not None


def test_a_new_question_ends_what_would_stand_before_its_answer(
    owner: Client, ask: Callable[..., str], model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = ask(titles=True)
    original = model.stream

    def stream(prompt: Prompt):  # type: ignore[no-untyped-def]
        model.hang_after = 0 if instructions(prompt) == TITLE_INSTRUCTIONS else None
        return original(prompt)

    monkeypatch.setattr(model, "stream", stream)
    say(owner, chat, "first")
    until(lambda: len(model.prompts) == 2, "a title is asked for")
    say(owner, chat, "second")
    until(lambda: model.closed_early == 1, "the title is given up")
    assert title(owner, chat) == "first"
