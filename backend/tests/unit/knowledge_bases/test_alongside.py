"""Work alongside a block: begun with it, ended with it, one at a time."""

from contextvars import ContextVar
from threading import Event, get_ident

import pytest

from app.services.knowledge_bases.retrieval.alongside import alongside
from tests.waiting import WITHIN_S

REQUEST = ContextVar("REQUEST", default="none")


def test_it_is_done_while_the_block_runs_and_as_part_of_the_same_request() -> None:
    begun = Event()

    def act() -> tuple[int, str]:
        begun.set()
        return get_ident(), REQUEST.get()

    REQUEST.set("this one")
    with alongside(act) as result:
        assert begun.wait(WITHIN_S)
        assert result is not None
        thread, request = result()
    assert thread != get_ident()
    assert request == "this one"


def test_one_is_done_at_a_time_and_the_next_one_afterwards() -> None:
    with alongside(lambda: 1) as first, alongside(lambda: 2) as second:
        assert first is not None
        assert second is None
    with alongside(lambda: 3) as third:
        assert third is not None
        assert third() == 3


def test_a_failure_is_told_where_the_result_is_asked_for() -> None:
    def act() -> None:
        raise LookupError("gone")

    with alongside(act) as result:
        assert result is not None
        with pytest.raises(LookupError, match="gone"):
            result()
    with alongside(act):
        """Nobody asks."""


def test_a_block_that_fails_leaves_nothing_behind() -> None:
    ended = []
    go_on = Event()

    def act() -> None:
        go_on.wait(WITHIN_S)
        ended.append(True)

    def fail() -> None:
        with alongside(act):
            go_on.set()
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert ended
    with alongside(act) as result:
        assert result is not None
