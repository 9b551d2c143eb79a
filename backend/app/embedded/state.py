"""What is running, on disk: `data/run/state.json`, and the lock that its supervisor holds."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from app.embedded.process import ProcessIdentity

PartStatus = Literal["starting", "ready", "restarting", "failing", "stopped"]
StackStatus = Literal["starting", "ready", "stopping"]


@dataclass
class PartState:
    """One supervised process: who it is, how it is doing, how it wants to be stopped."""

    title: str
    pid: int
    started: float
    status: PartStatus
    log: str
    stop_signal: int
    stop_timeout_s: float
    needs: list[str]
    restarts: int = 0

    @property
    def identity(self) -> ProcessIdentity:
        return ProcessIdentity(self.pid, self.started)


@dataclass
class StackState:
    """The whole stack as `llmb status`, `llmb down`, `llmb doctor` and the next start see it."""

    supervisor: ProcessIdentity
    status: StackStatus
    urls: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    parts: dict[str, PartState] = field(default_factory=dict)


class StateFile:
    """Reads and atomically writes the state of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.run_dir = data_dir / "run"
        self.path = self.run_dir / "state.json"
        self.lock_path = self.run_dir / "supervisor.lock"

    def load(self) -> StackState | None:
        """The recorded state, or None when nothing was recorded (or only a torn file is there)."""
        try:
            return _from_json(json.loads(self.path.read_text()))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def save(self, state: StackState) -> None:
        """Write the state so that a reader sees the old or the new one, never half of it."""
        self.run_dir.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".tmp")
        # Connection strings carry a password: only the owner may read the file.
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(state), file, indent=2)
        os.replace(draft, self.path)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def supervised(self) -> bool:
        """True while a supervisor holds the lock; the kernel frees it even after SIGKILL."""
        lock = SupervisorLock(self)
        if not lock.acquire():
            return True
        lock.release()
        return False


class SupervisorLock:
    """At most one supervisor for a data folder."""

    def __init__(self, file: StateFile) -> None:
        self._path = file.lock_path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting; False when another process has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _from_json(document: dict[str, Any]) -> StackState:
    parts = {name: PartState(**part) for name, part in document.pop("parts").items()}
    supervisor = ProcessIdentity(**document.pop("supervisor"))
    return StackState(supervisor=supervisor, parts=parts, **document)
