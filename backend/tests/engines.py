"""Real PostgreSQL and Valkey for a test run, in a temporary folder of their own."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from app.embedded.parts import Part
from app.embedded.postgres import Postgres
from app.embedded.valkey import Valkey

START_TIMEOUT_S = 30


class Engines:
    """Started once by the process that runs pytest; its workers share them."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="llmb-tests-"))
        (self._folder / "logs").mkdir()
        self.postgres = Postgres.under(self._folder)
        self.valkey = Valkey.under(self._folder, _free_port())
        self._processes: dict[str, tuple[Part, subprocess.Popen[bytes]]] = {}

    def start(self) -> None:
        """Start both and wait until they answer."""
        self.postgres.initialise()
        self._launch(self.postgres.part(), self.postgres.accepts_connections)
        self.postgres.create_database()
        self._launch(self.valkey.part(), self._valkey_answers)

    def restart_postgres(self) -> None:
        """Stop the database, as an upgrade does, and start it again."""
        self._end(self.postgres.part().name)
        self._launch(self.postgres.part(), self.postgres.accepts_connections)

    def stop_valkey(self) -> None:
        """Take the queue away."""
        self._end(self.valkey.part().name)

    def start_valkey(self) -> None:
        """Bring the queue back."""
        self._launch(self.valkey.part(), self._valkey_answers)

    def stop(self) -> None:
        """Stop what runs and remove its data."""
        for name in reversed(list(self._processes)):
            self._end(name)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _end(self, name: str) -> None:
        part, process = self._processes.pop(name)
        process.send_signal(signal.Signals(part.stop_signal))
        process.wait(timeout=part.stop_timeout_s)

    def _launch(self, part: Part, answers: Callable[[], bool]) -> None:
        with part.log.open("ab") as log:
            process = subprocess.Popen(
                list(part.argv),
                cwd=part.cwd,
                env=dict(part.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=part.user,
                group=part.user,
                extra_groups=None if part.user is None else [],
            )
        self._processes[part.name] = (part, process)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{part.title} did not start:\n{part.log.read_text()}")
            time.sleep(0.05)

    def _valkey_answers(self) -> bool:
        try:
            return bool(Redis.from_url(self.valkey.url, socket_timeout=2).ping())
        except RedisError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
