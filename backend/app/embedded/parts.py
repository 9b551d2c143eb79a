"""What the supervisor keeps running, and the one-off work that has to be done before."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.embedded.process import ProcessIdentity

ReadyCheck = Callable[[ProcessIdentity], Awaitable[bool]]


class StepError(Exception):
    """A step of the start did not succeed; `log` is the file with the details, if there is one."""

    def __init__(self, message: str, remedy: str = "", log: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.log = log


@dataclass(frozen=True)
class Part:
    """A process that is to stay up.

    `needs` names parts and tasks that come before it at the start and stop after it at the end.
    `ready` is asked until it says yes.
    With `essential` false the rest starts and stays up without it; with `awaited` false, too, the
    stack counts as ready before it is.
    """

    name: str
    title: str
    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    ready: ReadyCheck
    remedy: str = ""
    needs: Sequence[str] = ()
    user: str | None = None
    stop_signal: int = signal.SIGTERM
    stop_timeout_s: float = 10
    ready_timeout_s: float = 60
    essential: bool = True
    awaited: bool = True


@dataclass(frozen=True)
class Task:
    """Work that is done once at the start. `run` raises StepError; `progress` says how far it is.

    A task that finds everything done already returns False from `run` and is not mentioned.
    """

    name: str
    title: str
    run: Callable[[], Awaitable[bool]]
    needs: Sequence[str] = ()
    essential: bool = True
    awaited: bool = True
    progress: Callable[[], str] = field(default=lambda: "")


Step = Part | Task
