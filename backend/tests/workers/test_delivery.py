"""What comes between a job and its worker: Redis emptied, Postgres restarted, a stop, a crowd."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, func, select

from app.core.config import Settings
from app.db.migrations import migrate
from app.db.uow import unit_of_work
from app.integrations.embeddings.prepared import (
    MODEL_FILE,
    TOKENIZER_FILE,
    ModelCard,
    write_card,
)
from app.integrations.queue import connect_queue
from app.integrations.queue.rq_queue import MOST_BELLS, QUEUE_NAME, connect_redis
from app.models import Chunk, Document, Job, KnowledgeBase, Worker
from app.models.knowledge_bases import DocumentStatus
from tests.api.processes import ApiProcess, api_process
from tests.engines import Engines
from tests.factories import API, HANDBOOK, PASSWORD, Client, Platform
from tests.waiting import until
from tests.workers.processes import WorkerProcesses

LONG = "\n\n".join(f"Paragraph {number}. {HANDBOOK}" for number in range(60))


def upload_some(owner: Client, kb_id: str, count: int) -> None:
    for number in range(count):
        text = f"{uuid.uuid4()} {LONG}"
        assert owner.upload(kb_id, f"{number}.txt", text.encode()).is_success


def count(status: DocumentStatus) -> int:
    with unit_of_work() as uow:
        query = select(func.count()).select_from(Document).where(Document.status == status)
        return uow.session.scalar(query) or 0


def attempts() -> list[int]:
    with unit_of_work() as uow:
        return list(uow.session.scalars(select(Job.attempt).order_by(Job.attempt)))


def assert_whole(platform: Platform) -> None:
    """Rows and vectors of every document are as many as it says, of one generation."""
    with unit_of_work() as uow:
        documents = uow.session.scalars(select(Document)).all()
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
        for document in documents:
            rows = uow.session.scalar(
                select(func.count()).select_from(Chunk).where(Chunk.document_id == document.id)
            )
            vectors = platform.ports.vectors.count_document(collection, document.id)
            assert rows == vectors == document.chunk_count > 0


def test_nothing_is_lost_when_redis_is_emptied_while_jobs_wait_and_run(
    platform: Platform, owner: Client, settings: Settings, workers: WorkerProcesses
) -> None:
    kb = platform.knowledge_base(owner)
    upload_some(owner, kb["id"], 5)
    redis = connect_redis(settings)
    redis.flushdb()  # before any worker: no bell has been heard
    workers.start()
    until(lambda: count(DocumentStatus.PROCESSING) > 0)
    redis.flushdb()  # while it works: its own registration is gone too
    until(lambda: count(DocumentStatus.COMPLETED) == 5)
    upload_some(owner, kb["id"], 1)
    until(lambda: count(DocumentStatus.COMPLETED) == 6)
    assert attempts() == [1] * 6
    assert_whole(platform)


def test_two_workers_share_the_jobs_and_do_each_once(
    platform: Platform, owner: Client, workers: WorkerProcesses
) -> None:
    kb = platform.knowledge_base(owner)
    workers.start()
    workers.start()
    until(lambda: len(living()) == 2)
    upload_some(owner, kb["id"], 8)
    until(lambda: count(DocumentStatus.COMPLETED) == 8)
    assert attempts() == [1] * 8
    with unit_of_work() as uow:
        assert len(set(uow.session.scalars(select(Job.worker)))) == 2
    assert_whole(platform)


def living() -> list[str]:
    with unit_of_work() as uow:
        return list(uow.session.scalars(select(Worker.name)))


def test_a_worker_runs_several_jobs_at_once(
    platform: Platform, owner: Client, workers: WorkerProcesses
) -> None:
    kb = platform.knowledge_base(owner)
    upload_some(owner, kb["id"], 3)
    workers.start()
    until(lambda: count(DocumentStatus.PROCESSING) == 2)


def test_a_worker_that_is_stopped_gives_its_jobs_back_at_once(
    platform: Platform, owner: Client, workers: WorkerProcesses
) -> None:
    kb = platform.knowledge_base(owner)
    upload_some(owner, kb["id"], 3)
    first = workers.start()
    until(lambda: count(DocumentStatus.PROCESSING) == 2)
    begun = time.monotonic()
    first.terminate()
    assert first.wait(20) == 0
    assert time.monotonic() - begun < 20
    assert count(DocumentStatus.PROCESSING) == 0
    assert living() == []
    workers.start()
    until(lambda: count(DocumentStatus.COMPLETED) == 3)
    assert_whole(platform)


def test_bells_do_not_pile_up(settings: Settings) -> None:
    queue = connect_queue(settings)
    redis = connect_redis(settings)
    redis.flushdb()
    for _ in range(MOST_BELLS + 20):
        queue.ring()
    assert redis.llen(f"rq:queue:{QUEUE_NAME}") == MOST_BELLS
    redis.flushdb()


class Installation:
    """An installation with engines of its own, which a test may treat badly."""

    def __init__(self, engines: Engines, api: ApiProcess, workers: WorkerProcesses) -> None:
        self.engines = engines
        self.workers = workers
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{api.port}{API}", timeout=30)
        body = {"email": "owner@example.com", "password": PASSWORD}
        token = self._http.post("/auth/register", json=body).json()["access_token"]
        self._http.headers["Authorization"] = f"Bearer {token}"
        self.kb_id = self._http.post("/knowledge-bases", json={"name": "KB"}).json()["id"]

    def upload(self, text: str) -> None:
        files = {"file": ("a.txt", text.encode())}
        response = self._http.post(f"/knowledge-bases/{self.kb_id}/upload", files=files)
        assert response.status_code == 202, response.text

    def documents(self) -> list[dict[str, Any]]:
        """What the API says; nothing while the database is away."""
        response = self._http.get(f"/knowledge-bases/{self.kb_id}/documents")
        assert response.status_code in (200, 503)
        return list(response.json().get("items", []))

    def close(self) -> None:
        self._http.close()
        self.workers.stop_all()


def look_prepared(folder: Path) -> None:
    """A model that the API takes for ready; nothing but the worker's hashing embedder is used."""
    folder.mkdir(parents=True)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        (folder / name).touch()
    card = ModelCard(folder.name, dimension=384, max_tokens=254, cosine=1, cosine_mean=1)
    write_card(card, folder)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    engines = Engines()
    engines.start()
    look_prepared(tmp_path / "data" / "models" / "all-MiniLM-L6-v2")
    environment = {
        "DATABASE_URL": engines.postgres.url,
        "REDIS_URL": engines.valkey.url,
        "DATA_DIR": str(tmp_path / "data"),
    }
    engine = create_engine(engines.postgres.url)
    migrate(engine)
    engine.dispose()
    try:
        with api_process(**environment) as api:
            made = Installation(engines, api, WorkerProcesses(**environment))
            try:
                yield made
            finally:
                made.close()
    finally:
        engines.stop()


def test_a_restart_of_postgres_in_the_middle_of_an_ingest_costs_no_document(
    installation: Installation,
) -> None:
    worker = installation.workers.start()
    for number in range(3):
        installation.upload(f"{number} {LONG}")

    def at_work() -> bool:
        return any(item["status"] == "processing" for item in installation.documents())

    until(at_work)
    installation.engines.restart_postgres()
    until(lambda: [item["status"] for item in installation.documents()] == ["completed"] * 3)
    assert worker.poll() is None, "the worker died with the database"


def test_jobs_are_done_while_redis_is_away_and_the_worker_survives(
    installation: Installation,
) -> None:
    worker = installation.workers.start()

    def done(number: int) -> bool:
        return [item["status"] for item in installation.documents()] == ["completed"] * number

    installation.upload(f"before {LONG}")
    until(lambda: done(1))
    installation.engines.stop_valkey()
    installation.upload(f"while {LONG}")
    until(lambda: done(2))
    installation.engines.start_valkey()
    installation.upload(f"after {LONG}")
    until(lambda: done(3))
    assert worker.poll() is None, "the worker died with Redis"
    worker.terminate()
    assert worker.wait(20) == 0
