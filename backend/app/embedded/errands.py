"""One-off programs (pip, npm, migrations …) with their output in a log."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.embedded.parts import StepError
from app.embedded.process import ProcessIdentity, follow_parent, identify_child, kill_group


async def run_logged(
    argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path, remedy: str
) -> None:
    """Run a program to its end; raises StepError when it fails. Cancelled, it is killed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        try:
            process = await asyncio.create_subprocess_exec(
                *argv,
                env=dict(env),
                cwd=cwd,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=follow_parent(signal.SIGKILL),
            )
        except FileNotFoundError as error:
            raise StepError(f"{argv[0]} is not there", remedy) from error
    identity = identify_child(process.pid)
    try:
        code = await process.wait()
    finally:
        await _end(process, identity)
    if code != 0:
        raise StepError(f"{Path(argv[0]).name} failed (exit {code})", remedy, log)


async def _end(process: asyncio.subprocess.Process, identity: ProcessIdentity) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 3)
    kill_group(identity)
    await process.wait()
