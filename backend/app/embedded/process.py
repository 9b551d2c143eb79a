"""Processes and their groups: recognise them again by pid and start time, and end them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil

_PR_SET_PDEATHSIG = 1
# The start time is derived from the wall clock at boot, which moves a little when it is corrected.
_START_TIME_TOLERANCE_S = 2.0
_KILL_TIMEOUT_S = 5.0


@dataclass(frozen=True)
class ProcessIdentity:
    """A process id and its start time (seconds since the epoch): together they are never reused."""

    pid: int
    started: float


def identify(pid: int) -> ProcessIdentity:
    """The identity of a running process; raises psutil.NoSuchProcess when there is none."""
    return ProcessIdentity(pid=pid, started=psutil.Process(pid).create_time())


def identify_child(pid: int) -> ProcessIdentity:
    """The identity of a child that was just started, even if it has ended already."""
    try:
        return identify(pid)
    except psutil.NoSuchProcess:  # its exit was collected: nothing is left to recognise
        return ProcessIdentity(pid, 0.0)


def is_alive(identity: ProcessIdentity) -> bool:
    """True while this very process runs; a zombie or another process with its pid is not it."""
    try:
        process = psutil.Process(identity.pid)
        same = abs(process.create_time() - identity.started) < _START_TIME_TOLERANCE_S
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end_group(leader: ProcessIdentity, stop_signal: int, timeout_s: float) -> None:
    """Ask a group leader to stop, wait, then kill whatever is left of its process group."""
    if is_alive(leader):
        with suppress(ProcessLookupError):
            os.kill(leader.pid, stop_signal)
        wait_until_gone(leader, timeout_s)
    kill_group(leader)
    wait_until_gone(leader, _KILL_TIMEOUT_S)


def wait_until_gone(identity: ProcessIdentity, timeout_s: float) -> bool:
    """Wait for a process (a child of ours or not) to end; False when it is still there."""
    deadline = time.monotonic() + timeout_s
    while is_alive(identity):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def kill_group(leader: ProcessIdentity) -> None:
    """SIGKILL the members of the process group that `leader` founded, if it is still that group."""
    if _pid_belongs_to_another(leader):
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader.pid, signal.SIGKILL)


def _pid_belongs_to_another(leader: ProcessIdentity) -> bool:
    # A group id cannot be handed out again while the group has members, so a stranger under
    # the leader's pid means that our group is gone and this one is not ours.
    return psutil.pid_exists(leader.pid) and not _has_start_time(leader)


def _has_start_time(identity: ProcessIdentity) -> bool:
    try:
        started = psutil.Process(identity.pid).create_time()
    except psutil.NoSuchProcess:
        return False
    return abs(started - identity.started) < _START_TIME_TOLERANCE_S


def follow_parent(death_signal: int) -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel send `death_signal` when the parent dies, even by SIGKILL.

    Linux only; elsewhere None, and the next start or `llmb down` cleans up instead.
    """
    if sys.platform != "linux":
        return None
    parent = os.getpid()
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:  # it died between the fork and the request
            os._exit(1)

    return ask_kernel
