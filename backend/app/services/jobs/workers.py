"""Which workers live: each says so every few seconds."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import now
from app.models import Worker

# A worker may be late, and miss a time.
_PATIENCE = 3
_FORGET_AFTER = timedelta(hours=1)


def report(
    session: Session, name: str, concurrency: int, started_at: datetime, every: timedelta
) -> None:
    """Say that a worker lives, and how often it will say so."""
    values = {
        "concurrency": concurrency,
        "started_at": started_at,
        "seen_at": now(),
        "dead_after": now() + every * _PATIENCE,
    }
    row = insert(Worker).values(name=name, **values)
    session.execute(row.on_conflict_do_update(index_elements=[Worker.name], set_=values))


def sign_off(session: Session, name: str) -> None:
    """A worker stops in good order."""
    session.execute(delete(Worker).where(Worker.name == name))


def alive(session: Session) -> list[Worker]:
    """The workers that live, the longest running first."""
    query = select(Worker).where(Worker.dead_after > now())
    return list(session.scalars(query.order_by(Worker.started_at, Worker.name)))


def threads(session: Session) -> int:
    """How many jobs can run at once, in all workers together."""
    query = select(func.sum(Worker.concurrency)).where(Worker.dead_after > now())
    return session.scalar(query) or 0


def forget_dead(session: Session) -> None:
    """Drop workers that have been silent for long."""
    session.execute(delete(Worker).where(Worker.dead_after < now() - _FORGET_AFTER))
