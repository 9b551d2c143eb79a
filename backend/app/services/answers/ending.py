"""How an answer ends: what it took is charged, and what a program asked is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from anyio.lowlevel import RunVar

from app.core.event_loops import of_this_loop
from app.db.group_commit import GroupCommit
from app.db.uow import unit_of_work
from app.services.calls.recording import EndedCall, record
from app.services.usage import tokens
from app.services.usage.tokens import Spent

_written: RunVar[GroupCommit["Ending"]] = RunVar("endings")


@dataclass(frozen=True, slots=True)
class Ending:
    """What an answer took of its reservation, and the call that is to be kept of it."""

    reservation_id: uuid.UUID
    spent: Spent
    call: EndedCall | None


async def write(ending: Ending) -> None:
    """Wait until the ending is written, together with those of other answers that end now."""
    await of_this_loop(_written, lambda: GroupCommit(_write_all)).add(ending)


def _write_all(endings: Sequence[Ending]) -> None:
    with unit_of_work() as uow:
        uow.autocommit()
        uow.commit_lazily()
        tokens.settle_all(uow, {ending.reservation_id: ending.spent for ending in endings})
    if calls := [ending.call for ending in endings if ending.call]:
        record(calls)
