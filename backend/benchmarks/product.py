"""The product on engines of its own, with the real embedding model, in this process."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient

from app.core.config import get_settings
from app.db.engine import get_engine
from app.db.migrations import migrate
from app.integrations.embeddings import Embedder
from app.integrations.ports import Ports, connect_ports
from app.main import create_app
from app.workers import runner
from tests.engines import Engines

API = "/api/v1"
_PASSWORD = "seven tugs leave at dawn"
MODELS = Path(__file__).resolve().parents[2] / "data" / "models"


@dataclass
class Product:
    """What a benchmark drives."""

    http: TestClient
    ports: Ports
    headers: dict[str, str]

    @property
    def embedder(self) -> Embedder:
        """The model that everything is embedded with."""
        return self.ports.embedders.get(self.ports.settings.embedding_model)

    def knowledge_base(self, name: str) -> str:
        """The id of a new knowledge base."""
        response = self.http.post(
            f"{API}/knowledge-bases", json={"name": name}, headers=self.headers
        )
        response.raise_for_status()
        return str(response.json()["id"])

    def upload(self, kb_id: str, path: Path) -> str:
        """Upload a file; returns the document's id."""
        with path.open("rb") as content:
            response = self.http.post(
                f"{API}/knowledge-bases/{kb_id}/upload",
                files={"file": (path.name, content)},
                headers=self.headers,
            )
        response.raise_for_status()
        return str(response.json()["document"]["id"])

    def work_off(self) -> int:
        """Run every waiting job, several at once as a worker does; returns how many."""
        threads = self.ports.settings.worker_concurrency
        with ThreadPoolExecutor(threads) as pool:
            return sum(
                ended.result() for ended in [pool.submit(self._work) for _ in range(threads)]
            )

    def _work(self) -> int:
        done = 0
        while runner.run_next(self.ports):
            done += 1
        return done


@contextmanager
def running() -> Iterator[Product]:
    """Start everything, register the owner, and take it all away afterwards."""
    engines = Engines()
    engines.start()
    try:
        with tempfile.TemporaryDirectory(prefix="llmb-bench-") as folder:
            _configure(engines, folder)
            migrate(get_engine())
            ports = connect_ports(get_settings())
            app = create_app(get_settings(), ports)
            with TestClient(app) as http:
                yield Product(http, ports, _sign_up(http))
            get_engine().dispose()
    finally:
        engines.stop()


def _configure(engines: Engines, folder: str) -> None:
    os.environ.update(
        ENVIRONMENT="test",
        SECRET_KEY="only-for-benchmarks-0123456789abcdef0123456789",
        DATABASE_URL=engines.postgres.url,
        REDIS_URL=engines.valkey.url,
        VECTOR_STORE=os.environ.get("VECTOR_STORE", "pgvector"),
        DATA_DIR=folder,
        LOG_LEVEL="ERROR",
        # As it is counted by default, but all of a benchmark comes from one address.
        API_RATE_LIMIT="100000",
        MODELS_DIR=os.environ.get("MODELS_DIR", str(MODELS)),
    )
    get_settings.cache_clear()


def _sign_up(http: TestClient) -> dict[str, str]:
    response = http.post(
        f"{API}/auth/register", json={"email": "bench@example.com", "password": _PASSWORD}
    )
    response.raise_for_status()
    return {"Authorization": f"Bearer {response.json()['access_token']}"}
