"""What can go wrong in the middle of an ingest, at every stage: nothing lost, nothing twice."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg2.errors
import pytest
from sqlalchemy import func, update
from sqlalchemy.exc import OperationalError

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.models import Chunk, Document, Job
from app.services.knowledge_bases.ingest import handlers, pipeline, reading
from app.workers import endings, runner, sweeper
from tests.factories import HANDBOOK, Client, Platform, ok
from tests.workers.test_jobs import assert_complete_exactly_once, the_job
from tests.workers.test_pipeline import LONG, document, hits, rows, upload, vectors

BACKEND = Path(__file__).resolve().parents[2]
# A worker that kills itself with SIGKILL when it comes to a certain call of a certain function.
DOOMED = """
import os, signal, sys
from importlib import import_module
from app.core.config import get_settings
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.workers import runner

module, name, call = sys.argv[1], sys.argv[2], int(sys.argv[3])
place = import_module(module)
function, calls = getattr(place, name), 0

def doomed(*args, **kwargs):
    global calls
    calls += 1
    if calls == call:
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*args, **kwargs)

setattr(place, name, doomed)
ports = runner.get_ports()
ports.embedders = FakeEmbedders(FakeEmbedder(name=get_settings().embedding_model, dimension=384))
runner.run_next(ports)
"""
STAGES = {
    "before anything": (handlers.__name__, "fix", 1),
    "parsing": (reading.__name__, "parse_file", 1),
    "chunking": (pipeline.__name__, "chunk_parts", 1),
    "embedding the first part": (pipeline.__name__, "_embed", 1),
    "embedding a later part": (pipeline.__name__, "_embed", 3),
    "between vectors and rows": (pipeline.__name__, "_write_chunks", 2),
    "publishing": (handlers.__name__, "_describe", 1),
    "ending": ("app.services.jobs.service", "finish", 1),
}


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    return str(platform.knowledge_base(owner)["id"])


def let_the_lease_run_out(platform: Platform) -> None:
    with unit_of_work() as uow:
        uow.session.execute(
            update(Job)
            .where(Job.status == "running")
            .values(lease_expires_at=func.now() - timedelta(seconds=1))
        )
    sweeper.sweep(platform.ports)


@pytest.mark.parametrize("stage", STAGES)
def test_sigkill_costs_nothing_at_any_stage(
    platform: Platform, owner: Client, kb: str, stage: str
) -> None:
    document_id = upload(owner, kb)
    arguments = [str(argument) for argument in STAGES[stage]]
    killed = subprocess.run(
        [sys.executable, "-c", DOOMED, *arguments], cwd=BACKEND, env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    let_the_lease_run_out(platform)
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))


class Away:
    """Fails the first calls of a port's method, as something does that is being restarted."""

    def __init__(self, method: Callable[..., Any], error: Exception, times: int = 2) -> None:
        self._method, self._error, self._left = method, error, times

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._left -= 1
        if self._left >= 0:
            raise self._error
        return self._method(*args, **kwargs)


NO_VECTORS = Transient("The vector store did not answer.", code="vector_store_unavailable")
NO_ROOM = OperationalError("INSERT", {}, psycopg2.errors.DiskFull("No space left on device"))


@pytest.mark.parametrize("method", ["ensure_collection", "upsert"])
def test_a_vector_store_that_is_down_only_delays(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 0.0)
    store = platform.ports.vectors
    monkeypatch.setattr(store, method, Away(getattr(store, method), NO_VECTORS))
    document_id = upload(owner, kb)
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))
    assert the_job().attempt == 3


def test_a_vector_store_that_stays_down_fails_the_document_with_the_reason(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 0.0)
    monkeypatch.setattr(platform.ports.vectors, "upsert", Away(print, NO_VECTORS, times=99))
    document_id = upload(owner, kb)
    platform.run_jobs()
    failed = document(owner, kb, document_id)
    assert (failed["status"], failed["error"]["code"]) == (  # type: ignore[index]
        "failed",
        "vector_store_unavailable",
    )


def test_a_database_without_room_only_delays(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 0.0)
    monkeypatch.setattr(pipeline, "_write_chunks", Away(pipeline._write_chunks, NO_ROOM))
    document_id = upload(owner, kb)
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, (kb, document_id))


@contextmanager
def disk_that_takes(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes: writing fails as on a full disk."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_refuses_the_upload_and_keeps_nothing(
    platform: Platform, owner: Client, kb: str
) -> None:
    with disk_that_takes(100_000):
        refused = owner.upload(kb, "long.txt", LONG.encode())
    assert (refused.status_code, refused.json()["code"]) == (503, "storage_unavailable")
    assert "space" in refused.json()["details"]["remedy"]
    assert rows(Document) == 0
    folders = [list(platform.ports.files.names(f"documents/{name}")) for name in stored(platform)]
    assert not any(folders)
    upload(owner, kb)


def stored(platform: Platform) -> list[str]:
    return list(platform.ports.files.names("documents"))


CANCELLED_IN = {
    "parsing": (reading, "parse_file"),
    "embedding": (pipeline, "_embed"),
    "writing": (pipeline, "_write"),
    "publishing": (handlers, "_publish"),
}


@pytest.mark.parametrize("stage", CANCELLED_IN)
def test_a_cancel_is_felt_in_every_stage(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    document_id = upload(owner, kb)
    module, name = CANCELLED_IN[stage]
    original, reached, go_on = getattr(module, name), threading.Event(), threading.Event()

    def wait_here(*args: Any, **kwargs: Any) -> Any:
        reached.set()
        assert go_on.wait(20)
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, wait_here)
    worker = threading.Thread(target=runner.run_next, args=(platform.ports,))
    worker.start()
    assert reached.wait(20)
    path = f"/knowledge-bases/{kb}/documents/{document_id}"
    assert owner.post(f"{path}/cancel").status_code == 202
    go_on.set()
    worker.join(20)
    platform.run_jobs()
    assert ok(owner.get(path))["status"] == "cancelled"
    assert (hits(owner, kb), rows(Chunk), vectors(platform.ports, document_id)) == ([], 0, 0)


def test_the_same_file_uploaded_many_times_at_once_is_one_document(
    platform: Platform, owner: Client, kb: str
) -> None:
    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(lambda _: upload(owner, kb, HANDBOOK), range(6)))
    assert len(set(ids)) == 1
    assert stored(platform) == [ids[0]]
    platform.run_jobs()
    assert_complete_exactly_once(platform.ports, owner, (kb, ids[0]))
