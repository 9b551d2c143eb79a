"""What there is one of for each event loop, as limits and queues of tasks belong to theirs."""

from collections.abc import Callable
from typing import TypeVar

from anyio.lowlevel import RunVar

_T = TypeVar("_T")


def of_this_loop(variable: RunVar[_T], make: Callable[[], _T]) -> _T:
    """The running event loop's, made when it is asked for first."""
    try:
        return variable.get()
    except LookupError:
        variable.set(made := make())
        return made
