"""The supervisor with real stand-in processes."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from app.embedded.leftovers import end_leftovers
from app.embedded.parts import StepError, Task
from app.embedded.process import is_alive
from app.embedded.state import StackState, StateFile, SupervisorLock
from app.embedded.supervisor import Supervisor
from tests.embedded.conftest import PartFactory, kill_hard
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("no_strays")

SLEEP = "import time; time.sleep(600)"
SLEEP_WHEN_UP = "import time; print('up', flush=True); time.sleep(600)"
SAYS_WHEN_STOPPED = """
    import signal, sys, time
    def stop(*_):
        with open("stopped.txt", "a") as out:
            out.write({name!r} + "\\n")
        sys.exit(0)
    signal.signal(signal.SIGTERM, stop)
    time.sleep(600)
"""


async def eventually(condition, timeout_s: float = 20) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.02)


def test_starts_in_the_order_of_needs_and_stops_in_reverse(
    supervisor: Supervisor, make_part: PartFactory, tmp_path: Path, state: StackState
) -> None:
    first = make_part("first", SAYS_WHEN_STOPPED.format(name="first"))
    second = make_part("second", SAYS_WHEN_STOPPED.format(name="second"), needs=("first",))
    third = make_part("third", SAYS_WHEN_STOPPED.format(name="third"), needs=("second", "absent"))

    async def run() -> None:
        await supervisor.start([third, second, first])
        assert {part.status for part in state.parts.values()} == {"ready"}
        assert state.parts["first"].started <= state.parts["second"].started
        await supervisor.stop()

    asyncio.run(run())
    assert (tmp_path / "stopped.txt").read_text().split() == ["third", "second", "first"]


def test_restarts_a_crashed_part(
    supervisor: Supervisor, make_part: PartFactory, state: StackState, output: io.StringIO
) -> None:
    async def run() -> None:
        await supervisor.start([make_part("api", SLEEP)])
        victim = state.parts["api"].identity
        os.kill(victim.pid, signal.SIGKILL)
        await eventually(lambda: state.parts["api"].restarts == 1)
        await eventually(lambda: state.parts["api"].status == "ready")
        assert state.parts["api"].pid != victim.pid
        await supervisor.stop()

    asyncio.run(run())
    assert "Api stopped (signal 9), starting it again" in output.getvalue()
    assert "Api is up again" in output.getvalue()


def test_reports_a_part_that_keeps_crashing_and_keeps_the_rest_up(
    supervisor: Supervisor, make_part: PartFactory, state: StackState, output: io.StringIO
) -> None:
    crasher = "import time; time.sleep(0.1); print('the last words'); raise SystemExit(7)"

    async def run() -> None:
        await supervisor.start([make_part("steady", SLEEP), make_part("crasher", crasher)])
        await eventually(lambda: state.parts["crasher"].status == "failing")
        assert is_alive(state.parts["steady"].identity)
        await supervisor.stop()

    asyncio.run(run())
    text = output.getvalue()
    assert text.count("keeps crashing") == 1
    assert "(4 times in 30 s, exit 7)" in text
    assert "    the last words" in text


def test_a_part_that_does_not_start_fails_the_start_with_its_log(
    supervisor: Supervisor, make_part: PartFactory, output: io.StringIO
) -> None:
    async def never(_: object) -> bool:
        return False

    broken = make_part("broken", "raise SystemExit('no such table')", ready=never, remedy="Do so.")
    dependant = make_part("dependant", SLEEP, needs=("broken",))

    async def run() -> None:
        with pytest.raises(StepError):
            await supervisor.start([make_part("steady", SLEEP), broken, dependant])
        await supervisor.stop()

    asyncio.run(run())
    assert "✗ Broken: stopped at once (exit 1)" in output.getvalue()
    assert "    no such table" in output.getvalue()
    assert "→ Do so." in output.getvalue()


def test_a_part_that_is_never_ready_times_out(
    supervisor: Supervisor, make_part: PartFactory, output: io.StringIO
) -> None:
    async def never(_: object) -> bool:
        return False

    async def run() -> None:
        with pytest.raises(StepError):
            await supervisor.start([make_part("slow", SLEEP, ready=never, ready_timeout_s=0.3)])
        await supervisor.stop()

    asyncio.run(run())
    assert "✗ Slow: not ready after 0 s" in output.getvalue()


def test_the_rest_starts_without_a_part_that_is_not_essential(
    supervisor: Supervisor, make_part: PartFactory, state: StackState, output: io.StringIO
) -> None:
    async def fail() -> bool:
        raise StepError("no network", "Connect it.")

    weights = Task("weights", "Weights", fail, essential=False)
    llm = make_part("llm", SLEEP, needs=("weights",), essential=False)

    async def run() -> None:
        await supervisor.start([weights, llm, make_part("api", SLEEP)])
        assert set(state.parts) == {"api"}
        await supervisor.stop()

    asyncio.run(run())
    assert "✗ Weights: no network" in output.getvalue()


def test_stop_ends_grandchildren_and_what_ignores_the_signal(
    supervisor: Supervisor, make_part: PartFactory, state: StackState
) -> None:
    stubborn = """
        import signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        time.sleep(600)
    """

    async def run() -> list[psutil.Process]:
        await supervisor.start([make_part("stubborn", stubborn, stop_timeout_s=0.3)])
        leader = psutil.Process(state.parts["stubborn"].pid)
        await eventually(lambda: bool(leader.children()))
        family = [leader, *leader.children()]
        await supervisor.stop()
        return family

    family = asyncio.run(run())
    until(lambda: not any(is_running(process) for process in family))


def test_a_stop_during_the_start_leaves_nothing(
    supervisor: Supervisor, make_part: PartFactory, state: StackState
) -> None:
    async def never(_: object) -> bool:
        return False

    async def run() -> None:
        slow = make_part("slow", SLEEP, ready=never)
        start = asyncio.create_task(supervisor.start([slow]))
        await eventually(lambda: "slow" in state.parts)
        start.cancel()
        with pytest.raises(asyncio.CancelledError):
            await start
        await supervisor.stop()

    asyncio.run(run())
    assert not is_alive(state.parts["slow"].identity)


SUPERVISOR_PROGRAM = """
    import asyncio, os, sys
    from pathlib import Path
    from app.embedded.console import Console
    from app.embedded.parts import Part
    from app.embedded.process import identify
    from app.embedded.state import StackState, StateFile, SupervisorLock
    from app.embedded.supervisor import Supervisor

    folder = Path({folder!r})

    def ready(log):
        async def check(_):
            return "up" in log.read_text()
        return check

    async def run():
        file = StateFile(folder)
        lock = SupervisorLock(file)
        assert lock.acquire()
        state = StackState(supervisor=identify(os.getpid()), status="starting")
        parts = [
            Part(name, name, [sys.executable, "-c", {part!r}], dict(os.environ), folder,
                 log, ready(log), needs=needs)
            for name, needs in (("engine", ()), ("api", ("engine",)))
            for log in [folder / f"{{name}}.log"]
        ]
        await Supervisor(Console(), state, file).start(parts)
        state.status = "ready"
        file.save(state)
        await asyncio.sleep(600)

    asyncio.run(run())
"""


def start_supervisor(folder: Path, part: str) -> subprocess.Popen[bytes]:
    program = textwrap.dedent(SUPERVISOR_PROGRAM).format(folder=str(folder), part=part)
    process = subprocess.Popen([sys.executable, "-c", program])
    state_file = StateFile(folder)
    until(lambda: (s := state_file.load()) is not None and s.status == "ready")
    return process


def test_a_second_supervisor_does_not_get_the_lock(tmp_path: Path) -> None:
    first = start_supervisor(tmp_path, SLEEP_WHEN_UP)
    state_file = StateFile(tmp_path)
    assert state_file.supervised()
    assert not SupervisorLock(state_file).acquire()
    kill_hard(first)
    assert not state_file.supervised()
    end_leftovers(state_file.load() or pytest.fail("no state"))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
def test_parts_end_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    supervisor = start_supervisor(tmp_path, SLEEP_WHEN_UP)
    state = StateFile(tmp_path).load()
    assert state is not None
    kill_hard(supervisor)
    until(lambda: not any(is_alive(part.identity) for part in state.parts.values()))


def test_the_next_start_ends_what_a_killed_supervisor_left(tmp_path: Path) -> None:
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP_WHEN_UP}"
    supervisor = start_supervisor(tmp_path, deaf)
    state_file = StateFile(tmp_path)
    state = state_file.load()
    assert state is not None
    for part in state.parts.values():
        part.stop_timeout_s = 0.2
    kill_hard(supervisor)
    assert end_leftovers(state, grace_s=0.2) == ["api", "engine"]
    assert not any(is_alive(part.identity) for part in state.parts.values())


def test_leftovers_never_touch_a_stranger_with_a_reused_pid(
    state: StackState, make_part: PartFactory, supervisor: Supervisor
) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], start_new_session=True)

    async def run() -> None:
        await supervisor.start([make_part("api", SLEEP)])
        await supervisor.stop()

    asyncio.run(run())
    state.parts["api"].pid = stranger.pid
    state.parts["api"].started -= 60
    try:
        assert end_leftovers(state) == []
        assert stranger.poll() is None
    finally:
        kill_hard(stranger)


def test_a_torn_state_file_counts_as_none(state_file: StateFile) -> None:
    state_file.run_dir.mkdir(parents=True)
    state_file.path.write_text('{"supervisor": {"pid"')
    assert state_file.load() is None


def test_the_state_file_is_private(state_file: StateFile, state: StackState) -> None:
    state_file.save(state)
    assert state_file.path.stat().st_mode & 0o077 == 0
    assert state_file.load() == state


def is_running(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
