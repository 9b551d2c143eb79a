"""Deployments, conversations and answers."""

import pytest
from sqlalchemy import update

from app.core.errors import Transient
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage
from app.models.chat import MessageStatus
from app.services.chat import abandoned
from tests.factories import Client, Platform, created, events, ok, problem

QUESTION = {"content": "How long is parental leave?"}
SUPPORTED = ["Parental leave is ", "twenty-six weeks at full pay [1]."]


@pytest.fixture
def chat(platform: Platform, owner: Client) -> dict[str, str]:
    return platform.conversation(owner)


def stream(client: Client, chat: dict[str, str], body: dict[str, str] = QUESTION):  # type: ignore[no-untyped-def]
    return client.post(f"/chat/sessions/{chat['id']}/messages/stream", json=body)


def messages(client: Client, chat: dict[str, str]) -> list[dict[str, object]]:
    items: list[dict[str, object]] = ok(client.get(f"/chat/sessions/{chat['id']}/messages"))[
        "items"
    ]
    return items


def test_streams_numbered_typed_events(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    response = stream(owner, chat)
    assert response.headers["content-type"].startswith("text/event-stream")
    types = [event["type"] for event in events(response)]
    assert types == ["start", "passages", "delta", "delta", "done"]
    ids = [line for line in response.text.splitlines() if line.startswith("id: ")]
    assert ids == [f"id: {number}" for number in range(1, 6)]


def test_answer_cites_document_passage_and_exact_span(
    platform: Platform, owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    message = events(stream(owner, chat))[-1]["message"]
    (citation,) = message["citations"]
    assert message["status"] == "complete"
    assert citation["number"] == 1
    assert citation["quote"] == "Parental leave is twenty-six weeks at full pay."
    document = (
        f"/knowledge-bases/{citation['knowledge_base_id']}/documents/{citation['document_id']}"
    )
    span = {"start": citation["char_start"], "end": citation["char_end"]}
    assert ok(owner.get(f"{document}/text", params=span))["text"] == citation["quote"]


def test_a_marker_without_support_is_dropped(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces = ["Bananas are yellow and grow in Ecuador [1] [7]."]
    message = events(stream(owner, chat))[-1]["message"]
    assert message["content"] == "Bananas are yellow and grow in Ecuador."
    assert message["citations"] == []


def test_question_and_answer_are_kept_and_remembered(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    stream(owner, chat)
    stream(owner, chat, {"content": "And at what pay?"})
    contents = [turn.content for turn in model.prompts[1].messages]
    assert contents[1].endswith(f"Question: {QUESTION['content']}")
    assert contents[2].startswith("Parental leave is twenty-six weeks")
    assert contents[3].endswith("Question: And at what pay?")
    roles = [(message["role"], message["status"]) for message in messages(owner, chat)]
    assert roles == [("user", "complete"), ("assistant", "complete")] * 2
    session = ok(owner.get(f"/chat/sessions/{chat['id']}"))
    assert (session["title"], session["message_count"]) == (QUESTION["content"], 4)


def test_memory_turns_bound_the_history(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    chat = platform.conversation(owner, memory_turns=1)
    for number in range(3):
        stream(owner, chat, {"content": f"question {number}"})
    asked = [turn.content for turn in model.prompts[-1].messages if turn.role == "user"]
    assert asked[0].endswith("Question: question 1")
    assert len(asked) == 2


def test_documents_reach_the_prompt_as_numbered_passages(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    stream(owner, chat)
    prompt = model.prompts[0].messages[-1].content
    assert "[1] (handbook.txt" in prompt
    assert "twenty-six weeks" in prompt


def test_a_stopped_model_gives_a_clear_error_and_keeps_the_question(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces, model.error = [], Transient("The model is down.", code="model_unavailable")
    last = events(stream(owner, chat))[-1]
    assert last["type"] == "error"
    assert last["error"]["code"] == "model_unavailable"
    question, answer = messages(owner, chat)
    assert question["content"] == QUESTION["content"]
    assert (answer["status"], answer["error"]["code"]) == ("failed", "model_unavailable")  # type: ignore[index]


def test_a_model_that_fails_half_way_keeps_the_partial_answer_and_can_be_asked_again(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces, model.error = ["Parental leave "], Transient(code="model_failed")
    stream(owner, chat)
    question, answer = messages(owner, chat)
    assert (answer["status"], answer["content"]) == ("failed", "Parental leave ")
    model.pieces, model.error = SUPPORTED, None
    path = f"/chat/sessions/{chat['id']}/messages/{question['id']}/answer/stream"
    assert events(owner.post(path))[-1]["type"] == "done"
    statuses = [(message["role"], message["status"]) for message in messages(owner, chat)]
    assert statuses == [("user", "complete"), ("assistant", "complete")]
    problem(owner.post(path), 409, "already_answered")


def test_no_local_model_is_a_clear_error_in_the_chat(
    platform: Platform, owner: Client, chat: dict[str, str]
) -> None:
    platform.ports.settings.local_llm_url = ""
    last = events(stream(owner, chat))[-1]
    assert last["error"]["code"] == "model_not_configured"
    assert messages(owner, chat)[0]["content"] == QUESTION["content"]


def test_refuses_a_second_question_while_an_answer_is_written(
    owner: Client, chat: dict[str, str]
) -> None:
    stream(owner, chat)
    with unit_of_work() as uow:
        uow.session.execute(
            update(ChatMessage)
            .where(ChatMessage.role == "assistant")
            .values(status=MessageStatus.STREAMING)
        )
    problem(stream(owner, chat), 409, "answer_in_progress")


def test_abandoned_answers_are_marked_and_do_not_block(
    owner: Client, chat: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream(owner, chat)
    with unit_of_work() as uow:
        uow.session.execute(
            update(ChatMessage)
            .where(ChatMessage.role == "assistant")
            .values(status=MessageStatus.STREAMING)
        )
    monkeypatch.setattr(abandoned, "SILENT_FOR", -abandoned.SILENT_FOR)
    abandoned.mark_interrupted()
    assert messages(owner, chat)[1]["status"] == "interrupted"
    assert events(stream(owner, chat))[-1]["type"] == "done"


def test_no_database_connection_is_held_while_the_model_generates(
    owner: Client, chat: dict[str, str], model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    original = model.stream

    def watched(prompt):  # type: ignore[no-untyped-def]
        async def pieces():  # type: ignore[no-untyped-def]
            async for piece in original(prompt):
                held.append(get_engine().pool.checkedout())  # type: ignore[attr-defined]
                yield piece

        return pieces()

    monkeypatch.setattr(model, "stream", watched)
    stream(owner, chat)
    assert held
    assert set(held) == {0}


def test_waits_for_the_whole_answer_without_streaming(
    owner: Client, chat: dict[str, str], model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    body = created(owner.post(f"/chat/sessions/{chat['id']}/messages", json=QUESTION))
    assert body["question"]["content"] == QUESTION["content"]
    assert body["answer"]["citations"][0]["document_name"] == "handbook.txt"
    assert body["answer"]["usage"] == {"prompt_tokens": 7, "completion_tokens": 2}
    model.pieces, model.error = [], Transient("Down.", code="model_unavailable")
    response = owner.post(f"/chat/sessions/{chat['id']}/messages", json=QUESTION)
    problem(response, 503, "model_unavailable")
    assert response.headers["retry-after"]
    assert len(messages(owner, chat)) == 4


def test_runs_a_deployment_outside_any_conversation(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    deployment = platform.deployment(owner, [kb["id"]])
    body = ok(owner.post(f"/deployments/{deployment['id']}/run", json={"question": "How long?"}))
    assert body["answer"].endswith("[1]")
    assert body["citations"][0]["page"] is None


def test_conversations_are_private_even_from_admins(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    builder = platform.register("builder@example.com")
    chat = platform.conversation(builder)
    path = f"/chat/sessions/{chat['id']}"
    problem(owner.get(path), 404, "chat_session_not_found")
    problem(owner.get(f"{path}/messages"), 404, "chat_session_not_found")
    problem(stream(owner, chat), 404, "chat_session_not_found")
    problem(owner.patch(path, json={"title": "Mine"}), 404, "chat_session_not_found")
    problem(owner.delete(path), 404, "chat_session_not_found")
    assert ok(owner.get("/chat/sessions"))["items"] == []


def test_deployments_cannot_use_what_their_owner_cannot_see(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    builder = platform.register("builder@example.com")
    model_id = platform.language_model(builder)["id"]
    body = {"name": "Thief", "model_id": model_id, "knowledge_base_ids": [kb["id"]]}
    problem(builder.post("/deployments", json=body), 404, "knowledge_base_not_found")


def test_changing_a_deployment_raises_its_version(platform: Platform, owner: Client) -> None:
    deployment = platform.deployment(owner, [])
    path = f"/deployments/{deployment['id']}"
    changed = ok(owner.patch(path, json={"memory_turns": 2, "config": {"retrieval": {"top_k": 3}}}))
    assert (changed["version"], changed["memory_turns"]) == (2, 2)
    assert changed["config"]["retrieval"]["top_k"] == changed["retrieval"]["top_k"] == 3
    problem(
        owner.post("/deployments", json={"name": "Assistant", "model_id": deployment["model_id"]}),
        409,
        "name_taken",
    )
    assert owner.delete(path).status_code == 204
    problem(owner.get(path), 404, "deployment_not_found")


def test_an_embedding_model_cannot_be_deployed(platform: Platform, owner: Client) -> None:
    embedding = ok(owner.get("/models", params={"model_type": "embedding"}))["items"][0]
    body = {"name": "Mute", "model_id": embedding["id"]}
    problem(owner.post("/deployments", json=body), 409, "not_a_language_model")


def test_answers_without_knowledge_get_no_passages(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    deployment = platform.deployment(owner, [], system_prompt="Speak like a pirate.")
    chat = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    stream(owner, chat, {"content": "Ahoy?"})
    system, user = model.prompts[0].messages
    assert system.content == "Speak like a pirate."
    assert user.content == "Ahoy?"
