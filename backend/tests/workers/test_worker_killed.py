"""A real worker process, killed with SIGKILL in the middle of an ingest."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.core.config import Settings
from app.db.uow import unit_of_work
from app.integrations.ports import connect_ports
from app.models import Chunk
from tests.factories import HANDBOOK, Client, Platform, ok
from tests.workers.test_jobs import assert_complete_exactly_once

BACKEND = Path(__file__).resolve().parents[2]
# A worker with the hashing embedder, slowed down so that the kill hits it in the middle.
WORKER = """
import time
from app.core.config import get_settings
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.services.knowledge_bases import ingest
from app.workers import runner
from app.workers.process import run_worker

class Slow(FakeEmbedder):
    def embed_documents(self, texts, prefix=None):
        time.sleep(0.3)
        return super().embed_documents(texts, prefix)

ingest.BATCH = 4
slow = Slow(name=get_settings().embedding_model, dimension=384)
runner.get_ports().embedders = FakeEmbedders(slow)
run_worker(get_settings())
"""
LONG = "\n\n".join(f"Paragraph {number}. {HANDBOOK}" for number in range(200))


@pytest.fixture
def start_worker(settings: Settings) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], cwd=BACKEND))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def test_a_killed_worker_leaves_a_document_that_completes_exactly_once(
    platform: Platform,
    owner: Client,
    settings: Settings,
    start_worker: Callable[[], subprocess.Popen[bytes]],
) -> None:
    kb = platform.knowledge_base(owner)
    first = start_worker()
    body = owner.upload(kb["id"], "long.txt", LONG.encode()).json()
    path = f"/knowledge-bases/{kb['id']}/documents/{body['document']['id']}"

    def chunks_written() -> int:
        with unit_of_work() as uow:
            return uow.session.scalar(select(func.count()).select_from(Chunk)) or 0

    wait_until(lambda: chunks_written() > 4)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert ok(owner.get(path))["status"] == "processing"

    start_worker()
    wait_until(lambda: ok(owner.get(path))["status"] not in ("pending", "processing"))
    assert ok(owner.get(path))["progress"]["attempt"] == 2
    assert_complete_exactly_once(connect_ports(settings), owner, (kb["id"], body["document"]["id"]))
