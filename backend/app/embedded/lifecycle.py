"""Bringing a stack up, holding it, and taking it down, from the command line's point of view."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from app.core.config import Settings
from app.embedded.console import Console, format_seconds
from app.embedded.layout import BACKEND, DataFolder
from app.embedded.leftovers import end_leftovers
from app.embedded.parts import StepError
from app.embedded.process import ProcessIdentity, identify, is_alive, wait_until_gone
from app.embedded.stack import Stack, StackOptions
from app.embedded.state import StackState, StateFile, SupervisorLock
from app.embedded.supervisor import Supervisor

_STOP_TIMEOUT_S = 90
_EXIT_TIMEOUT_S = 10
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_in_foreground(
    options: StackOptions, settings: Settings, console: Console, when_ready: Sequence[str] = ()
) -> int:
    """Start the stack and hold it until a signal; the exit code.

    `when_ready` is a command to run, on this terminal, once everything is up.
    """
    state_file = StateFile(options.data.root)
    lock = SupervisorLock(state_file)
    if not lock.acquire():
        return _report_running(state_file, console)
    try:
        _clean_up(state_file, console)
        return asyncio.run(_supervise(options, settings, console, state_file, when_ready))
    except StepError as failure:  # before the first step
        console.failed("Start", failure.message, failure.remedy, failure.log)
        return 1
    finally:
        lock.release()


async def _supervise(
    options: StackOptions,
    settings: Settings,
    console: Console,
    state_file: StateFile,
    when_ready: Sequence[str],
) -> int:
    began = time.monotonic()
    stop_asked = _listen_for_signals()
    stack = Stack(options, settings)
    state = StackState(
        supervisor=identify(os.getpid()),
        status="starting",
        urls=stack.urls,
        ports=stack.ports,
        environment=stack.environment(),
        notices=stack.notices,
    )
    state_file.save(state)
    for notice in stack.notices:
        console.note(notice)
    supervisor = Supervisor(console, state, state_file)
    try:
        if not await _start_unless_stopped(supervisor, stack, stop_asked):
            return 0
        if options.prepare:
            return 0
        state.status = "ready"
        state_file.save(state)
        announce(
            console, state, options.data, f"is ready in {format_seconds(time.monotonic() - began)}"
        )
        follow_up = await _run_on_terminal(when_ready)
        await stop_asked.wait()
        await _end_quietly(follow_up)
        return 0
    except StepError:
        return 1  # the supervisor has reported it
    finally:
        state.status = "stopping"
        await _stop(supervisor, console)
        state_file.clear()


def _listen_for_signals() -> asyncio.Event:
    asked = asyncio.Event()
    for number in _SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    return asked


async def _start_unless_stopped(
    supervisor: Supervisor, stack: Stack, stop_asked: asyncio.Event
) -> bool:
    """True once everything is up; False when a signal came first."""
    start = asyncio.create_task(supervisor.start(stack.steps()))
    asked = asyncio.create_task(stop_asked.wait())
    await asyncio.wait({start, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if start.done():
        start.result()
        return True
    start.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await start
    return False


async def _stop(supervisor: Supervisor, console: Console) -> None:
    began = time.monotonic()
    console.plain()
    await supervisor.stop()
    console.done("Everything stopped, the data is kept", time.monotonic() - began)


async def _run_on_terminal(command: Sequence[str]) -> asyncio.subprocess.Process | None:
    if not command:
        return None
    return await asyncio.create_subprocess_exec(*command, cwd=BACKEND, stdin=subprocess.DEVNULL)


async def _end_quietly(process: asyncio.subprocess.Process | None) -> None:
    if process is not None and process.returncode is None:
        process.terminate()
        await process.wait()


# --- detached ---


def run_detached(command: Sequence[str], data: DataFolder, console: Console) -> int:
    """Run `command` (a foreground start) as a process of its own; return once it is ready."""
    state_file = StateFile(data.root)
    if state_file.supervised():
        return _report_running(state_file, console)
    data.logs.mkdir(parents=True, exist_ok=True)
    log = data.logs / "start.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=BACKEND,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    with log.open(errors="replace") as lines:
        while child.poll() is None:
            _copy_new(lines, console)
            state = state_file.load()
            if state and state.supervisor.pid == child.pid and state.status == "ready":
                time.sleep(0.1)
                _copy_new(lines, console)
                return 0
            time.sleep(0.1)
        _copy_new(lines, console)
    return child.returncode or 1


def _copy_new(lines: TextIO, console: Console) -> None:
    for line in lines.read().splitlines():
        console.plain(line)


# --- stop and report ---


def stop_stack(data: DataFolder, console: Console) -> int:
    """Stop the stack of a data folder, whether its supervisor lives or was killed."""
    state_file = StateFile(data.root)
    began = time.monotonic()
    if not state_file.supervised():
        if not _clean_up(state_file, console):
            console.note("nothing is running")
        return 0
    if not _ask_supervisor_to_stop(state_file):
        console.failed(
            "Stop",
            f"the stack still runs after {_STOP_TIMEOUT_S} s",
            "Look at ./data/logs, end its supervisor by hand and run ./stop.sh again.",
        )
        return 1
    _clean_up(state_file, console)
    console.done("Everything stopped, the data is kept", time.monotonic() - began)
    return 0


def _ask_supervisor_to_stop(state_file: StateFile) -> bool:
    deadline = time.monotonic() + _STOP_TIMEOUT_S
    asked: ProcessIdentity | None = None
    while state_file.supervised():
        state = state_file.load()
        if asked is None and state is not None and is_alive(state.supervisor):
            asked = state.supervisor
            os.kill(asked.pid, signal.SIGTERM)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return asked is None or wait_until_gone(asked, _EXIT_TIMEOUT_S)


def _clean_up(state_file: StateFile, console: Console) -> bool:
    """End what a killed supervisor left behind; True when there was something."""
    state = state_file.load()
    if state is None:
        return False
    ended = end_leftovers(state)
    if ended:
        console.note(f"stopped what an earlier run left behind: {', '.join(ended)}")
    state_file.clear()
    return bool(ended)


def _report_running(state_file: StateFile, console: Console) -> int:
    state = state_file.load()
    if state is None:
        console.note("another ./start.sh is just beginning here")
        return 0
    word = "is running already" if state.status == "ready" else f"is {state.status} already"
    announce(console, state, DataFolder(state_file.run_dir.parent), word)
    return 0


def announce(console: Console, state: StackState, data: DataFolder, word: str) -> None:
    """Say where the product is to be found."""
    console.plain()
    console.plain(f"LLM Builder {word}")
    console.plain(f"  App       {state.urls['app']}")
    console.plain(f"  API       {state.urls['api']}")
    console.plain(f"  API docs  {state.urls['docs']}")
    console.plain(f"  Logs      {_shorten(data.logs)}    stop with Ctrl-C or ./stop.sh")
    for notice in [*state.notices, *_still_coming(state)]:
        console.plain(f"  Note      {notice}")
    console.plain()


def _still_coming(state: StackState) -> list[str]:
    if not state.environment["LOCAL_LLM_URL"]:
        return ["no local model runs (--model none)"]
    part = state.parts.get("llm")
    return [] if part and part.status == "ready" else ["the local model is still on its way"]


def _shorten(path: Path) -> str:
    with contextlib.suppress(ValueError):
        return f"./{path.relative_to(BACKEND.parent)}"
    return str(path)
