"""Answers live beside the connections that ask for them, follow them and stop them."""

import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from redis import Redis
from sqlalchemy import select, update
from starlette.testclient import WebSocketTestSession

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.answer_log.redis_streams import EVENTS_PREFIX, STOP_PREFIX
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage
from app.models.chat import MessageStatus
from app.services.chat import abandoned, running
from tests.factories import API, Client, Platform, created, events, ok, problem
from tests.waiting import WITHIN_S, until

SUPPORTED = ["Parental leave is ", "twenty-six weeks at full pay [1]."]


@pytest.fixture
def chat(platform: Platform, owner: Client) -> str:
    return f"/chat/sessions/{platform.conversation(owner)['id']}"


@contextmanager
def asked(client: Client, chat: str, content: str = "How long?") -> Iterator[Future[Response]]:
    """A question whose stream is read by a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        body = {"content": content}
        yield pool.submit(client.post, f"{chat}/messages/stream", json=body)


def the_answer(client: Client, chat: str) -> dict[str, Any]:
    message: dict[str, Any] = ok(client.get(f"{chat}/messages"))["items"][-1]
    return message


def numbers(response: Response) -> list[int]:
    lines = response.text.splitlines()
    return [int(line.removeprefix("id: ")) for line in lines if line.startswith("id: ")]


def redis_of(platform: Platform) -> Redis:
    return Redis.from_url(platform.ports.settings.redis_url)


def test_who_comes_back_misses_nothing_and_gets_nothing_twice(
    platform: Platform, owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    whole = owner.post(f"{chat}/messages/stream", json={"content": "How long?"})
    answer_id = events(whole)[0]["answer_id"]
    log = redis_of(platform)
    until(lambda: log.exists(EVENTS_PREFIX + answer_id), "the events are kept")
    until(lambda: not platform.http.app.state.answers.get(uuid.UUID(answer_id)), "it has ended")  # type: ignore[attr-defined]
    path = f"{chat}/messages/{answer_id}/events"
    for reached in range(len(events(whole))):
        rest = owner.get(path, headers={"Last-Event-ID": str(reached)})
        assert events(rest) == events(whole)[reached:]
        assert numbers(rest) == list(range(reached + 1, len(events(whole)) + 1))
    assert events(owner.get(path, params={"after": 3})) == events(whole)[3:]


def test_what_the_log_has_forgotten_is_told_as_it_is_kept(
    platform: Platform, owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    done = events(owner.post(f"{chat}/messages/stream", json={"content": "How long?"}))[-1]
    answer_id = done["message"]["id"]
    until(lambda: not platform.http.app.state.answers.get(uuid.UUID(answer_id)), "it has ended")  # type: ignore[attr-defined]
    redis_of(platform).flushdb()
    back = owner.get(f"{chat}/messages/{answer_id}/events", params={"after": 3})
    assert events(back) == [done]
    assert numbers(back) == [4]


def test_stop_ends_the_model_keeps_the_text_and_frees_the_conversation(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    with asked(owner, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        answer_id = the_answer(owner, chat)["id"]
        stopped = ok(owner.post(f"{chat}/messages/{answer_id}/stop"))
        assert (stopped["status"], stopped["content"]) == ("interrupted", "Parental leave ")
        last = events(stream.result(WITHIN_S))[-1]
    assert (last["type"], last["message"]["status"]) == ("done", "interrupted")
    assert model.closed_early == 1
    assert ok(owner.post(f"{chat}/messages/{answer_id}/stop"))["status"] == "interrupted"
    model.hang_after = None
    with asked(owner, chat, "And now?") as stream:
        assert events(stream.result(WITHIN_S))[-1]["message"]["status"] == "complete"


def test_two_connections_follow_one_answer(owner: Client, chat: str, model: ScriptedModel) -> None:
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    with asked(owner, chat) as first, ThreadPoolExecutor(1) as pool:
        until(lambda: model.prompts, "the model is asked")
        answer_id = the_answer(owner, chat)["id"]
        second = pool.submit(owner.get, f"{chat}/messages/{answer_id}/events")
        live = running_answer(owner, answer_id)
        until(lambda: live.followers == 2, "both follow")
        ok(owner.post(f"{chat}/messages/{answer_id}/stop"))
        assert events(first.result(WITHIN_S)) == events(second.result(WITHIN_S))


def running_answer(client: Client, answer_id: str) -> Any:
    live = client.http.app.state.answers.get(uuid.UUID(answer_id))  # type: ignore[attr-defined]
    assert live
    return live


def test_another_process_stops_an_answer_through_the_log(
    platform: Platform, owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.hang_after = 1
    with asked(owner, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        redis_of(platform).set(STOP_PREFIX + the_answer(owner, chat)["id"], "1")
        assert events(stream.result(WITHIN_S))[-1]["message"]["status"] == "interrupted"


def test_stopping_what_a_dead_process_wrote_frees_the_conversation(
    owner: Client, chat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.post(f"{chat}/messages", json={"content": "How long?"})
    answer = the_answer(owner, chat)
    with unit_of_work() as uow:
        uow.session.execute(
            update(ChatMessage)
            .where(ChatMessage.id == uuid.UUID(answer["id"]))
            .values(status=MessageStatus.STREAMING)
        )
    client_forgets(owner, answer["id"])
    problem(owner.post(f"{chat}/messages", json={"content": "?"}), 409, "answer_in_progress")
    monkeypatch.setattr(abandoned, "SILENT_FOR", -abandoned.SILENT_FOR)
    stopped = ok(owner.post(f"{chat}/messages/{answer['id']}/stop"))
    assert (stopped["status"], stopped["content"]) == ("interrupted", answer["content"])
    created(owner.post(f"{chat}/messages", json={"content": "And now?"}))


def client_forgets(client: Client, answer_id: str) -> None:
    """Wait until the process has put the answer out of its hands."""
    answers = client.http.app.state.answers  # type: ignore[attr-defined]
    until(lambda: not answers.get(uuid.UUID(answer_id)), "it has ended")


def test_an_answer_that_nobody_waits_for_is_stopped(
    platform: Platform,
    owner: Client,
    chat: str,
    model: ScriptedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "CHECK_EVERY_S", 0.05)
    monkeypatch.setattr(platform.ports.settings, "unattended_answer_seconds", 0)
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    model_id = platform.language_model(owner)["id"]
    body = {"content": "How long?", "model_ids": [model_id, model_id]}
    compared = created(owner.post(f"{chat}/messages/compare", json=body))
    until(lambda: model.closed_early == 2, "the model is stopped")
    for answer_id in compared["answer_ids"]:
        (last,) = events(owner.get(f"{chat}/messages/{answer_id}/events", params={"after": 3}))
        assert last["message"]["status"] == "interrupted"
        assert last["message"]["content"] == "Parental leave "


def test_an_answer_goes_on_and_is_checkpointed_while_its_model_is_silent(
    owner: Client, chat: str, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHECK_EVERY_S", 0.05)
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    with asked(owner, chat):
        until(lambda: model.prompts, "the model is asked")
        answer_id = the_answer(owner, chat)["id"]
        until(lambda: the_answer(owner, chat)["content"] == "Parental leave ", "it is saved")
        touched = last_sign(answer_id)
        until(lambda: last_sign(answer_id) > touched, "it gives signs of life")
        ok(owner.post(f"{chat}/messages/{answer_id}/stop"))


def last_sign(answer_id: str) -> Any:
    with unit_of_work() as uow:
        query = select(ChatMessage.updated_at).where(ChatMessage.id == uuid.UUID(answer_id))
        return uow.session.scalar(query)


def test_deleting_a_conversation_stops_its_answer(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.hang_after = 1
    with asked(owner, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        assert owner.delete(chat).status_code == 204
        last = events(stream.result(WITHIN_S))[-1]
    assert last["error"]["code"] == "chat_session_not_found"
    assert model.closed_early == 1


def test_a_user_has_so_many_answers_at_once(
    platform: Platform, owner: Client, chat: str, model: ScriptedModel
) -> None:
    platform.ports.settings.chat_answers_per_user = 1
    model.hang_after = 1
    deployment_id = ok(owner.get(chat))["deployment_id"]
    other = created(owner.post("/chat/sessions", json={"deployment_id": deployment_id}))
    with asked(owner, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        refused = owner.post(f"/chat/sessions/{other['id']}/messages", json={"content": "?"})
        problem(refused, 429, "too_many_answers")
        assert refused.headers["retry-after"]
        ok(owner.post(f"{chat}/messages/{the_answer(owner, chat)['id']}/stop"))
        stream.result(WITHIN_S)
    model.hang_after = None
    created(owner.post(f"/chat/sessions/{other['id']}/messages", json={"content": "?"}))


def test_answers_go_on_while_the_log_is_away(
    platform: Platform, owner: Client, chat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Transient(code="answer_log_unavailable")

    monkeypatch.setattr(platform.ports.answer_log, "exchange", away)
    monkeypatch.setattr(platform.ports.answer_log, "read", away)
    answer = created(owner.post(f"{chat}/messages", json={"content": "How long?"}))["answer"]
    client_forgets(owner, answer["id"])
    (last,) = events(owner.get(f"{chat}/messages/{answer['id']}/events"))
    assert last == {"type": "done", "message": answer}


def test_nobody_else_follows_or_stops_an_answer(
    platform: Platform, owner: Client, chat: str
) -> None:
    answer = created(owner.post(f"{chat}/messages", json={"content": "How long?"}))["answer"]
    admin = platform.register("admin@example.com", role="admin")
    path = f"{chat}/messages/{answer['id']}"
    problem(admin.get(f"{path}/events"), 404, "chat_session_not_found")
    problem(admin.post(f"{path}/stop"), 404, "chat_session_not_found")
    other = f"/chat/sessions/{platform_conversation(admin, platform)['id']}"
    problem(admin.get(f"{other}/messages/{answer['id']}/events"), 404, "answer_not_found")
    problem(admin.post(f"{other}/messages/{answer['id']}/stop"), 404, "answer_not_found")


def platform_conversation(client: Client, platform: Platform) -> dict[str, Any]:
    deployment = platform.deployment(client, [], name="Bare")
    return created(client.post("/chat/sessions", json={"deployment_id": deployment["id"]}))


@contextmanager
def chatting(client: Client) -> Iterator[WebSocketTestSession]:
    ticket = created(client.post("/chat/ticket"))["ticket"]
    with client.http.websocket_connect(f"{API}/chat/ws?ticket={ticket}") as socket:
        assert socket.receive_json() == {"type": "ready"}
        yield socket


def test_a_socket_tells_the_same_events(owner: Client, chat: str, model: ScriptedModel) -> None:
    model.pieces = SUPPORTED
    session_id = chat.rsplit("/", 1)[-1]
    with chatting(owner) as socket:
        socket.send_json(
            {"type": "ask", "session_id": session_id, "content": "How long?", "ref": "a"}
        )
        told = [socket.receive_json() for _ in range(5)]
        assert [message["event"]["type"] for message in told] == [
            *("start", "passages", "delta", "delta", "done")
        ]
        assert [message["number"] for message in told] == [1, 2, 3, 4, 5]
        assert {message["ref"] for message in told} == {"a"}
        answer_id = told[0]["answer_id"]
        socket.send_json(
            {"type": "follow", "session_id": session_id, "answer_id": answer_id, "after": 3}
        )
        assert [socket.receive_json()["event"] for _ in range(2)] == [
            message["event"] for message in told[3:]
        ]
        question_id = told[0]["event"]["question"]["id"]
        socket.send_json(
            {"type": "regenerate", "session_id": session_id, "question_id": question_id}
        )
        while (message := socket.receive_json())["event"]["type"] != "done":
            pass
        assert len(message["event"]["message"]["siblings"]) == 2


def test_a_socket_stops_an_answer_and_refuses_what_is_no_command(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.hang_after = 1
    session_id = chat.rsplit("/", 1)[-1]
    with chatting(owner) as socket:
        for nonsense in ("", "{", '{"type":"drop"}', '{"type":"stop"}'):
            socket.send_text(nonsense)
            assert socket.receive_json()["error"]["code"] == "invalid_command"
        socket.send_bytes(b"\x00")
        assert socket.receive_json()["error"]["code"] == "invalid_command"
        foreign = str(uuid.uuid4())
        socket.send_json({"type": "ask", "session_id": foreign, "content": "?", "ref": "b"})
        refused = socket.receive_json()
        assert (refused["ref"], refused["error"]["code"]) == ("b", "chat_session_not_found")
        socket.send_json({"type": "ask", "session_id": session_id, "content": "How long?"})
        answer_id = socket.receive_json()["answer_id"]
        socket.send_json({"type": "stop", "session_id": session_id, "answer_id": answer_id})
        while (message := socket.receive_json())["event"]["type"] != "done":
            pass
        assert message["event"]["message"]["status"] == "interrupted"


def test_an_answer_outlives_the_socket_that_asked_for_it(
    owner: Client, chat: str, model: ScriptedModel
) -> None:
    model.hang_after = 1
    with chatting(owner) as socket:
        socket.send_json(
            {"type": "ask", "session_id": chat.rsplit("/", 1)[-1], "content": "How long?"}
        )
        answer_id = socket.receive_json()["answer_id"]
    live = running_answer(owner, answer_id)
    until(lambda: live.followers == 0, "nobody follows")
    assert not live.ended
    ok(owner.post(f"{chat}/messages/{answer_id}/stop"))


def test_the_end_of_the_process_is_told_and_keeps_what_was_written(
    app: FastAPI,
    owner: Client,
    chat: str,
    model: ScriptedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "GRACE_S", 0.05)
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    with asked(owner, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        owner.http.portal.call(app.state.answers.begin_to_close)  # type: ignore[union-attr]
        last = events(stream.result(WITHIN_S))[-1]
    assert (last["type"], last["error"]["code"]) == ("error", "server_stopped")
    assert last["answer"]["status"] == "interrupted"
    assert the_answer(owner, chat)["content"] == "Parental leave "
