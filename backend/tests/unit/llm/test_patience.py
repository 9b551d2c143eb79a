"""How long to wait for the next part of an answer: one timer, moved when it rings."""

import asyncio
import time

import pytest

from app.integrations.llm.direct import Patience

SOON, LONG = 0.05, 60.0


def patience(first_token_s: float = LONG, idle_s: float = LONG, total_s: float = LONG) -> Patience:
    return Patience(first_token_s, idle_s, time.monotonic() + total_s)


async def never(patience: Patience) -> None:
    with patience:
        await asyncio.sleep(LONG)


async def said(patience: Patience, seconds: float = 0) -> None:
    with patience:
        await asyncio.sleep(seconds)
    patience.hear()


@pytest.mark.parametrize("limit", ["first_token_s", "total_s"])
def test_a_model_that_says_nothing_is_waited_for_so_long(limit: str) -> None:
    async def act() -> None:
        await never(patience(**{limit: SOON}))

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(act(), LONG / 2))


def test_after_the_first_word_the_shorter_wait_holds() -> None:
    async def act() -> None:
        waiting = patience(idle_s=SOON)
        await said(waiting)
        await never(waiting)

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(act(), LONG / 2))


def test_who_keeps_talking_is_listened_to_until_all_has_to_be_said() -> None:
    words = []

    async def talk(waiting: Patience) -> None:
        while True:
            await said(waiting, 0.04)
            words.append("word")

    async def act() -> None:
        await talk(patience(first_token_s=0.2, idle_s=0.2, total_s=1.0))

    with pytest.raises(TimeoutError):
        asyncio.run(act())
    assert len(words) >= 6


def test_nobody_is_cancelled_who_does_not_wait() -> None:
    async def act() -> None:
        waiting = patience(first_token_s=SOON)
        with waiting:
            await asyncio.sleep(0)
        await asyncio.sleep(4 * SOON)  # what the model said is being worked on
        with pytest.raises(TimeoutError):
            await never(waiting)

    asyncio.run(act())


def test_another_task_may_go_on_waiting() -> None:
    async def act() -> None:
        waiting = patience(idle_s=SOON)
        await asyncio.create_task(said(waiting))
        with pytest.raises(TimeoutError):
            await asyncio.create_task(never(waiting))

    asyncio.run(act())


def test_a_cancellation_from_outside_is_no_time_out() -> None:
    async def act() -> None:
        task = asyncio.create_task(never(patience()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(act())
