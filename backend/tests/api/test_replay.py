"""An earlier question, answered once more by another version."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage, UsageRecord
from tests.factories import Client, Platform, created, ok, problem

THEN = ["Parental leave is twenty-six weeks [1]."]
NOW = ["Parental leave is twenty-six weeks at full pay [1]."]


@pytest.fixture
def answered(
    platform: Platform, owner: Client, model: ScriptedModel
) -> tuple[dict[str, Any], list[str]]:
    """A conversation whose second question was answered by version 1; version 2 is live."""
    model.pieces = THEN
    chat = platform.conversation(owner, system_prompt="One.")
    path = f"/chat/sessions/{chat['id']}/messages"
    answers = [
        created(owner.post(path, json={"content": question}))["answer"]["id"]
        for question in ("Who are you?", "How long is parental leave?")
    ]
    changes = {"system_prompt": "Two.", "config": {"retrieval": {"top_k": 1}}}
    ok(owner.patch(f"/deployments/{chat['deployment_id']}", json=changes))
    created(owner.post(path, json={"content": "And ferries?"}))
    model.pieces = NOW
    return chat, answers


def path_of(chat: dict[str, Any], answer_id: str) -> str:
    return f"/chat/sessions/{chat['id']}/messages/{answer_id}/replay"


def test_another_version_gets_the_same_question_and_history(
    owner: Client, model: ScriptedModel, answered: tuple[dict[str, Any], list[str]]
) -> None:
    chat, answers = answered
    body = ok(owner.post(path_of(chat, answers[1]), json={"version": 2}))
    said = model.prompts[-1].messages
    assert said[0].content.endswith("Two.")
    assert said[-1].content.endswith("Question: How long is parental leave?")
    assert "Who are you?" in said[1].content
    assert not any("ferries?" in message.content for message in said)
    assert body["version"] == 2
    assert body["answer"].startswith("Parental leave is twenty-six weeks at full pay")
    assert body["original"]["id"] == answers[1]
    changed = [part for part in body["difference"]["answer"] if part["kind"] != "same"]
    assert [(part["kind"], part["text"]) for part in changed] == [("added", " at full pay")]
    assert body["difference"]["prompt_tokens"] == 0
    places = [(each["before"], each["after"]) for each in body["difference"]["passages"]]
    assert (1, 1) in places


def test_a_replay_is_charged_and_not_kept(
    owner: Client, answered: tuple[dict[str, Any], list[str]]
) -> None:
    chat, answers = answered

    def stored() -> tuple[int, int]:
        with unit_of_work() as uow:
            counts = [
                uow.session.scalar(select(func.count()).select_from(table)) or 0
                for table in (ChatMessage, UsageRecord)
            ]
            return counts[0], counts[1]

    messages, records = stored()
    ok(owner.post(path_of(chat, answers[0]), json={"version": 1}))
    assert stored() == (messages, records + 1)


def test_a_replay_asks_for_conversation_and_version(
    platform: Platform, owner: Client, answered: tuple[dict[str, Any], list[str]]
) -> None:
    chat, answers = answered
    path = path_of(chat, answers[0])
    problem(owner.post(path, json={"version": 9}), 404, "deployment_version_not_found")
    question = ok(owner.get(f"/chat/sessions/{chat['id']}/messages"))["items"][0]["id"]
    problem(owner.post(path_of(chat, question), json={"version": 1}), 404, "answer_not_found")
    guest = platform.register("guest@example.com")
    sharing = {"everyone": True, "group_ids": []}
    ok(owner.put(f"/deployments/{chat['deployment_id']}/sharing", json=sharing))
    problem(guest.post(path, json={"version": 1}), 404, "chat_session_not_found")
    body = {"deployment_id": chat["deployment_id"]}
    own = created(guest.post("/chat/sessions", json=body))
    asked = {"content": "How long?"}
    mine = created(guest.post(f"/chat/sessions/{own['id']}/messages", json=asked))["answer"]["id"]
    problem(guest.post(path_of(own, mine), json={"version": 2}), 403, "project_role")
