"""Connections of the pool: who is asked whether it lives, and how statements are sent."""

from collections.abc import Callable, Iterator

import psycopg2
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DataError

from app.core.config import Settings
from app.db import engine as db_engine
from app.db.ahead import send_ahead
from app.db.autocommit import autocommit
from app.db.engine import build_engine
from app.db.prepared import PREPARED
from tests.conftest import admin_connection


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = build_engine(settings)
    yield made
    made.dispose()


def _backend(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def _terminate(backend: int) -> None:
    with admin_connection() as admin:
        admin.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})


def test_an_idle_connection_that_died_is_replaced_before_it_is_used(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_engine, "PING_AFTER_S", 0.0)
    died = _backend(engine)
    _terminate(died)
    assert _backend(engine) != died


def test_a_connection_used_a_moment_ago_is_not_asked_whether_it_lives(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pings: list[object] = []
    ping = engine.dialect.do_ping
    monkeypatch.setattr(engine.dialect, "do_ping", lambda each: pings.append(each) or ping(each))
    first = _backend(engine)
    assert _backend(engine) == first
    assert not pings
    monkeypatch.setattr(db_engine, "PING_AFTER_S", 0.0)
    assert _backend(engine) == first
    assert len(pings) == 1


LAZILY = "SET LOCAL synchronous_commit TO off"


def _commits(connection: Connection) -> str | None:
    """How the connection's transaction waits for the disk; the same statement every time."""
    setting = text("SELECT current_setting('synchronous_commit')")
    return connection.scalar(setting.execution_options(**PREPARED))


def test_what_is_sent_ahead_holds_for_its_transaction_alone(engine: Engine) -> None:
    for _ in range(3):
        with engine.begin() as connection:
            assert _commits(connection) == "on"
        with engine.begin() as connection:
            send_ahead(connection, LAZILY)
            assert [_commits(connection) for _ in range(2)] == ["off", "off"]


def test_what_was_sent_ahead_of_nothing_is_forgotten(engine: Engine) -> None:
    with engine.begin() as connection:
        send_ahead(connection, LAZILY)
    with engine.begin() as connection:
        assert _commits(connection) == "on"


MOMENT = text("SELECT now()")


def _in_one_transaction(connection: Connection) -> bool:
    """Whether two statements one after the other are of the same transaction."""
    return connection.scalar(MOMENT) == connection.scalar(MOMENT)


def test_statements_commit_themselves_until_the_connection_goes_back(engine: Engine) -> None:
    first = _backend(engine)
    with engine.begin() as connection:
        autocommit(connection)
        assert not _in_one_transaction(connection)
    with engine.begin() as connection:
        assert _in_one_transaction(connection)
    assert _backend(engine) == first


def test_what_committed_itself_is_kept_whatever_comes_after(engine: Engine) -> None:
    def write_and_fail(number: int, prepare: Callable[[Connection], None]) -> None:
        with engine.begin() as connection:
            prepare(connection)
            connection.execute(text("INSERT INTO kept VALUES (:number)"), {"number": number})
            connection.execute(text("SELECT 1/0"))

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (number integer)"))
    with pytest.raises(DataError):
        write_and_fail(1, autocommit)
    with pytest.raises(DataError):
        write_and_fail(2, lambda _: None)
    with engine.begin() as connection:
        assert connection.scalars(text("SELECT number FROM kept")).all() == [1]
        connection.execute(text("DROP TABLE kept"))


def test_what_is_sent_ahead_holds_for_a_statement_that_commits_itself(engine: Engine) -> None:
    with engine.begin() as connection:
        autocommit(connection)
        send_ahead(connection, LAZILY)
        assert [_commits(connection) for _ in range(2)] == ["off", "on"]


def test_there_is_no_autocommit_in_the_middle_of_a_transaction(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(MOMENT)
        with pytest.raises(psycopg2.ProgrammingError):
            autocommit(connection)
