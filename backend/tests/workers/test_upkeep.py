"""Drift between database, vectors and files is found, mended and told; deletions are proven."""

import io
import time
import uuid
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import delete, select, update

from app.core.clock import now
from app.db.uow import unit_of_work
from app.integrations.vectors import NO_KEYWORDS, Point
from app.models import ChatMessage, Chunk, Document, Job, KnowledgeBase, Reconciliation, Schedule
from app.services.upkeep import schedule
from app.workers import sweeper
from tests.factories import Client, Platform, created, ok

UNKNOWN = uuid.uuid4()


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    return str(platform.knowledge_base(owner)["id"])


@pytest.fixture
def document(platform: Platform, owner: Client, kb: str) -> dict[str, object]:
    return platform.document(owner, kb)


@pytest.fixture
def collection(kb: str) -> str:
    with unit_of_work() as uow:
        return str(uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one())


def reconcile(platform: Platform, owner: Client) -> dict[str, str | None]:
    """What one reconciliation found: kind → what was done."""
    started = owner.post("/upkeep/reconciliations")
    assert started.status_code == 202, started.text
    platform.run_jobs()
    latest = ok(owner.get("/upkeep/reconciliations"))["items"][0]
    assert latest["status"] == "completed"
    return {found["kind"]: found["mended"] for found in latest["findings"]}


def vectors_of(platform: Platform, collection: str, document_id: object) -> int:
    return platform.ports.vectors.count_document(collection, uuid.UUID(str(document_id)))


def test_finds_nothing_where_nothing_differs(
    platform: Platform, owner: Client, document: dict[str, object]
) -> None:
    assert reconcile(platform, owner) == {}
    assert ok(owner.get("/upkeep/reconciliations"))["items"][0]["documents_checked"] == 1


def test_brings_back_lost_vectors(
    platform: Platform, owner: Client, document: dict[str, object], collection: str
) -> None:
    document_id = uuid.UUID(str(document["id"]))
    platform.ports.vectors.delete_document(collection, document_id)
    assert list(reconcile(platform, owner)) == ["vectors_missing"]
    assert vectors_of(platform, collection, document_id) == document["chunk_count"]
    assert reconcile(platform, owner) == {}


def test_deletes_vectors_of_other_generations(
    platform: Platform, owner: Client, document: dict[str, object], collection: str, kb: str
) -> None:
    document_id = uuid.UUID(str(document["id"]))
    stray = Point(
        id=uuid.uuid4(),
        vector=np.eye(384, dtype=np.float32)[0],
        knowledge_base_id=uuid.UUID(kb),
        document_id=document_id,
        generation=9,
        keywords=NO_KEYWORDS,
    )
    platform.ports.vectors.upsert(collection, [stray])
    assert list(reconcile(platform, owner)) == ["vectors_left_over"]
    assert vectors_of(platform, collection, document_id) == document["chunk_count"]


def test_deletes_vectors_of_documents_that_do_not_exist(
    platform: Platform, owner: Client, document: dict[str, object], collection: str
) -> None:
    with unit_of_work() as uow:
        uow.session.execute(delete(Document))
    assert vectors_of(platform, collection, document["id"])
    assert "unknown_vectors" in reconcile(platform, owner)
    assert vectors_of(platform, collection, document["id"]) == 0


def test_deletes_unknown_files_only_when_they_were_seen_an_hour_ago(
    platform: Platform, owner: Client, document: dict[str, object]
) -> None:
    platform.ports.files.write(f"documents/{UNKNOWN}/original", io.BytesIO(b"words"))
    assert reconcile(platform, owner) == {"unknown_files": None}
    assert reconcile(platform, owner) == {"unknown_files": None}
    with unit_of_work() as uow:
        earlier = now() - timedelta(hours=2)
        uow.session.execute(update(Reconciliation).values(finished_at=earlier))
    assert reconcile(platform, owner) == {"unknown_files": "They were deleted."}
    assert str(UNKNOWN) not in set(platform.ports.files.names("documents"))
    assert str(document["id"]) in set(platform.ports.files.names("documents"))


def test_tells_of_an_original_that_is_missing(
    platform: Platform, owner: Client, document: dict[str, object]
) -> None:
    platform.ports.files.delete_prefix(f"documents/{document['id']}")
    assert reconcile(platform, owner) == {"original_missing": None}


def test_queues_the_ingest_of_a_document_that_waits_for_none(
    platform: Platform, owner: Client, kb: str
) -> None:
    path = f"/knowledge-bases/{kb}/documents"
    made = owner.upload(kb, "a.txt", b"Some words to find.").json()["document"]
    with unit_of_work() as uow:
        uow.session.execute(delete(Job))
    assert ok(owner.get(f"{path}/{made['id']}"))["status"] == "pending"
    assert list(reconcile(platform, owner)) == ["stuck"]
    assert ok(owner.get(f"{path}/{made['id']}"))["status"] == "completed"


def test_leaves_alone_what_is_being_worked_on(
    platform: Platform, owner: Client, document: dict[str, object], collection: str, kb: str
) -> None:
    again = owner.post(f"/knowledge-bases/{kb}/documents/{document['id']}/ingest")
    assert again.status_code == 202
    with unit_of_work() as uow:
        # Its ingest has not begun.
        later = now() + timedelta(hours=1)
        uow.session.execute(update(Job).values(available_at=later))
    platform.ports.vectors.delete_document(collection, uuid.UUID(str(document["id"])))
    assert reconcile(platform, owner) == {}


def test_one_reconciliation_at_a_time(platform: Platform, owner: Client) -> None:
    assert owner.post("/upkeep/reconciliations").status_code == 202
    assert owner.post("/upkeep/reconciliations").json()["code"] == "reconciliation_running"


def test_the_sweeper_starts_one_a_day_for_all_processes(platform: Platform, owner: Client) -> None:
    sweeper.sweep(platform.ports)
    assert ok(owner.get("/upkeep/reconciliations"))["total"] == 0
    with unit_of_work() as uow:
        uow.session.execute(update(Schedule).values(due_at=now() - timedelta(seconds=1)))
    sweeper.sweep(platform.ports)
    sweeper.sweep(platform.ports)
    assert ok(owner.get("/upkeep/reconciliations"))["total"] == 1


def test_a_shorter_interval_holds_at_once(settings: object) -> None:
    def take_turn(**every: float) -> bool:
        with unit_of_work() as uow:
            return schedule.take_turn(uow.session, "x", timedelta(**every))

    assert not take_turn(days=30)
    assert not take_turn(milliseconds=500)
    time.sleep(0.6)
    assert take_turn(days=1)
    assert not take_turn(days=1)


def test_traces_are_forgotten_after_their_time_and_answers_are_not(
    platform: Platform, owner: Client
) -> None:
    chat = platform.conversation(owner)
    path = f"/chat/sessions/{chat['id']}/messages"
    old, new = (
        created(owner.post(path, json={"content": "How long?"}))["answer"] for _ in range(2)
    )
    with unit_of_work() as uow:
        uow.session.execute(
            update(ChatMessage)
            .where(ChatMessage.id == uuid.UUID(old["id"]))
            .values(created_at=now() - timedelta(days=8), updated_at=now() - timedelta(days=8))
        )
    platform.ports.settings.trace_retention_days = 7
    sweeper.sweep(platform.ports)
    assert owner.get(f"{path}/{old['id']}/trace").status_code == 200, "not due yet"
    with unit_of_work() as uow:
        uow.session.execute(update(Schedule).values(due_at=now()))
    sweeper.sweep(platform.ports)
    assert owner.get(f"{path}/{old['id']}/trace").status_code == 404
    assert owner.get(f"{path}/{new['id']}/trace").status_code == 200
    with unit_of_work() as uow:
        kept = uow.session.get_one(ChatMessage, uuid.UUID(old["id"]))
        assert kept.content == old["content"]
        assert kept.updated_at < now() - timedelta(days=7)


def test_a_deletion_leaves_a_receipt_and_nothing_else(
    platform: Platform, owner: Client, document: dict[str, object], collection: str, kb: str
) -> None:
    path = f"/knowledge-bases/{kb}/documents/{document['id']}"
    assert owner.delete(path).status_code == 204
    [receipt] = ok(owner.get("/knowledge-bases/deletions"))["items"]
    assert receipt["completed_at"] is None

    platform.run_jobs()
    [receipt] = ok(owner.get("/knowledge-bases/deletions"))["items"]
    assert receipt["document_name"] == document["name"]
    assert receipt["content_sha256"] == document["content_sha256"]
    assert receipt["completed_at"]
    assert receipt["vectors_deleted"] == receipt["chunks_deleted"] == document["chunk_count"]
    assert receipt["files_deleted"] == 1
    assert vectors_of(platform, collection, document["id"]) == 0
    assert list(platform.ports.files.names(f"documents/{document['id']}")) == []
    with unit_of_work() as uow:
        assert uow.session.scalars(select(Chunk)).all() == []
    purged = ok(owner.get("/audit/logs", params={"action": "document.purged"}))["items"]
    assert [entry["resource_id"] for entry in purged] == [document["id"]]


def test_receipts_are_for_owners_of_the_project(
    platform: Platform, owner: Client, document: dict[str, object], kb: str
) -> None:
    stranger = platform.register("stranger@example.com")
    editor = platform.register("editor@example.com")
    project = ok(owner.get(f"/knowledge-bases/{kb}"))["project_id"]
    created(
        owner.post(
            f"/projects/{project}/members", json={"email": "editor@example.com", "role": "editor"}
        )
    )
    assert owner.delete(f"/knowledge-bases/{kb}/documents/{document['id']}").status_code == 204
    for client, total in ((owner, 1), (editor, 0), (stranger, 0)):
        assert ok(client.get("/knowledge-bases/deletions"))["total"] == total
