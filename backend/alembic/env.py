"""Runs migrations on the connection that `app.db.migrations` hands over, or on its own."""

from sqlalchemy import Connection

import app.models  # noqa: F401 - registers the tables
from alembic import context
from app.db.base import Base
from app.db.engine import get_engine


def run(connection: Connection) -> None:
    """Run migrations in one transaction each."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with get_engine().connect() as own:
        run(own)
