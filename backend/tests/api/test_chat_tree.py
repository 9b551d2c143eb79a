"""Conversations are trees: questions put in other words, answers given once more, two at once."""

from typing import Any

import pytest

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ModelRegistry
from tests.factories import Client, Platform, created, events, ok, problem


@pytest.fixture
def chat(platform: Platform, owner: Client) -> str:
    deployment = platform.deployment(owner, [])
    session = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    return f"/chat/sessions/{session['id']}"


def ask(client: Client, chat: str, content: str, **fields: Any) -> dict[str, Any]:
    return created(client.post(f"{chat}/messages", json={"content": content, **fields}))


def contents(client: Client, chat: str, **params: Any) -> list[str]:
    return [item["content"] for item in messages(client, chat, **params)]


def messages(client: Client, chat: str, **params: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = ok(client.get(f"{chat}/messages", params=params))["items"]
    return items


def test_an_edited_question_is_a_branch_and_the_other_one_stays(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = ["one"]
    ask(owner, chat, "first")
    second = ask(owner, chat, "second")
    model.pieces = ["two"]
    edited = ask(owner, chat, "second, better", edit_of=second["question"]["id"])
    asked = [turn.content for turn in model.prompts[-1].messages]
    assert asked == ["first", "one", "second, better"]
    assert contents(owner, chat) == ["first", "one", "second, better", "two"]
    assert contents(owner, chat, tree=True) == [
        *("first", "one", "second", "one", "second, better", "two")
    ]
    shown = messages(owner, chat)[2]
    assert shown["siblings"] == [second["question"]["id"], edited["question"]["id"]]
    assert shown["parent_id"] == messages(owner, chat)[1]["id"]


def test_another_branch_is_chosen_by_any_of_its_messages(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = ["one"]
    first = ask(owner, chat, "first")
    ask(owner, chat, "follow-up")
    ask(owner, chat, "first, better", edit_of=first["question"]["id"])
    assert contents(owner, chat) == ["first, better", "one"]
    chosen = ok(owner.patch(chat, json={"active_leaf_id": first["question"]["id"]}))
    assert contents(owner, chat) == ["first", "one", "follow-up", "one"]
    assert chosen["active_leaf_id"] == messages(owner, chat)[-1]["id"]
    ask(owner, chat, "and on")
    assert contents(owner, chat)[-2:] == ["and on", "one"]


def test_a_regenerated_answer_stands_beside_the_first(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = ["one"]
    first = ask(owner, chat, "first")
    model.pieces = ["two"]
    path = f"{chat}/messages/{first['question']['id']}/regenerate"
    second = events(owner.post(path, json={}))[-1]["message"]
    assert second["siblings"] == [first["answer"]["id"], second["id"]]
    assert contents(owner, chat) == ["first", "two"]
    ask(owner, chat, "more")
    assert [turn.content for turn in model.prompts[-1].messages] == ["first", "two", "more"]
    ok(owner.patch(chat, json={"active_leaf_id": first["answer"]["id"]}))
    ask(owner, chat, "more")
    assert [turn.content for turn in model.prompts[-1].messages] == ["first", "one", "more"]


def test_a_failed_answer_stays_beside_its_retry_and_what_followed_it(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces, model.error = ["half"], Transient(code="model_failed")
    owner.post(f"{chat}/messages", json={"content": "first"})
    failed = messages(owner, chat)[1]
    model.pieces, model.error = ["one"], None
    ask(owner, chat, "second")
    question = messages(owner, chat)[0]
    path = f"{chat}/messages/{question['id']}/answer/stream"
    assert events(owner.post(path))[-1]["type"] == "done"
    assert contents(owner, chat) == ["first", "one"]
    ok(owner.patch(chat, json={"active_leaf_id": failed["id"]}))
    assert contents(owner, chat) == ["first", "half", "second", "one"]


def test_pages_of_a_path_are_in_order(owner: Client, chat: str, model: ScriptedModel) -> None:
    model.pieces = ["ok"]
    for number in range(3):
        ask(owner, chat, str(number))
    page = ok(owner.get(f"{chat}/messages", params={"limit": 2, "offset": 2}))
    assert ([item["content"] for item in page["items"]], page["total"]) == (["1", "ok"], 6)


def test_messages_of_other_conversations_are_no_branches(
    owner: Client, chat: str, platform: Platform, model: ScriptedModel
) -> None:
    deployment_id = ok(owner.get(chat))["deployment_id"]
    created_chat = created(owner.post("/chat/sessions", json={"deployment_id": deployment_id}))
    other = f"/chat/sessions/{created_chat['id']}"
    foreign = ask(owner, other, "there")
    ask(owner, chat, "here")
    body = {"content": "?", "edit_of": foreign["question"]["id"]}
    problem(owner.post(f"{chat}/messages", json=body), 404, "question_not_found")
    leaf = {"active_leaf_id": foreign["answer"]["id"]}
    problem(owner.patch(chat, json=leaf), 404, "message_not_found")
    path = f"{chat}/messages/{foreign['question']['id']}/regenerate"
    problem(owner.post(path, json={}), 404, "question_not_found")


def another_model() -> str:
    """A model that an administrator has added."""
    with unit_of_work() as uow:
        model = ModelRegistry(
            name="Other",
            model_type="base",
            provider="custom",
            model_id="other",
            endpoint_url="https://models.example.com/v1",
        )
        uow.session.add(model)
        uow.session.flush()
        return str(model.id)


def test_a_conversation_switches_its_model_and_back(
    owner: Client, chat: str, platform: Platform
) -> None:
    own, other = platform.language_model(owner)["id"], another_model()
    assert ask(owner, chat, "first")["answer"]["model_id"] == own
    assert ok(owner.patch(chat, json={"model_id": other}))["model_id"] == other
    assert ask(owner, chat, "second")["answer"]["model_id"] == other
    endpoints = platform.ports.chat_models.endpoints  # type: ignore[attr-defined]
    assert endpoints[-1].model_id == "other"
    assert ok(owner.patch(chat, json={"title": "Kept"}))["model_id"] == other
    ok(owner.patch(chat, json={"model_id": None}))
    assert ask(owner, chat, "third")["answer"]["model_id"] == own
    embedding = ok(owner.get("/models", params={"model_type": "embedding"}))["items"][0]
    problem(owner.patch(chat, json={"model_id": embedding["id"]}), 409, "not_a_language_model")


def test_two_models_answer_one_question_side_by_side(
    owner: Client, chat: str, platform: Platform, model: ScriptedModel
) -> None:
    model.pieces = ["ok"]
    models = [platform.language_model(owner)["id"], another_model()]
    body = {"content": "Which?", "model_ids": models}
    compared = created(owner.post(f"{chat}/messages/compare", json=body))
    answers = [
        events(owner.get(f"{chat}/messages/{answer_id}/events"))[-1]["message"]
        for answer_id in compared["answer_ids"]
    ]
    assert [answer["model_id"] for answer in answers] == models
    assert [answer["siblings"] for answer in answers] == [compared["answer_ids"]] * 2
    assert contents(owner, chat) == ["Which?", "ok"]
    assert messages(owner, chat)[1]["id"] == compared["answer_ids"][0]
    for wrong in ({}, {"model_ids": models[:1]}, {"model_ids": models, "versions": [1, 1]}):
        body = {"content": "Which?", **wrong}
        assert owner.post(f"{chat}/messages/compare", json=body).status_code == 422


def test_two_versions_answer_one_question_side_by_side(
    owner: Client, chat: str, platform: Platform, model: ScriptedModel
) -> None:
    deployment = f"/deployments/{ok(owner.get(chat))['deployment_id']}"
    ok(owner.patch(deployment, json={"system_prompt": "Be brief."}))
    body = {"content": "Which?", "versions": [1, 2]}
    for answer_id in created(owner.post(f"{chat}/messages/compare", json=body))["answer_ids"]:
        owner.get(f"{chat}/messages/{answer_id}/events")
    first = sorted(prompt.messages[0].content for prompt in model.prompts)
    assert first == ["Be brief.", "Which?"]
    answers = ok(owner.get(f"{chat}/messages?tree=true"))["items"][1:]
    assert [answer["version"] for answer in answers] == [1, 2]
    body["versions"] = [1, 9]
    assert owner.post(f"{chat}/messages/compare", json=body).status_code == 404
    guest = platform.register("guest@example.com", role="user")
    ok(owner.put(f"{deployment}/sharing", json={"everyone": True, "group_ids": []}))
    theirs = created(guest.post("/chat/sessions", json={"deployment_id": deployment[13:]}))
    path = f"/chat/sessions/{theirs['id']}/messages/compare"
    refused = guest.post(path, json={"content": "?", "versions": [1, 2]})
    problem(refused, 403, "project_role")


def test_feedback_is_kept_with_its_answer_changed_and_taken_back(owner: Client, chat: str) -> None:
    exchange = ask(owner, chat, "first")
    path = f"{chat}/messages/{exchange['answer']['id']}/feedback"
    assert ok(owner.put(path, json={"rating": -1, "comment": "Wrong."}))["feedback"] == {
        "rating": -1,
        "comment": "Wrong.",
    }
    ok(owner.put(path, json={"rating": 1}))
    assert messages(owner, chat)[1]["feedback"] == {"rating": 1, "comment": ""}
    assert owner.put(path, json={"rating": 0}).status_code == 422
    on_question = f"{chat}/messages/{exchange['question']['id']}/feedback"
    problem(owner.put(on_question, json={"rating": 1}), 404, "answer_not_found")
    assert owner.delete(path).status_code == 204
    assert messages(owner, chat)[1]["feedback"] is None


def test_archived_conversations_are_listed_apart_until_they_go_on(owner: Client, chat: str) -> None:
    ok(owner.patch(chat, json={"archived": True}))
    assert ok(owner.get("/chat/sessions"))["total"] == 0
    archived = ok(owner.get("/chat/sessions", params={"archived": True}))["items"]
    assert archived[0]["archived_at"]
    ask(owner, chat, "again")
    assert ok(owner.get("/chat/sessions"))["total"] == 1


def test_conversations_are_found_by_title_and_by_what_was_said(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = ["The ferry Aurora."]
    ask(owner, chat, "Which ship?")
    ok(owner.patch(chat, json={"title": "Harbour"}))
    for wanted, found in (("harb", 1), ("which SHIP", 1), ("aurora", 1), ("train", 0), ("%", 0)):
        page = ok(owner.get("/chat/sessions", params={"q": wanted}))
        assert page["total"] == found, wanted


def test_an_export_has_the_chosen_branch(owner: Client, chat: str, model: ScriptedModel) -> None:
    model.pieces = ["The *first* answer."]
    first = ask(owner, chat, "first")
    model.pieces = ["The second answer."]
    ask(owner, chat, "first, better", edit_of=first["question"]["id"])
    ok(owner.patch(chat, json={"title": "A\n# forged heading"}))
    text = owner.get(f"{chat}/export")
    assert text.headers["content-type"].startswith("text/markdown")
    assert text.headers["content-disposition"].startswith("attachment;")
    assert text.text.startswith("# A # forged heading\n")
    assert "The second answer." in text.text
    assert "The *first* answer." not in text.text
    exported = ok(owner.get(f"{chat}/export", params={"format": "json"}))
    assert [message["content"] for message in exported["messages"]] == contents(owner, chat)
    assert owner.get(f"{chat}/export", params={"format": "exe"}).status_code == 422
