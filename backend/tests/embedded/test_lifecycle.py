"""Start, second start and stop, as the command line does them, with stand-in parts."""

from __future__ import annotations

import io
import os
import signal
import threading
from pathlib import Path

import pytest

from app.core.config import Settings
from app.embedded import lifecycle
from app.embedded.console import Console
from app.embedded.layout import DataFolder
from app.embedded.lifecycle import run_in_foreground, stop_stack
from app.embedded.parts import Part
from app.embedded.process import is_alive
from app.embedded.stack import StackOptions
from app.embedded.state import StackState, StateFile
from tests.embedded.conftest import PartFactory, kill_hard
from tests.embedded.test_supervisor import SLEEP_WHEN_UP, start_supervisor
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("no_strays")


class StandInStack:
    """A stack of one part."""

    parts: list[Part] = []
    notices = ["port 3000 is taken, using 3001"]
    ports = {"web": 3001}
    urls = {"app": "http://localhost:3001", "api": "http://a", "docs": "http://a/docs"}

    def __init__(self, *_: object) -> None:
        pass

    def environment(self) -> dict[str, str]:
        return {"LOCAL_LLM_URL": ""}

    def steps(self) -> list[Part]:
        return self.parts


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch, make_part: PartFactory) -> type[StandInStack]:
    monkeypatch.setattr(lifecycle, "Stack", StandInStack)
    monkeypatch.setattr(StandInStack, "parts", [make_part("api", SLEEP_WHEN_UP)])
    return StandInStack


def start(folder: Path, output: io.StringIO) -> int:
    settings = Settings(secret_key="s" * 32, _env_file=None)
    options = StackOptions(DataFolder(folder), None)
    return run_in_foreground(options, settings, Console(output))


def stop_when_ready(folder: Path) -> list[StackState]:
    """Send ourselves SIGTERM once the stack is ready; the state at that moment."""
    seen: list[StackState] = []

    def watch() -> None:
        until(lambda: (s := StateFile(folder).load()) is not None and s.status == "ready")
        state = StateFile(folder).load()
        assert state is not None
        seen.append(state)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    return seen


@pytest.mark.usefixtures("stack")
def test_a_start_announces_its_addresses_and_a_signal_ends_it(
    tmp_path: Path, output: io.StringIO
) -> None:
    seen = stop_when_ready(tmp_path)
    assert start(tmp_path, output) == 0
    text = output.getvalue()
    assert "✓ Api" in text
    assert "App       http://localhost:3001" in text
    assert text.count("port 3000 is taken, using 3001") == 2
    assert "Everything stopped, the data is kept" in text
    assert not is_alive(seen[0].parts["api"].identity)
    assert StateFile(tmp_path).load() is None
    assert not StateFile(tmp_path).supervised()


def test_a_failed_start_leaves_nothing_and_says_so(
    stack: type[StandInStack],
    make_part: PartFactory,
    tmp_path: Path,
    output: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(_: object) -> bool:
        return False

    broken = make_part("broken", "raise SystemExit('no')", ready=never)
    monkeypatch.setattr(stack, "parts", [*stack.parts, broken])
    assert start(tmp_path, output) == 1
    assert "✗ Broken" in output.getvalue()
    assert StateFile(tmp_path).load() is None


def test_a_second_start_says_that_it_is_running(tmp_path: Path, output: io.StringIO) -> None:
    supervisor = start_supervisor(tmp_path, SLEEP_WHEN_UP)
    state_file = StateFile(tmp_path)
    state = state_file.load()
    assert state is not None
    state.urls, state.environment = StandInStack.urls, {"LOCAL_LLM_URL": ""}
    state_file.save(state)
    assert start(tmp_path, output) == 0
    assert "is running already" in output.getvalue()
    assert "http://localhost:3001" in output.getvalue()
    assert is_alive(state.parts["api"].identity)
    supervisor.terminate()
    assert stop_stack(DataFolder(tmp_path), Console(output)) == 0
    supervisor.wait()


def test_stop_ends_a_running_stack(tmp_path: Path, output: io.StringIO) -> None:
    supervisor = start_supervisor(tmp_path, SLEEP_WHEN_UP)
    state = StateFile(tmp_path).load()
    assert state is not None
    assert stop_stack(DataFolder(tmp_path), Console(output)) == 0
    supervisor.wait()
    assert not any(is_alive(part.identity) for part in state.parts.values())
    assert StateFile(tmp_path).load() is None


def test_stop_cleans_up_after_a_supervisor_that_was_killed(
    tmp_path: Path, output: io.StringIO
) -> None:
    supervisor = start_supervisor(tmp_path, SLEEP_WHEN_UP)
    state = StateFile(tmp_path).load()
    assert state is not None
    kill_hard(supervisor)
    assert stop_stack(DataFolder(tmp_path), Console(output)) == 0
    assert not any(is_alive(part.identity) for part in state.parts.values())


def test_stop_with_nothing_running_says_so(tmp_path: Path, output: io.StringIO) -> None:
    assert stop_stack(DataFolder(tmp_path), Console(output)) == 0
    assert "nothing is running" in output.getvalue()
