"""Conversations that are shared: read by those who may use the deployment, as they were."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatShare
from tests.factories import Client, Platform, created, ok, problem


@pytest.fixture
def writer(platform: Platform) -> Client:
    return platform.register("writer@example.com")


@pytest.fixture
def reader(platform: Platform, writer: Client) -> Client:
    return platform.register("reader@example.com", role="user")


@pytest.fixture
def chat(platform: Platform, writer: Client, model: ScriptedModel) -> str:
    model.pieces = ["Parental leave is ", "twenty-six weeks at full pay [1]."]
    chat = platform.conversation(writer)
    sharing = {"everyone": True, "group_ids": []}
    ok(writer.put(f"/deployments/{chat['deployment_id']}/sharing", json=sharing))
    path = f"/chat/sessions/{chat['id']}"
    created(writer.post(f"{path}/messages", json={"content": "How long?"}))
    return path


def test_a_shared_conversation_is_read_as_it_was_until_it_is_revoked(
    writer: Client, reader: Client, chat: str
) -> None:
    problem(writer.get(f"{chat}/share"), 404, "share_not_found")
    token = ok(writer.put(f"{chat}/share"))["token"]
    assert ok(writer.get(chat))["shared"]
    created(writer.post(f"{chat}/messages", json={"content": "And something private?"}))
    shared = ok(reader.get(f"/chat/shared/{token}"))
    assert [message["role"] for message in shared["messages"]] == ["user", "assistant"]
    assert shared["messages"][1]["citations"][0]["quote"]
    problem(reader.get(chat), 404, "chat_session_not_found")
    assert ok(writer.put(f"{chat}/share"))["token"] == token
    assert len(ok(reader.get(f"/chat/shared/{token}"))["messages"]) == 4
    assert writer.delete(f"{chat}/share").status_code == 204
    problem(reader.get(f"/chat/shared/{token}"), 404, "share_not_found")
    assert ok(writer.put(f"{chat}/share"))["token"] != token


def test_a_link_that_ends_leads_nowhere_afterwards(
    writer: Client, reader: Client, chat: str
) -> None:
    assert ok(writer.put(f"{chat}/share"))["expires_at"] is None
    share = ok(writer.put(f"{chat}/share", json={"expires_in_days": 7}))
    left = datetime.fromisoformat(share["expires_at"]) - now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    path = f"/chat/shared/{share['token']}"
    assert ok(reader.get(path))["messages"]
    assert ok(writer.put(f"{chat}/share"))["expires_at"] == share["expires_at"]

    with unit_of_work() as uow:
        uow.session.execute(update(ChatShare).values(expires_at=now()))
    problem(reader.get(path), 404, "share_not_found")
    assert not ok(writer.get(chat))["shared"]
    again = ok(writer.put(f"{chat}/share", json={"expires_in_days": None}))
    assert (again["token"], again["expires_at"]) == (share["token"], None)
    assert ok(reader.get(path))["messages"]


@pytest.mark.parametrize("days", [0, -1, 366, "soon"])
def test_a_link_ends_within_a_year(writer: Client, chat: str, days: object) -> None:
    problem(writer.put(f"{chat}/share", json={"expires_in_days": days}), 422, "invalid_request")


def test_a_link_opens_nothing_to_those_who_may_not_use_the_deployment(
    writer: Client, reader: Client, chat: str, platform: Platform
) -> None:
    token = ok(writer.put(f"{chat}/share"))["token"]
    path = f"/chat/shared/{token}"
    assert platform.http.get(f"/api/v1{path}").status_code == 401
    deployment_id = ok(writer.get(chat))["deployment_id"]
    unshared = {"everyone": False, "group_ids": []}
    ok(writer.put(f"/deployments/{deployment_id}/sharing", json=unshared))
    problem(reader.get(path), 404, "share_not_found")
    problem(reader.get(f"/chat/shared/{'a' * 43}"), 404, "share_not_found")
    for no_token in ("nonsense", "%00", f"{'a' * 43}%0A"):
        problem(reader.get(f"/chat/shared/{no_token}"), 404, "not_found")


def test_only_its_user_shares_or_unshares_a_conversation(
    writer: Client, reader: Client, chat: str
) -> None:
    ok(writer.put(f"{chat}/share"))
    for method in ("GET", "PUT", "DELETE"):
        problem(reader.request(method, f"{chat}/share"), 404, "chat_session_not_found")


def test_a_reader_does_not_see_quotes_of_what_was_restricted(
    writer: Client, reader: Client, chat: str, platform: Platform
) -> None:
    token = ok(writer.put(f"{chat}/share"))["token"]
    citation = ok(writer.get(f"{chat}/messages"))["items"][1]["citations"][0]
    admin = platform.register("admin@example.com", role="super_admin")
    group = created(admin.post("/groups", json={"name": "Few"}))
    created(admin.post(f"/groups/{group['id']}/members", json={"user_id": writer.user["id"]}))
    document = (
        f"/knowledge-bases/{citation['knowledge_base_id']}/documents/{citation['document_id']}"
    )
    ok(writer.put(f"{document}/restriction", json={"group_ids": [group["id"]]}))
    (shown,) = ok(reader.get(f"/chat/shared/{token}"))["messages"][1]["citations"]
    assert (shown["available"], shown["quote"]) == (False, "")


def test_an_empty_conversation_cannot_be_shared(writer: Client, chat: str) -> None:
    deployment_id = ok(writer.get(chat))["deployment_id"]
    empty = created(writer.post("/chat/sessions", json={"deployment_id": deployment_id}))
    problem(writer.put(f"/chat/sessions/{empty['id']}/share"), 409, "conversation_empty")
