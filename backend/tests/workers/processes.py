"""Real worker processes, slowed down so that a test can meet them in the middle of a job."""

import os
import signal
import subprocess
import sys
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[2]
# A worker with the hashing embedder, so slow that it can be met between two batches.
WORKER = """
import time
from app.core.config import get_settings
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.services.knowledge_bases.ingest import pipeline
from app.workers import runner
from app.workers.process import run_worker

class Slow(FakeEmbedder):
    def embed_documents(self, texts, prefix=None):
        time.sleep(0.3)
        return super().embed_documents(texts, prefix)

pipeline.BATCH = 4
slow = Slow(name=get_settings().embedding_model, dimension=384)
runner.get_ports().embedders = FakeEmbedders(slow)
run_worker(get_settings())
"""


class WorkerProcesses:
    """Starts workers and ends what is left of them."""

    def __init__(self, **environment: str) -> None:
        self._environment = {**os.environ, **environment}
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """Another worker."""
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER], cwd=BACKEND, env=self._environment
        )
        self._started.append(process)
        return process

    def stop_all(self) -> None:
        """Kill what still runs."""
        for process in self._started:
            process.kill()
            process.wait()


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL: nothing of the process gets to do anything more."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
