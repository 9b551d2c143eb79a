"""The schema: brought up to date by one process at a time, checked by all."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from alembic import command
from app.core.errors import Permanent
from app.db.engine import get_engine

BACKEND = Path(__file__).resolve().parents[2]
MIGRATION_LOCK = 7_310_440


def alembic_config() -> Config:
    """Alembic's configuration, whatever the working directory."""
    config = Config(str(BACKEND / "alembic.ini"))
    config.set_main_option("script_location", str(BACKEND / "alembic"))
    return config


def migrate(engine: Engine | None = None, revision: str = "head") -> None:
    """Bring the schema to `revision`; a second migrator waits and then has nothing to do."""
    with (engine or get_engine()).connect() as connection:
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()
        try:
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.commit()
            config = alembic_config()
            config.attributes["connection"] = connection
            if revision == "head":
                command.upgrade(config, revision)
            else:
                command.downgrade(config, revision)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
            connection.detach()


def require_current_schema() -> None:
    """Refuse to run on a schema that is not this version's.

    Raises:
        Permanent: `schema_not_current`.
    """
    wanted = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with get_engine().connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        raise Permanent(
            f"The database schema is at {found or 'nothing'}, this version needs {wanted}.",
            code="schema_not_current",
            remedy="Run `llmb migrate` (./start.sh does) with the same version as the API.",
        )
