"""Processes that a killed supervisor left behind."""

from __future__ import annotations

from app.embedded.process import end_group, is_alive, wait_until_gone
from app.embedded.state import PartState, StackState

# On Linux the kernel has told the parts already when their supervisor died. A second signal would
# make some of them give up their graceful stop, so they get this long first.
_GRACE_S = 5.0


def end_leftovers(state: StackState, grace_s: float = _GRACE_S) -> list[str]:
    """Stop what still runs of `state`, each part after those that need it; titles of what ran.

    The state must belong to a supervisor that is gone.
    """
    ended = []
    for part in _dependants_first(state.parts):
        if is_alive(part.identity):
            ended.append(part.title)
            wait_until_gone(part.identity, grace_s)
        end_group(part.identity, part.stop_signal, part.stop_timeout_s)
    return ended


def _dependants_first(parts: dict[str, PartState]) -> list[PartState]:
    ordered: list[PartState] = []
    remaining = dict(parts)
    while remaining:
        needed = {need for part in remaining.values() for need in part.needs}
        free = [name for name in remaining if name not in needed] or list(remaining)
        ordered += [remaining.pop(name) for name in free]
    return ordered
