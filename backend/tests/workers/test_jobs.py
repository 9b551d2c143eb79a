"""Jobs: claimed once, fenced, cancelled, retried, taken back from the dead."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.core.errors import Permanent, Transient
from app.db.uow import unit_of_work
from app.integrations.embeddings import Embedder
from app.integrations.ports import Ports
from app.models import Chunk, Document, DocumentPart, Job, KnowledgeBase
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobCancelled, LeaseLost
from app.services.knowledge_bases.ingest import pipeline
from app.services.knowledge_bases.states import transition
from app.workers import runner, sweeper
from tests.factories import HANDBOOK, Client, Platform, ok

LEASE = timedelta(seconds=30)
LONG = "\n\n".join(f"Paragraph {n}. {HANDBOOK}" for n in range(600))


@pytest.fixture
def uploaded(platform: Platform, owner: Client) -> tuple[str, str]:
    """A document whose ingest is queued: knowledge base id, document id."""
    kb = platform.knowledge_base(owner)
    body = owner.upload(kb["id"], "long.txt", LONG.encode()).json()
    return kb["id"], body["document"]["id"]


def the_job() -> Job:
    with unit_of_work() as uow:
        return uow.session.scalars(select(Job).where(Job.kind == "ingest_document")).one()


def embedder(platform: Platform) -> Embedder:
    return platform.ports.embedders.get(platform.ports.settings.embedding_model)


def claim() -> jobs.ClaimedJob | None:
    with unit_of_work() as uow:
        return jobs.claim(uow.session, "test", LEASE)


def status(owner: Client, ids: tuple[str, str]) -> dict[str, object]:
    return ok(owner.get(f"/knowledge-bases/{ids[0]}/documents/{ids[1]}"))


def assert_complete_exactly_once(ports: Ports, owner: Client, ids: tuple[str, str]) -> None:
    """One generation: rows and vectors are the chunks that the document says it has."""
    document = status(owner, ids)
    assert document["status"] == "completed"
    with unit_of_work() as uow:
        rows = uow.session.scalar(select(func.count()).select_from(Chunk))
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
    vectors = ports.vectors.count_document(collection, uuid.UUID(ids[1]))
    assert rows == vectors == document["chunk_count"]
    assert rows


def test_two_workers_claim_one_job_once(uploaded: tuple[str, str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        claimed = [found for found in pool.map(lambda _: claim(), range(8)) if found]
    assert [job.attempt for job in claimed] == [1]


def test_a_job_run_twice_is_done_once(
    platform: Platform, owner: Client, uploaded: tuple[str, str]
) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: runner.run_next(platform.ports), range(2)))
    assert not runner.run_next(platform.ports)
    assert the_job().attempt == 1
    assert_complete_exactly_once(platform.ports, owner, uploaded)


def test_a_stale_attempt_can_write_nothing(platform: Platform, uploaded: tuple[str, str]) -> None:
    stale = claim()
    assert stale
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(status=JobStatus.QUEUED))
    assert claim()
    context = JobContext(stale, platform.ports)
    with pytest.raises(LeaseLost), context.write() as (uow, _):
        uow.session.execute(update(Document).values(name="stale"))
    with unit_of_work() as uow, pytest.raises(LeaseLost):
        jobs.renew(uow.session, stale, LEASE)
    with unit_of_work() as uow:
        assert uow.session.scalars(select(Document.name)).one() == "long.txt"


def test_a_worker_that_dies_between_parts_is_resumed_where_it_stopped(
    platform: Platform, owner: Client, uploaded: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        """Nothing handles it, as nothing handles SIGKILL."""

    written = 0
    original = pipeline._write_chunks

    def die_after_the_first(*args: object) -> None:
        nonlocal written
        written += 1
        if written == 2:
            raise Died
        original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_write_chunks", die_after_the_first)
    with pytest.raises(Died):
        runner.run_next(platform.ports)
    assert status(owner, uploaded)["status"] == "processing"

    embedded: list[str] = []
    embed = embedder(platform).embed_documents
    monkeypatch.setattr(
        embedder(platform),
        "embed_documents",
        lambda texts, prefix=None: embedded.extend(texts) or embed(texts, prefix),  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr(pipeline, "_write_chunks", original)
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(lease_expires_at=func.now() - timedelta(seconds=1)))
    sweeper.sweep(platform.ports)
    platform.run_jobs()
    assert the_job().attempt == 2
    assert_complete_exactly_once(platform.ports, owner, uploaded)
    with unit_of_work() as uow:
        first_part = uow.session.get_one(DocumentPart, (uuid.UUID(uploaded[1]), 1, 0))
        done = select(func.count()).where(Chunk.char_start < first_part.char_end)
        kept = uow.session.scalar(done)
    assert kept
    assert len(embedded) == status(owner, uploaded)["chunk_count"] - kept  # type: ignore[operator]


def test_cancel_stops_a_running_ingest(
    platform: Platform, owner: Client, uploaded: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    embed = embedder(platform).embed_documents

    def wait_then_embed(texts, prefix=None):  # type: ignore[no-untyped-def]
        reached.set()
        assert go_on.wait(10)
        return embed(texts, prefix)

    monkeypatch.setattr(embedder(platform), "embed_documents", wait_then_embed)
    worker = threading.Thread(target=runner.run_next, args=(platform.ports,))
    worker.start()
    assert reached.wait(10)
    path = f"/knowledge-bases/{uploaded[0]}/documents/{uploaded[1]}"
    assert owner.post(f"{path}/cancel").status_code == 202
    go_on.set()
    worker.join(10)
    assert status(owner, uploaded)["status"] == "cancelled"
    search = owner.post(f"/knowledge-bases/{uploaded[0]}/search", json={"query": "leave"})
    assert ok(search)["hits"] == []


def test_delete_during_ingest_leaves_nothing(
    platform: Platform, owner: Client, uploaded: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/knowledge-bases/{uploaded[0]}/documents/{uploaded[1]}"
    embed = embedder(platform).embed_documents

    def delete_then_embed(texts, prefix=None):  # type: ignore[no-untyped-def]
        owner.delete(path)
        return embed(texts, prefix)

    monkeypatch.setattr(embedder(platform), "embed_documents", delete_then_embed)
    platform.run_jobs()
    with unit_of_work() as uow:
        assert uow.session.scalars(select(Document)).all() == []
        assert uow.session.scalars(select(Chunk)).all() == []
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
    assert platform.ports.vectors.count_document(collection, uuid.UUID(uploaded[1])) == 0


def failing(monkeypatch: pytest.MonkeyPatch, platform: Platform, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(platform.ports.vectors, "upsert", fail)


def test_a_passing_failure_is_retried_later_and_then_succeeds(
    platform: Platform, owner: Client, uploaded: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        failing(broken, platform, Transient("The vector store is down.", code="vectors_down"))
        platform.run_jobs()
    job = the_job()
    assert (job.status, job.attempt, job.error_code) == ("queued", 1, "vectors_down")
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(available_at=func.now()))
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, uploaded)


def test_a_lasting_failure_fails_the_document_with_its_reason(
    platform: Platform, owner: Client, uploaded: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, platform, Permanent("Refused.", code="refused", remedy="Ask an admin."))
    platform.run_jobs()
    document = status(owner, uploaded)
    assert document["status"] == "failed"
    assert document["error"] == {
        "code": "refused",
        "message": "Refused.",
        "remedy": "Ask an admin.",
    }


def test_a_worker_that_dies_every_time_is_given_up(
    platform: Platform, owner: Client, uploaded: tuple[str, str]
) -> None:
    for _ in range(platform.ports.settings.job_max_attempts):
        claimed = claim()
        assert claimed
        with JobContext(claimed, platform.ports).write() as (uow, _job):
            transition(
                uow,
                uow.session.get_one(Document, claimed.subject_id),
                DocumentStatus.PROCESSING,
            )
        with unit_of_work() as uow:
            uow.session.execute(
                update(Job).values(lease_expires_at=func.now() - timedelta(seconds=1))
            )
        sweeper.sweep(platform.ports)
    document = status(owner, uploaded)
    assert document["status"] == "failed"
    assert document["error"]["code"] == "worker_lost"  # type: ignore[index]


def test_the_sweeper_says_that_a_job_is_due_that_no_bell_told_of(
    platform: Platform, uploaded: tuple[str, str]
) -> None:
    assert sweeper.sweep(platform.ports)
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(available_at=func.now() + timedelta(minutes=5)))
    assert not sweeper.sweep(platform.ports)


def test_a_cancelled_job_stops_its_writer(platform: Platform, uploaded: tuple[str, str]) -> None:
    claimed = claim()
    assert claimed
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(cancel_requested=True))
    with pytest.raises(JobCancelled), JobContext(claimed, platform.ports).write():
        pass
