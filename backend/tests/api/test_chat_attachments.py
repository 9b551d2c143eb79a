"""Files of a conversation: searched there, and known to nobody else through any door."""

import json
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import Chunk, Document, KnowledgeBase
from app.services.chat import attachments
from tests.factories import API, Client, Platform, created, events, ok, problem

SECRET = "The Kestrel contract with Ostmark Logistics ends on 14 March and pays 9,300 euros."
NAME = "kestrel-contract.txt"
QUESTION = {"content": "When does the Kestrel contract with Ostmark Logistics end?"}


@pytest.fixture
def admin(platform: Platform) -> Client:
    """The first user: sees every object of every project."""
    return platform.register("admin@example.com")


@pytest.fixture
def writer(platform: Platform, admin: Client) -> Client:
    """Somebody who chats with a deployment that is shared with everyone."""
    return platform.register("writer@example.com", role="user")


@pytest.fixture
def chat(platform: Platform, admin: Client, writer: Client) -> str:
    kb = platform.knowledge_base(admin)
    platform.document(admin, kb["id"])
    deployment = platform.deployment(admin, [kb["id"]])
    sharing = {"everyone": True, "group_ids": []}
    ok(admin.put(f"/deployments/{deployment['id']}/sharing", json=sharing))
    session = created(writer.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    return f"/chat/sessions/{session['id']}"


@pytest.fixture
def attached(platform: Platform, writer: Client, chat: str) -> dict[str, Any]:
    return attach(platform, writer, chat)


def attach(
    platform: Platform, client: Client, chat: str, name: str = NAME, content: str = SECRET
) -> dict[str, Any]:
    response = client.post(f"{chat}/attachments", files={"file": (name, content.encode())})
    assert response.status_code == 202, response.text
    platform.run_jobs()
    (found,) = [
        each
        for each in ok(client.get(f"{chat}/attachments"))
        if each["id"] == response.json()["id"]
    ]
    return found  # type: ignore[no-any-return]


def test_an_attached_file_is_searched_with_the_documents_of_the_deployment(
    writer: Client, chat: str, attached: dict[str, Any], model: ScriptedModel
) -> None:
    assert (attached["name"], attached["status"]) == (NAME, "completed")
    model.pieces = ["It ends on 14 March [1]."]
    told = events(writer.post(f"{chat}/messages/stream", json=QUESTION))
    found = {passage["document_name"] for passage in told[1]["passages"]}
    assert found == {NAME, "handbook.txt"}
    (citation,) = told[-1]["message"]["citations"]
    assert citation["document_id"] == attached["id"]
    document = f"/knowledge-bases/{attached['knowledge_base_id']}/documents/{attached['id']}"
    assert ok(writer.get(f"{document}/text"))["text"].startswith("The Kestrel contract")
    assert writer.get(f"{document}/file").content == SECRET.encode()


def test_other_conversations_of_the_same_user_do_not_find_it(
    writer: Client, chat: str, attached: dict[str, Any], model: ScriptedModel
) -> None:
    deployment_id = ok(writer.get(chat))["deployment_id"]
    other = created(writer.post("/chat/sessions", json={"deployment_id": deployment_id}))
    writer.post(f"/chat/sessions/{other['id']}/messages", json=QUESTION)
    run = ok(writer.post(f"/deployments/{deployment_id}/run", json={"question": "Kestrel?"}))
    assert NAME not in json.dumps(run)
    for prompt in model.prompts:
        assert "Ostmark Logistics ends" not in "".join(turn.content for turn in prompt.messages)


def test_no_route_shows_it_to_anybody_else(
    platform: Platform, admin: Client, writer: Client, chat: str, attached: dict[str, Any]
) -> None:
    kb_id, document_id = attached["knowledge_base_id"], attached["id"]
    answer = created(writer.post(f"{chat}/messages", json=QUESTION))["answer"]
    kb, document = f"/knowledge-bases/{kb_id}", f"/knowledge-bases/{kb_id}/documents/{document_id}"
    closed = [
        ("GET", kb, None),
        ("PATCH", kb, {"name": "Mine"}),
        ("DELETE", kb, None),
        ("GET", f"{kb}/documents", None),
        ("POST", f"{kb}/search", {"query": "Kestrel"}),
        ("POST", f"{kb}/reindex", {}),
        ("GET", f"{kb}/indexes", None),
        ("GET", document, None),
        ("PATCH", document, {"name": "mine.txt"}),
        ("DELETE", document, None),
        ("GET", f"{document}/file", None),
        ("GET", f"{document}/text", None),
        ("GET", f"{document}/chunks", None),
        ("POST", f"{document}/ingest", None),
        ("POST", f"{document}/cancel", None),
        ("PUT", f"{document}/restriction", {"group_ids": []}),
        ("POST", "/evaluations/question-sets", {"name": "q", "knowledge_base_id": kb_id}),
        ("GET", f"{chat}/attachments", None),
        ("DELETE", f"{chat}/attachments/{document_id}", None),
        ("GET", f"{chat}/messages/{answer['id']}/trace", None),
        ("GET", f"{chat}/messages/{answer['id']}/events", None),
        ("GET", f"{chat}/export", None),
    ]
    for method, path, body in closed:
        response = admin.request(method, path, **({"json": body} if body is not None else {}))
        assert response.status_code in (404, 405, 422), (method, path, response.text)
        assert "estrel" not in response.text, (method, path)
    model_id = platform.language_model(admin)["id"]
    body = {"name": "Thief", "model_id": model_id, "knowledge_base_ids": [kb_id]}
    problem(admin.post("/deployments", json=body), 404, "knowledge_base_not_found")
    deployment_id = ok(writer.get(chat))["deployment_id"]
    changed = admin.patch(f"/deployments/{deployment_id}", json={"knowledge_base_ids": [kb_id]})
    problem(changed, 404, "knowledge_base_not_found")


def test_no_list_tells_of_it(
    admin: Client, writer: Client, chat: str, attached: dict[str, Any]
) -> None:
    writer.post(f"{chat}/messages", json=QUESTION)
    assert writer.delete(f"{chat}/attachments/{attached['id']}").status_code == 204
    for path in (
        *("/knowledge-bases", "/knowledge-bases/deletions", "/projects", "/deployments", "/jobs"),
        *("/jobs/summary", "/audit/logs?limit=100", "/usage/me", "/evaluations/question-sets"),
        *("/chat/sessions", "/rag-configs", "/upkeep/reconciliations"),
    ):
        response = admin.get(path)
        assert response.status_code == 200, path
        assert "estrel" not in response.text, path
        assert attached["knowledge_base_id"] not in response.text or path.startswith("/audit")
    project = ok(admin.get("/projects"))["items"][0]
    assert project["knowledge_base_count"] == 1
    found = ok(admin.get("/jobs", params={"q": "kestrel"}))
    assert found["total"] == 0


def test_no_live_event_tells_of_it(
    platform: Platform, admin: Client, writer: Client, chat: str
) -> None:
    ticket = created(admin.post("/events/ticket"))["ticket"]
    with admin.http.websocket_connect(f"{API}/events?ticket={ticket}") as socket:
        socket.receive_json()
        attached = attach(platform, writer, chat)
        writer.delete(f"{chat}/attachments/{attached['id']}")
        platform.run_jobs()
        kb = platform.knowledge_base(admin, "Marker")
        marker = platform.document(admin, kb["id"], "marker.txt", "Something else.")
        heard = []
        while not heard or heard[-1].get("document_id") != marker["id"]:
            heard.append(socket.receive_json())
    documents = [each for each in heard if each["type"].startswith("document.")]
    assert {each["document_id"] for each in documents} == {marker["id"]}
    assert "kestrel" not in json.dumps(heard)


def test_a_shared_conversation_does_not_quote_it(
    platform: Platform,
    admin: Client,
    writer: Client,
    chat: str,
    attached: dict[str, Any],
    model: ScriptedModel,
) -> None:
    model.pieces = ["The Kestrel contract with Ostmark Logistics ends on 14 March [1]."]
    answer = created(writer.post(f"{chat}/messages", json=QUESTION))["answer"]
    assert answer["citations"][0]["quote"]
    token = ok(writer.put(f"{chat}/share"))["token"]
    shared = ok(admin.get(f"/chat/shared/{token}"))["messages"][-1]
    (citation,) = shared["citations"]
    assert (citation["available"], citation["quote"], citation["document_name"]) == (False, "", "")


def test_attachments_go_with_their_conversation(
    platform: Platform, writer: Client, chat: str, attached: dict[str, Any]
) -> None:
    assert writer.delete(chat).status_code == 204
    platform.run_jobs()
    assert_nothing_is_left(platform, attached)


def test_attachments_go_with_a_conversation_that_goes_with_its_deployment(
    platform: Platform, admin: Client, writer: Client, chat: str, attached: dict[str, Any]
) -> None:
    document = f"/knowledge-bases/{attached['knowledge_base_id']}/documents/{attached['id']}"
    deployment_id = ok(writer.get(chat))["deployment_id"]
    assert admin.delete(f"/deployments/{deployment_id}").status_code == 204
    problem(writer.get(document), 404, "document_not_found")
    attachments.bury_orphans(platform.ports.queue)
    platform.run_jobs()
    assert_nothing_is_left(platform, attached)


def assert_nothing_is_left(platform: Platform, attached: dict[str, Any]) -> None:
    with unit_of_work() as uow:
        kb_id, document_id = (uuid.UUID(attached[name]) for name in ("knowledge_base_id", "id"))
        assert uow.session.get(KnowledgeBase, kb_id) is None
        assert uow.session.get(Document, document_id) is None
        chunks = select(func.count()).where(Chunk.document_id == document_id)
        assert uow.session.scalar(chunks) == 0
        collections = set(uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)))
    assert str(document_id) not in set(platform.ports.files.names("documents/"))
    for collection in collections:
        counts = platform.ports.vectors.count_points(collection)
        assert document_id not in counts


def test_the_number_and_the_size_of_files_are_limited(
    platform: Platform, writer: Client, chat: str
) -> None:
    platform.ports.settings.chat_attachments_max = 2
    platform.ports.settings.chat_attachment_max_mb = 1
    large = {"file": ("large.txt", b"word " * 250_000)}
    problem(writer.post(f"{chat}/attachments", files=large), 413, "file_too_large")
    program = {"file": ("a.exe", b"MZ\x90\x00\x03")}
    problem(writer.post(f"{chat}/attachments", files=program), 415, "unsupported_type")
    first = attach(platform, writer, chat, "a.txt", "One.")
    attach(platform, writer, chat, "b.txt", "Two.")
    third = {"file": ("c.txt", b"Three.")}
    problem(writer.post(f"{chat}/attachments", files=third), 409, "too_many_attachments")
    assert writer.delete(f"{chat}/attachments/{first['id']}").status_code == 204
    attach(platform, writer, chat, "c.txt", "Three.")
    assert [each["name"] for each in ok(writer.get(f"{chat}/attachments"))] == ["b.txt", "c.txt"]
