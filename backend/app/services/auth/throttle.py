"""Failed sign-ins slow the next ones down, per account, per address and per pair of both.

Every attempt counts before its password is looked at, and a good one clears the count: so
many guesses at once cannot slip through together. Unknown accounts are throttled alike.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.security import fingerprint
from app.models import SignInThrottle

FORGET_AFTER = timedelta(hours=1)
LONGEST_BLOCK_S = 900


@dataclass(frozen=True, slots=True)
class _Counter:
    """What is counted, and how many attempts are free before each further one costs time."""

    key: str
    free_attempts: int


def admit(session: Session, email: str, address: str | None) -> int:
    """Count an attempt. Returns 0 when it may go on, else the seconds to wait."""
    counters = _counters(email, address)
    blocked = session.scalar(
        select(func.max(SignInThrottle.blocked_until)).where(
            SignInThrottle.key.in_([counter.key for counter in counters])
        )
    )
    if blocked and blocked > now():
        return max(1, round((blocked - now()).total_seconds()))
    for counter in counters:
        _count(session, counter)
    return 0


def clear(session: Session, email: str, address: str | None) -> None:
    """After a good attempt: forget those at the account, and this one of the address."""
    pair, account, place = (counter.key for counter in _counters(email, address))
    session.execute(delete(SignInThrottle).where(SignInThrottle.key.in_([pair, account])))
    session.execute(
        update(SignInThrottle)
        .where(SignInThrottle.key == place)
        .values(failures=func.greatest(SignInThrottle.failures - 1, 0), blocked_until=None)
    )


def _counters(email: str, address: str | None) -> tuple[_Counter, ...]:
    account = fingerprint(email.lower())
    return (
        _Counter(f"pair:{account}:{address}", 5),
        _Counter(f"account:{account}", 25),
        _Counter(f"address:{address}", 100),
    )


def _count(session: Session, counter: _Counter) -> None:
    """Raise the count in one statement; the block doubles with each attempt past the free ones."""
    at = now()
    stale = SignInThrottle.last_failure_at < at - FORGET_AFTER
    failures = case((stale, 1), else_=SignInThrottle.failures + 1)
    doubled = func.power(2, func.least(failures - counter.free_attempts, 30))
    seconds = func.least(doubled, LONGEST_BLOCK_S)
    blocked_until = at + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    statement = insert(SignInThrottle).values(key=counter.key, failures=1, last_failure_at=at)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[SignInThrottle.key],
            set_={
                "failures": failures,
                "last_failure_at": at,
                "blocked_until": case(
                    (failures >= counter.free_attempts, blocked_until), else_=None
                ),
            },
        )
    )
