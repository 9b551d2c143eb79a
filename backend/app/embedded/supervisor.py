"""Starts parts in the order of their needs, keeps them up, and stops them in the reverse order.

Everything happens on one event loop in the main thread: children ask the kernel to be told when
the thread that forked them ends, so that thread has to be the one that lives as long as we do.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.embedded.console import Console
from app.embedded.parts import Part, Step, StepError, Task
from app.embedded.process import (
    ProcessIdentity,
    follow_parent,
    identify_child,
    kill_group,
)
from app.embedded.state import PartState, PartStatus, StackState, StateFile

_POLL_S = 0.05
_MAX_LOG_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class RestartPolicy:
    """How a crashed part is restarted (all times in seconds).

    The delay doubles from `first_delay` to `max_delay`. After `crashes` crashes within `window`
    the part is reported as failing, once, and tried again every `retry_failing`.
    """

    first_delay: float = 0.5
    max_delay: float = 8
    crashes: int = 5
    window: float = 60
    retry_failing: float = 30


@dataclass
class _Child:
    process: asyncio.subprocess.Process
    identity: ProcessIdentity


@dataclass
class _Running:
    part: Part
    child: _Child
    crashes: deque[float] = field(default_factory=deque)
    restarts: int = 0
    reported_failing: bool = False


class Supervisor:
    """Runs the steps of one stack; `start` once, then `stop` once."""

    def __init__(
        self,
        console: Console,
        state: StackState,
        state_file: StateFile,
        policy: RestartPolicy | None = None,
    ) -> None:
        self._console = console
        self._state = state
        self._state_file = state_file
        self._policy = policy or RestartPolicy()
        self._running: dict[str, _Running] = {}
        self._background: list[asyncio.Task[None]] = []
        self._launches: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._under_way: dict[str, Step] = {}

    # --- start ---

    async def start(self, steps: Iterable[Step]) -> None:
        """Run every step as soon as what it needs is there, and return when the awaited ones are.

        Raises StepError when an essential step failed. Another failed step is reported, and what
        needs it is left out.
        """
        steps = list(steps)
        finished = {step.name: asyncio.get_running_loop().create_future() for step in steps}
        self._background.append(asyncio.create_task(self._show_progress()))
        for step in steps:
            if not step.awaited:
                self._background.append(asyncio.create_task(self._run_step(step, finished)))
        try:
            async with asyncio.TaskGroup() as group:
                for step in steps:
                    if step.awaited:
                        group.create_task(self._run_step(step, finished))
        except* StepError as failures:
            raise failures.exceptions[0] from None

    async def _run_step(self, step: Step, finished: dict[str, asyncio.Future[bool]]) -> None:
        for need in step.needs:
            if need in finished and not await asyncio.shield(finished[need]):
                finished[step.name].set_result(False)
                return
        began = time.monotonic()
        self._under_way[step.name] = step
        try:
            mention = await (self._launch_and_wait(step) if isinstance(step, Part) else step.run())
        except StepError as failure:
            self._console.failed(step.title, failure.message, failure.remedy, failure.log)
            if step.essential:
                raise
            finished[step.name].set_result(False)
            return
        finally:
            self._under_way.pop(step.name, None)
        if mention:
            self._console.done(step.title, time.monotonic() - began)
        finished[step.name].set_result(True)

    async def _show_progress(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            if self._under_way:
                self._console.under_way(self._describe_under_way)

    def _describe_under_way(self) -> str:
        return ", ".join(_describe(step) for step in self._under_way.values())

    async def _launch_and_wait(self, part: Part) -> bool:
        await self._launch(part)
        running = self._running[part.name]
        try:
            await self._wait_ready(running)
        except StepError:
            await self._end(running)
            raise
        self._record(running, "ready")
        self._background.append(asyncio.create_task(self._watch(running)))
        return True

    async def _launch(self, part: Part) -> None:
        # Shielded, and remembered until done: whoever is cancelled meanwhile, no child gets lost.
        launch = asyncio.create_task(self._spawn(part))
        self._launches.add(launch)
        launch.add_done_callback(self._launches.discard)
        await asyncio.shield(launch)

    async def _spawn(self, part: Part) -> None:
        part.log.parent.mkdir(parents=True, exist_ok=True)
        _rotate(part.log)
        with part.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *part.argv,
                env=dict(part.env),
                cwd=part.cwd,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Its own session: Ctrl-C reaches us alone, and its group can be ended as a whole.
                start_new_session=True,
                user=part.user,
                group=part.user,
                extra_groups=None if part.user is None else [],
                preexec_fn=follow_parent(part.stop_signal),
            )
        child = _Child(process, identify_child(process.pid))
        if part.name in self._running:
            self._running[part.name].child = child
        else:
            self._running[part.name] = _Running(part, child)
        self._record(self._running[part.name], "starting")

    async def _wait_ready(self, running: _Running) -> None:
        part = running.part
        deadline = time.monotonic() + part.ready_timeout_s
        while not await part.ready(running.child.identity):
            if running.child.process.returncode is not None:
                raise StepError(
                    f"stopped at once ({_exit(running.child.process)})", part.remedy, part.log
                )
            if time.monotonic() > deadline:
                raise StepError(
                    f"not ready after {part.ready_timeout_s:.0f} s", part.remedy, part.log
                )
            await asyncio.sleep(_POLL_S)

    # --- keep up ---

    async def _watch(self, running: _Running) -> None:
        while True:
            await running.child.process.wait()
            if self._stopping:
                return
            kill_group(running.child.identity)
            await self._restart(running)

    async def _restart(self, running: _Running) -> None:
        part = running.part
        await asyncio.sleep(self._delay_after_crash(running))
        running.restarts += 1
        try:
            await self._launch(part)
            await self._wait_ready(running)
        except (StepError, OSError):
            await self._end(running)  # `_watch` sees the end and counts it as the next crash
            return
        self._record(running, "ready")
        self._console.note(f"{part.title} is up again")

    def _delay_after_crash(self, running: _Running) -> float:
        now = time.monotonic()
        crashes = running.crashes
        crashes.append(now)
        while crashes and now - crashes[0] > self._policy.window:
            crashes.popleft()
        if len(crashes) < self._policy.crashes:
            running.reported_failing = False
            self._record(running, "restarting")
            self._console.note(
                f"{running.part.title} stopped ({_exit(running.child.process)}), starting it again"
            )
            return float(
                min(self._policy.first_delay * 2 ** (len(crashes) - 1), self._policy.max_delay)
            )
        self._record(running, "failing")
        if not running.reported_failing:
            running.reported_failing = True
            self._report_failing(running)
        return self._policy.retry_failing

    def _report_failing(self, running: _Running) -> None:
        self._console.failed(
            running.part.title,
            f"keeps crashing ({len(running.crashes)} times in {self._policy.window:.0f} s, "
            f"{_exit(running.child.process)}); the rest stays up, "
            f"it is tried again every {self._policy.retry_failing:.0f} s",
            running.part.remedy,
            running.part.log,
        )

    # --- stop ---

    async def stop(self) -> None:
        """Stop every part, each after those that need it; returns when all are gone."""
        self._stopping = True
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, *self._launches, return_exceptions=True)
        gone = {name: asyncio.Event() for name in self._running}
        await asyncio.gather(*(self._stop_part(name, gone) for name in self._running))

    async def _stop_part(self, name: str, gone: dict[str, asyncio.Event]) -> None:
        for other in self._dependants(name):
            await gone[other].wait()
        await self._end(self._running[name])
        gone[name].set()

    def _dependants(self, name: str) -> list[str]:
        return [n for n, other in self._running.items() if name in other.part.needs]

    async def _end(self, running: _Running) -> None:
        child = running.child
        process = child.process
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(running.part.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), running.part.stop_timeout_s)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        kill_group(child.identity)
        self._record(running, "stopped")

    # --- record ---

    def _record(self, running: _Running, status: PartStatus) -> None:
        part = running.part
        self._state.parts[part.name] = PartState(
            title=part.title,
            pid=running.child.identity.pid,
            started=running.child.identity.started,
            status=status,
            log=str(part.log),
            stop_signal=int(part.stop_signal),
            stop_timeout_s=part.stop_timeout_s,
            needs=list(part.needs),
            restarts=running.restarts,
        )
        self._state_file.save(self._state)


def _exit(process: asyncio.subprocess.Process) -> str:
    code = process.returncode
    if code is None:
        return "hung"
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _describe(step: Step) -> str:
    progress = step.progress() if isinstance(step, Task) else ""
    return f"{step.title} {progress}".strip()


def _rotate(log: Path) -> None:
    """Keep one older file once a log has grown large."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > _MAX_LOG_BYTES:
            os.replace(log, log.with_suffix(log.suffix + ".1"))
