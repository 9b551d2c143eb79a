"""One set of real engines a run, one database a worker, empty tables for each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Before anything of the product is imported: no setting of the machine reaches the tests.
_ISOLATED = {
    "ENVIRONMENT": "test",
    "SECRET_KEY": "only-for-tests-0123456789abcdef0123456789abcdef",
    "VECTOR_STORE": "pgvector",
    "LOCAL_LLM_URL": "http://127.0.0.1:9/v1",
    "LOCAL_LLM_MODEL": "scripted",
    "OPENAI_API_KEY": "",
    "SUPERADMIN_EMAIL": "",
    "SUPERADMIN_PASSWORD": "",
    "JOB_LEASE_SECONDS": "4",
    "SWEEP_SECONDS": "0.5",
    "MAX_FILE_SIZE_MB": "2",
    "LOG_LEVEL": "WARNING",
    "API_RATE_LIMIT": "0",
}
os.environ.update(_ISOLATED)

from fastapi import FastAPI  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402
from sqlalchemy import Connection, create_engine, make_url, text  # noqa: E402
from sqlalchemy.exc import OperationalError  # noqa: E402

from app.core import security  # noqa: E402
from app.core.config import Settings, get_settings  # noqa: E402
from app.db.base import Base  # noqa: E402
from app.db.engine import get_engine  # noqa: E402
from app.db.migrations import migrate  # noqa: E402
from app.db.uow import unit_of_work  # noqa: E402
from app.integrations.embeddings.fake import FakeEmbedders  # noqa: E402
from app.integrations.llm.fake import ScriptedModel, ScriptedModels  # noqa: E402
from app.integrations.ports import Ports, connect_ports  # noqa: E402
from app.integrations.web.fake import ScriptedWeb  # noqa: E402
from app.main import create_app  # noqa: E402
from app.services.models.rerank_models import registered_rerankers  # noqa: E402
from app.services.models.service import register_configured  # noqa: E402
from tests.engines import Engines  # noqa: E402
from tests.factories import Client, Platform  # noqa: E402

# Hashes that take long are right for people and cost a test run minutes.
security._passwords.update(argon2__time_cost=1, argon2__memory_cost=1024, argon2__parallelism=1)
# Nor does any setting of the .env file.
Settings.model_config["env_file"] = None
_TEMPLATE = "llmb_template"
# Tables that migrations fill; what they put there is kept in a schema of its own.
_SEEDED, _SEEDS = ("tiers", "audit_chain", "rag_config_presets"), "seeds"


def pytest_configure(config: pytest.Config) -> None:
    """Start the engines in the process that was called, before xdist starts its workers."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    engines = Engines()
    config.add_cleanup(engines.stop)
    engines.start()
    os.environ["DATABASE_URL"] = engines.postgres.url
    os.environ["REDIS_URL"] = engines.valkey.url
    _make_template()


def _make_template() -> None:
    engine = create_engine(os.environ["DATABASE_URL"])
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {_SEEDS}"))
        for table in _SEEDED:
            connection.execute(text(f"CREATE TABLE {_SEEDS}.{table} AS TABLE {table}"))
    engine.dispose()
    with admin_connection() as admin:
        admin.execute(text(f"CREATE DATABASE {_TEMPLATE} TEMPLATE llmb"))


@contextmanager
def admin_connection() -> Iterator[Connection]:
    """A connection that may create and drop databases."""
    url = make_url(os.environ["DATABASE_URL"]).set(database="postgres")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def _own_database(worker_id: str) -> None:
    """A database and a Redis number for this pytest process alone."""
    name = f"llmb_{worker_id}"
    with admin_connection() as admin:
        admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}"))
    number = 0 if worker_id == "master" else 1 + int(worker_id.removeprefix("gw"))
    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace("/llmb?", f"/{name}?")
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].removesuffix("/0") + f"/{number}"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """The settings of this test: files in a folder of its own, tables empty."""
    os.environ["DATA_DIR"] = str(tmp_path / "data")
    get_settings.cache_clear()
    _empty_tables()
    yield get_settings()
    get_settings.cache_clear()


def _empty_tables() -> None:
    for attempt in range(1, 4):
        try:
            return _truncate_all()
        except OperationalError:
            # A thread of the test before may still be in the middle of a query.
            if attempt == 3:
                raise
    return None


def _truncate_all() -> None:
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with get_engine().begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        for table in _SEEDED:
            connection.execute(text(f"INSERT INTO {table} SELECT * FROM {_SEEDS}.{table}"))
        connection.execute(text("DROP SCHEMA IF EXISTS vectors CASCADE"))


@pytest.fixture
def ports(settings: Settings) -> Ports:
    """Real database, queue, files and vectors; scripted model and web, hashing embedder."""
    connected = connect_ports(settings, registered_rerankers=registered_rerankers(settings))
    connected.chat_models = ScriptedModels()  # type: ignore[assignment]
    connected.web = ScriptedWeb()
    connected.embedders = FakeEmbedders()  # type: ignore[assignment]
    return connected


@pytest.fixture
def model(ports: Ports) -> ScriptedModel:
    """The scripted model that answers in this test."""
    return ports.chat_models.model  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def app(settings: Settings, ports: Ports) -> FastAPI:
    """The application on these ports, with the configured models registered."""
    with unit_of_work() as uow:
        register_configured(uow, settings)
    return create_app(settings, ports)


@pytest.fixture
def anonymous(app: FastAPI) -> Iterator[TestClient]:
    """A client that is not signed in."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def platform(anonymous: TestClient, ports: Ports) -> Platform:
    """Makes users and objects through the API, and runs queued jobs."""
    return Platform(anonymous, ports)


@pytest.fixture
def owner(platform: Platform) -> Client:
    """The first user: super admin."""
    return platform.register("owner@example.com")
