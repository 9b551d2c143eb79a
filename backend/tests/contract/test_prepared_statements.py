"""Statements that are kept prepared: planned once a connection, and as right as any other."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import DataError

from app.core.config import Settings
from app.db import prepared
from app.db.engine import build_engine
from app.db.prepared import PREPARED


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = build_engine(settings)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as made:
        yield made


def kept(statement: str) -> TextClause:
    return text(statement).execution_options(**PREPARED)


def prepared_by(connection: Connection) -> list[str]:
    query = "SELECT statement FROM pg_prepared_statements ORDER BY prepare_time"
    return list(connection.scalars(text(query)))


def test_a_statement_is_prepared_once_and_executed_with_other_values(
    connection: Connection,
) -> None:
    add = kept("SELECT CAST(:one AS integer) + CAST(:other AS integer) + CAST(:one AS integer)")
    assert [connection.scalar(add, {"one": one, "other": 10}) for one in (1, 2, 3)] == [12, 14, 16]
    [statement] = prepared_by(connection)
    assert "CAST($1 AS integer) + CAST($2 AS integer) + CAST($1 AS integer)" in statement


def test_a_connection_of_the_pool_keeps_what_it_has_prepared(engine: Engine) -> None:
    for _ in range(3):
        with engine.connect() as connection:
            assert connection.scalar(kept("SELECT 7")) == 7
    with engine.connect() as connection:
        assert len(prepared_by(connection)) == 1


def test_others_are_not_prepared(connection: Connection) -> None:
    assert connection.scalar(text("SELECT 7")) == 7
    assert prepared_by(connection) == []


def test_values_stay_values(connection: Connection) -> None:
    like = kept("SELECT CAST(:text AS text) LIKE '100%' AND CAST(:text AS text) <> ''")
    for value, expected in (("100%s; '", True), ("%(text)s", False), ("", False), ("100", True)):
        assert connection.scalar(like, {"text": value}) is expected


def test_a_statement_that_fails_the_first_time_works_the_next_time(engine: Engine) -> None:
    divide = kept("SELECT 10 / CAST(:by AS integer)")
    unreadable = kept("SELECT CAST(:by AS integer) / CAST('x' || :by AS integer)")
    with engine.connect() as connection:
        for statement, by in ((divide, 0), (unreadable, 1)):
            with pytest.raises(DataError):
                connection.scalar(statement, {"by": by})
            connection.rollback()
        assert [connection.scalar(divide, {"by": by}) for by in (5, 2)] == [2, 5]


def test_of_statements_in_ever_other_words_those_used_last_are_kept(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MOST", 3)
    for number in (100, 101, 102, 100, 103):
        assert connection.scalar(kept(f"SELECT {number}")) == number
    selected = [statement.split(" AS SELECT ")[1] for statement in prepared_by(connection)]
    assert sorted(each[:3] for each in selected) == ["100", "102", "103"]
