"""The connection pool of a process."""

import time
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from app.core.config import Settings, get_settings
from app.db.ahead import allow_sending_ahead
from app.db.autocommit import allow_autocommit
from app.db.prepared import keep_prepared

CONNECT_TIMEOUT_S = 5
SESSION = {
    "statement_timeout": "15000",
    "lock_timeout": "3000",
    "timezone": "UTC",
    # Our statements are short: compiling them or starting workers takes longer than they do.
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    # What is prepared finds rows by their keys: one plan is good for all of them.
    "plan_cache_mode": "force_generic_plan",
    # How pgvector searches its graph: until the filter has let enough points through, and at
    # least so far. Of hard vectors, mixtures of real ones, half as far found 0.74 of the ten
    # nearest among 50,000 and this far 0.90, for two milliseconds more.
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.ef_search": "200",
}
"""What holds for every connection."""

# A connection that was in use a moment ago is not asked whether it is alive: a search opens
# several units within milliseconds, and each question is a way to the database and back.
PING_AFTER_S = 1.0
_RETURNED_AT = "returned_at"


def build_engine(settings: Settings) -> Engine:
    """An engine whose every connection has statement and lock time-outs, and is alive."""
    engine = create_engine(
        settings.database_url,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=10,
        # The one that was used last has its plans and caches at hand, and needs no ping.
        pool_use_lifo=True,
        # Takes models as they are, in a quarter of the time that dicts of them take.
        json_serializer=lambda value: to_json(value).decode(),
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
        },
    )
    ping_idle_connections(engine)
    allow_autocommit(engine)
    keep_prepared(engine)
    allow_sending_ahead(engine)  # behind it: no part of what is prepared
    return engine


def ping_idle_connections(engine: Engine) -> None:
    """Have connections that lay idle checked before they are used, and replaced when they died."""

    @event.listens_for(engine, "checkin")
    def note_return(_: object, entry: ConnectionPoolEntry) -> None:
        entry.info[_RETURNED_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping_if_idle(connection: Any, entry: ConnectionPoolEntry, _: object) -> None:
        returned_at = entry.info.get(_RETURNED_AT)
        if returned_at is None or time.monotonic() - returned_at < PING_AFTER_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


@lru_cache
def get_engine() -> Engine:
    """The engine of this process."""
    return build_engine(get_settings())


@lru_cache
def get_session_factory() -> sessionmaker[Session]:
    """Makes the sessions of this process."""
    return sessionmaker(get_engine(), expire_on_commit=False)


def ping(engine: Engine) -> None:
    """Raise when the database does not answer."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
