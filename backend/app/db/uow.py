"""The unit of work: one transaction, who acts in it, and what follows its commit.

This is the only place that commits.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.core.errors import Unauthenticated
from app.core.logging import get_logger
from app.core.permissions import Actor
from app.db.ahead import send_ahead
from app.db.autocommit import autocommit
from app.db.engine import get_session_factory

log = get_logger(__name__)


@dataclass(slots=True)
class UnitOfWork:
    """A transaction with its actor and request.

    No network call belongs inside one: read, close, call, open, write.
    """

    session: Session
    actor: Actor | None = None
    request_id: str | None = None
    ip_address: str | None = None
    _before_commit: list[Callable[[], None]] = field(default_factory=list)
    _after_commit: list[Callable[[], None]] = field(default_factory=list)

    @property
    def signed_in(self) -> Actor:
        """The actor.

        Raises:
            Unauthenticated: when nobody is signed in.
        """
        if self.actor is None:
            raise Unauthenticated()
        return self.actor

    def autocommit(self) -> None:
        """Have each statement of this unit commit itself, where one of them writes at most.

        To be said before the first one. It saves the ways to the database for beginning and end.
        """
        autocommit(self.session.connection())

    def commit_lazily(self) -> None:
        """Do not wait for the disk at the commit of this unit, or of its next statement alone.

        For bookkeeping that may be lost when the database's machine fails within the next
        second; everything else it keeps, also when our own process dies.
        """
        send_ahead(self.session.connection(), "SET LOCAL synchronous_commit TO off")

    def before_commit(self, action: Callable[[], None], *, first: bool = False) -> None:
        """Run `action` last in the transaction: for writes whose locks must be held shortly.

        `first` is before those put off so far: locks are taken in one order for all.
        """
        self._before_commit.insert(0 if first else len(self._before_commit), action)

    def run_before_commit(self) -> None:
        """Run what was put off to the end of the transaction."""
        for action in self._before_commit:
            action()

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` once the transaction has been committed, never otherwise."""
        self._after_commit.append(action)

    def run_after_commit(self) -> None:
        """Run what was put off. A failure is logged: the change itself already stands."""
        for action in self._after_commit:
            try:
                action()
            except Exception:
                log.warning("after_commit_failed", exc_info=True)


@contextmanager
def unit_of_work(
    actor: Actor | None = None, request_id: str | None = None, ip_address: str | None = None
) -> Iterator[UnitOfWork]:
    """Open a unit of work; commit when the block ends, roll back when it raises."""
    with get_session_factory()() as session:
        uow = UnitOfWork(session, actor, request_id, ip_address)
        with session.begin():
            yield uow
            uow.run_before_commit()
    uow.run_after_commit()


# How services that also talk to the network open units: short ones, before and after.
OpenUnit = Callable[[], AbstractContextManager[UnitOfWork]]
