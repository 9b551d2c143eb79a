"""The migration chain: one head, there and back, nothing left to generate."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, make_url, text

import app.models  # noqa: F401 - registers the tables
from app.core.config import Settings
from app.db.base import Base
from app.db.migrations import alembic_config, migrate
from tests.conftest import admin_connection


@pytest.fixture
def empty_database(settings: Settings, worker_id: str) -> Iterator[Engine]:
    name = f"migrations_{worker_id}"
    with admin_connection() as admin:
        admin.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        admin.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(make_url(settings.database_url).set(database=name))
    yield engine
    engine.dispose()
    with admin_connection() as admin:
        admin.execute(text(f"DROP DATABASE {name}"))


def test_there_is_a_single_head_and_the_chain_starts_with_users() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert revisions[-1] == "001"
    assert script.get_revision("001").module.__file__.endswith("001_initial_users.py")  # type: ignore[union-attr]


def test_up_down_and_up_again(empty_database: Engine) -> None:
    migrate(empty_database)
    migrate(empty_database, "base")
    assert inspect(empty_database).get_table_names() == ["alembic_version"]
    migrate(empty_database)
    with empty_database.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert difference == []
