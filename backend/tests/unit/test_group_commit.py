"""Group commit: everything written once and in order, few transactions when many come."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from app.db.group_commit import GroupCommit


class Written:
    """Keeps the batches. The first one waits to be let go; one with a negative number fails."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.go_on = threading.Event()
        self.group = GroupCommit(self._write)

    def _write(self, items: Sequence[int]) -> None:
        assert self.go_on.wait(10)
        if min(items) < 0:
            raise ValueError(items)
        self.batches.append(list(items))


async def begin(group: GroupCommit[int], *items: int) -> list["asyncio.Task[None]"]:
    """Add items, as requests of their own do, without waiting for them."""
    adding = [asyncio.ensure_future(group.add(item)) for item in items]
    await asyncio.sleep(0.05)
    return adding


def test_one_is_written_at_once_and_those_that_come_meanwhile_together() -> None:
    async def work() -> list[list[int]]:
        written = Written()
        adding = await begin(written.group, 1) + await begin(written.group, 2, 3, 4)
        assert not any(each.done() for each in adding)
        written.go_on.set()
        await asyncio.gather(*adding)
        await written.group.add(5)
        return written.batches

    assert asyncio.run(work()) == [[1], [2, 3, 4], [5]]


def test_a_batch_that_fails_is_told_to_its_own_and_the_next_one_is_written() -> None:
    async def work() -> list[list[int]]:
        written = Written()
        first = await begin(written.group, 1)
        failing = await begin(written.group, 2, -3)
        written.go_on.set()
        await asyncio.gather(*first)
        for each in failing:
            with pytest.raises(ValueError, match=r"\[2, -3\]"):
                await each
        await written.group.add(4)
        return written.batches

    assert asyncio.run(work()) == [[1], [4]]


def test_what_was_added_is_written_also_when_nobody_waits_for_it_any_more() -> None:
    async def work() -> list[list[int]]:
        written = Written()
        adding = await begin(written.group, 1) + await begin(written.group, 2, 3)
        for each in adding[:2]:
            each.cancel()
        await asyncio.sleep(0)
        written.go_on.set()
        await adding[2]
        assert [each.cancelled() for each in adding] == [True, True, False]
        return written.batches

    assert asyncio.run(work()) == [[1], [2, 3]]
