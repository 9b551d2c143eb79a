"""Real PostgreSQL and Valkey out of the packages: they start, keep data, and stop cleanly."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg2
import pytest
import redis

from app.embedded.console import Console
from app.embedded.parts import Part, StepError
from app.embedded.ports import free_port
from app.embedded.postgres import MAJOR_VERSION, Postgres
from app.embedded.process import identify
from app.embedded.state import StackState, StateFile
from app.embedded.supervisor import RestartPolicy, Supervisor
from app.embedded.valkey import Valkey

pytestmark = pytest.mark.usefixtures("no_strays")


def while_running(part: Part, folder: Path, work: Callable[[Supervisor], Awaitable[None]]) -> None:
    """Run `work` while the part is up under a supervisor of its own."""

    async def run() -> None:
        state = StackState(supervisor=identify(os.getpid()), status="starting")
        policy = RestartPolicy(first_delay=0.05)
        supervisor = Supervisor(Console(io.StringIO()), state, StateFile(folder), policy)
        await supervisor.start([part])
        try:
            await work(supervisor)
        finally:
            await supervisor.stop()

    asyncio.run(run())


def dsn(postgres: Postgres) -> str:
    return postgres.url.replace("+psycopg2", "")


def query(postgres: Postgres, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(dsn(postgres))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_postgres_keeps_its_data_and_has_vectors(tmp_path: Path) -> None:
    postgres = Postgres.under(tmp_path)
    assert postgres.initialise()

    async def write(_: Supervisor) -> None:
        assert postgres.create_database()
        assert not postgres.create_database()
        query(postgres, "CREATE TABLE kept (embedding vector(3))")
        query(postgres, "INSERT INTO kept VALUES ('[1,2,3]')")

    async def read(_: Supervisor) -> None:
        assert query(postgres, "SELECT embedding <-> '[1,2,4]' FROM kept") == [(1.0,)]
        assert query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [
            (False,)
        ]

    while_running(postgres.part(), tmp_path, write)
    assert not postgres.initialise()
    while_running(postgres.part(), tmp_path, read)
    assert "database system is shut down" in postgres.log.read_text()


def test_postgres_comes_back_after_a_kill_with_what_was_committed(tmp_path: Path) -> None:
    postgres = Postgres.under(tmp_path)
    postgres.initialise()

    async def work(supervisor: Supervisor) -> None:
        postgres.create_database()
        query(postgres, "CREATE TABLE kept AS SELECT 42 AS answer")
        postmaster = int((postgres.data_dir / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)
        async with asyncio.timeout(60):
            while not postgres.accepts_connections():
                await asyncio.sleep(0.1)
        assert query(postgres, "SELECT answer FROM kept") == [(42,)]

    while_running(postgres.part(), tmp_path, work)


def test_postgres_listens_on_no_network_port_and_its_folders_are_private(tmp_path: Path) -> None:
    postgres = Postgres.under(tmp_path)
    postgres.initialise()

    async def work(_: Supervisor) -> None:
        postgres.create_database()
        assert query(postgres, "SHOW listen_addresses") == [("",)]
        for folder in (postgres.data_dir, postgres.socket_dir):
            assert folder.stat().st_mode & 0o077 == 0

    while_running(postgres.part(), tmp_path, work)


def test_a_deep_data_folder_gets_a_short_socket_path(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90)
    assert len(str(Postgres.under(deep).socket_dir)) < 80
    assert Postgres.under(deep).socket_dir != Postgres.under(tmp_path / ("e" * 90)).socket_dir


def test_a_folder_of_another_major_version_is_refused(tmp_path: Path) -> None:
    postgres = Postgres.under(tmp_path)
    postgres.data_dir.mkdir()
    (postgres.data_dir / "PG_VERSION").write_text("16\n")
    with pytest.raises(StepError, match=f"PostgreSQL 16, this is {MAJOR_VERSION}"):
        postgres.initialise()


def test_valkey_keeps_its_data_and_wants_its_password(tmp_path: Path) -> None:
    valkey = Valkey.under(tmp_path, free_port(17_379))

    async def write(_: Supervisor) -> None:
        with redis.Redis.from_url(valkey.url) as client:
            client.rpush("queue", "job-1", "job-2")
        with (
            redis.Redis(port=valkey.port) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()

    while_running(valkey.part(), tmp_path, write)

    async def read(supervisor: Supervisor) -> None:
        with redis.Redis.from_url(again.url) as client:
            assert client.lrange("queue", 0, -1) == [b"job-1", b"job-2"]
            client.rpush("queue", "job-3")

    again = Valkey.under(tmp_path, free_port(17_379))
    while_running(again.part(), tmp_path, read)
    assert (tmp_path / "run" / "valkey.conf").stat().st_mode & 0o077 == 0
