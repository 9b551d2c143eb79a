"""The ingest pipeline: searchable while it runs, all or nothing of a later generation."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from app.core.errors import Permanent, Transient
from app.db.uow import unit_of_work
from app.integrations.ports import Ports
from app.models import Chunk, DocumentPart, KnowledgeBase
from app.services.knowledge_bases.ingest import pipeline, reading
from app.services.knowledge_bases.parsing import ParsedDocument, ParseError, PartProblem
from app.workers import endings, runner
from tests.factories import HANDBOOK, Client, Platform, ok
from tests.workers.test_jobs import assert_complete_exactly_once

LONG = "\n\n".join(f"Paragraph {number}. {HANDBOOK}" for number in range(600))


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    return str(platform.knowledge_base(owner)["id"])


def upload(owner: Client, kb: str, content: str = LONG, name: str = "long.txt") -> str:
    response = owner.upload(kb, name, content.encode())
    assert response.status_code == 202, response.text
    return str(response.json()["document"]["id"])


def document(owner: Client, kb: str, document_id: str) -> dict[str, object]:
    return ok(owner.get(f"/knowledge-bases/{kb}/documents/{document_id}"))


def hits(owner: Client, kb: str) -> list[dict[str, object]]:
    found = ok(owner.post(f"/knowledge-bases/{kb}/search", json={"query": "parental leave"}))
    return list(found["hits"])


def rows(table: type) -> int:
    with unit_of_work() as uow:
        return uow.session.scalar(select(func.count()).select_from(table)) or 0


def vectors(ports: Ports, document_id: str) -> int:
    with unit_of_work() as uow:
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
    return ports.vectors.count_document(collection, uuid.UUID(document_id))


@contextmanager
def stopped_after_the_first_part(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An ingest that has written its first part and waits before the next one."""
    reached, go_on = threading.Event(), threading.Event()
    write, written = pipeline._write, 0

    def write_then_wait(*args: object) -> None:
        nonlocal written
        written += 1
        if written == 2:
            reached.set()
            assert go_on.wait(20)
        write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_write", write_then_wait)
    worker = threading.Thread(target=runner.run_next, args=(platform.ports,))
    worker.start()
    assert reached.wait(20)
    try:
        yield
    finally:
        go_on.set()
        worker.join()


def test_the_beginning_is_searchable_while_the_rest_is_coming(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = upload(owner, kb)
    with stopped_after_the_first_part(platform, monkeypatch):
        shown = document(owner, kb, document_id)
        assert shown["status"] == "processing"
        assert shown["chunk_count"]
        assert shown["progress"]["percent"] <= 99  # type: ignore[index]
        assert hits(owner, kb)
        text = ok(owner.get(f"/knowledge-bases/{kb}/documents/{document_id}/text"))
        assert LONG.startswith(text["text"])
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))


def test_a_later_generation_is_not_seen_before_it_is_complete(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = upload(owner, kb)
    platform.run_jobs()
    before = document(owner, kb, document_id)["chunk_count"]
    owner.post(f"/knowledge-bases/{kb}/documents/{document_id}/ingest")
    with unit_of_work() as uow:
        found = uow.session.execute(select(Chunk.id, Chunk.generation)).all()
    assert {row.generation for row in found} == {1}
    with stopped_after_the_first_part(platform, monkeypatch):
        assert document(owner, kb, document_id)["chunk_count"] == before
        assert {str(hit["chunk_id"]) for hit in hits(owner, kb)} <= {str(row.id) for row in found}
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))


@pytest.mark.parametrize("way", ["cancel", "fail", "delete"])
def test_nothing_is_left_of_a_first_ingest_without_a_good_end(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    document_id = upload(owner, kb)
    path = f"/knowledge-bases/{kb}/documents/{document_id}"
    with stopped_after_the_first_part(platform, monkeypatch):
        assert hits(owner, kb)
        if way == "cancel":
            assert owner.post(f"{path}/cancel").status_code == 202
        elif way == "delete":
            assert owner.delete(path).status_code == 204
        else:
            monkeypatch.setattr(pipeline, "_write_chunks", refuse)
    platform.run_jobs()
    assert hits(owner, kb) == []
    assert (rows(Chunk), rows(DocumentPart)) == (0, 0)
    assert vectors(platform.ports, document_id) == 0
    if way != "delete":
        shown = document(owner, kb, document_id)
        assert (shown["status"], shown["chunk_count"]) == (
            "cancelled" if way == "cancel" else "failed",
            0,
        )


def refuse(*_: object) -> None:
    raise Permanent("Refused.", code="vectors_refused")


def test_an_ingest_cancelled_between_its_attempts_leaves_nothing(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 600.0)
    document_id = upload(owner, kb)
    write, written = pipeline._write_chunks, 0

    def away_at_the_second(*args: object) -> None:
        nonlocal written
        written += 1
        if written == 2:
            raise Transient("Away.", code="vectors_unavailable")
        write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_write_chunks", away_at_the_second)
    platform.run_jobs()
    assert hits(owner, kb)
    assert owner.post(f"/knowledge-bases/{kb}/documents/{document_id}/cancel").status_code == 202
    platform.run_jobs()
    assert document(owner, kb, document_id)["status"] == "cancelled"
    assert (hits(owner, kb), rows(Chunk), vectors(platform.ports, document_id)) == ([], 0, 0)


def test_what_could_be_read_is_kept_and_the_rest_is_named(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(*_: object, **__: object) -> Iterator[ParsedDocument]:
        problem = PartProblem("page 7", "This page is a picture.")
        yield ParsedDocument(text=HANDBOOK, share=0.5, problems=[problem])
        raise ParseError("parse_timeout", "Reading this file took too long.", "Split it.")

    monkeypatch.setattr(reading, "parse_file", breaks_off)
    document_id = upload(owner, kb, HANDBOOK)
    platform.run_jobs()
    shown = document(owner, kb, document_id)
    assert shown["status"] == "completed"
    assert shown["problems"] == [
        {"place": "page 7", "message": "This page is a picture."},
        {"place": "the rest of the file", "message": "Reading this file took too long."},
    ]
    assert hits(owner, kb)


def test_without_originals_a_document_is_made_anew_from_its_text(
    platform: Platform, owner: Client, kb: str
) -> None:
    platform.ports.settings.keep_original_files = False
    document_id = upload(owner, kb, "# Leave\n\n" + LONG, "long.md")
    platform.run_jobs()
    path = f"/knowledge-bases/{kb}/documents/{document_id}"
    refused = owner.get(f"{path}/file")
    assert (refused.status_code, refused.json()["code"]) == (404, "original_not_kept")
    assert list(platform.ports.files.names(f"documents/{document_id}")) == []
    before = ok(owner.get(f"{path}/chunks", params={"limit": 200}))["items"]
    assert owner.post(f"{path}/ingest").status_code == 202
    platform.run_jobs()
    after = ok(owner.get(f"{path}/chunks", params={"limit": 200}))["items"]
    assert [(c["text"], c["section"]) for c in after] == [(c["text"], c["section"]) for c in before]
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))


def test_every_passage_stands_where_it_says(platform: Platform, owner: Client, kb: str) -> None:
    document_id = upload(owner, kb)
    platform.run_jobs()
    path = f"/knowledge-bases/{kb}/documents/{document_id}"
    chunks = ok(owner.get(f"{path}/chunks", params={"limit": 200}))["items"]
    assert len(chunks) > 50
    for chunk in chunks:
        span = {"start": chunk["char_start"], "end": chunk["char_end"]}
        assert ok(owner.get(f"{path}/text", params=span))["text"] == chunk["text"]
