"""Stand-in parts for the supervisor: small Python programs, real processes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.embedded.console import Console
from app.embedded.parts import Part
from app.embedded.process import ProcessIdentity, identify
from app.embedded.state import StackState, StateFile
from app.embedded.supervisor import RestartPolicy, Supervisor

PartFactory = Callable[..., Part]
FAST = RestartPolicy(first_delay=0.02, max_delay=0.05, crashes=4, window=30, retry_failing=60)


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def state_file(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path)


@pytest.fixture
def state() -> StackState:
    return StackState(supervisor=identify(os.getpid()), status="starting")


@pytest.fixture
def supervisor(output: io.StringIO, state: StackState, state_file: StateFile) -> Supervisor:
    return Supervisor(Console(output), state, state_file, FAST)


@pytest.fixture
def make_part(tmp_path: Path) -> PartFactory:
    """Makes a part that runs a piece of Python, ready once it has created the file `<name>.up`."""

    def make(name: str, source: str, **fields: object) -> Part:
        flag = tmp_path / f"{name}.up"

        async def ready(identity: ProcessIdentity) -> bool:
            return flag.exists() and flag.read_text() == str(identity.pid)

        announce = f"import os, pathlib; flag = pathlib.Path({str(flag)!r})\n"
        announce += "flag.write_text(str(os.getpid()))\n"
        program = announce + textwrap.dedent(source)
        return Part(
            name=name,
            title=name.capitalize(),
            argv=[sys.executable, "-c", program],
            env=dict(os.environ),
            cwd=tmp_path,
            log=tmp_path / "logs" / f"{name}.log",
            ready=fields.pop("ready", ready),  # type: ignore[arg-type]
            **fields,  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def no_strays() -> Iterator[None]:
    """Fails a test that leaves a child process behind."""
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    yield
    left = [c for c in psutil.Process().children(recursive=True) if c.pid not in before]
    running = [c for c in left if c.status() != psutil.STATUS_ZOMBIE]
    for child in running:
        child.kill()
    assert not running


def kill_hard(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
