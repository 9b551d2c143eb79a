"""Reading the outbox: in the order of commits, from any place that is still kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, text, tuple_
from sqlalchemy.orm import Session

from app.models import Event

KEPT_FOR = timedelta(hours=1)
# Transactions below this one have ended, and no other will ever be below it.
_OLDEST_RUNNING = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_place = tuple_(Event.xid, Event.id)


class Position(NamedTuple):
    """A place in the outbox: everything up to this event of this transaction has been read."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def parse(cls, cursor: str) -> "Position | None":
        """The place that a client says it has reached; `None` when that is no place."""
        xid, dash, number = cursor.partition("-")
        if not (dash and _is_bigint(xid) and _is_bigint(number)):
            return None
        return cls(int(xid), int(number))


def _is_bigint(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and int(digits[:20]) < 2**63 and len(digits) < 20


@dataclass(frozen=True, slots=True)
class Change:
    """An event: what has changed, and where it stands in the outbox."""

    position: Position
    type: str
    project_id: uuid.UUID
    subject_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in commit order; `upto` is where to read on."""

    changes: Sequence[Change]
    upto: Position


def head(session: Session) -> Position:
    """Where somebody begins who wants to hear only of what comes."""
    return Position(_oldest_running(session), 0)


def _oldest_running(session: Session) -> int:
    found: int = session.scalar(_OLDEST_RUNNING)
    return found


def read(session: Session, after: Position, limit: int, upto: Position | None = None) -> Batch:
    """The next changes after a place, of transactions that nothing can come before any more."""
    end = upto or Position(_oldest_running(session), 0)
    rows = session.scalars(
        select(Event)
        .where(_place > tuple_(*after), _place <= tuple_(*end))
        .order_by(Event.xid, Event.id)
        .limit(limit)
    ).all()
    changes = [
        Change(Position(row.xid, row.id), row.type, row.project_id, row.subject_id) for row in rows
    ]
    return Batch(changes, changes[-1].position if len(changes) == limit else max(after, end))


def is_kept(session: Session, after: Position) -> bool:
    """Whether everything after this place is still there, and the place is one of ours."""
    if after.xid > _oldest_running(session):
        return False
    next_written_at = session.scalar(
        select(Event.created_at)
        .where(_place > tuple_(*after))
        .order_by(Event.xid, Event.id)
        .limit(1)
    )
    # The newest of those that are too old stays, so that this can be told: see `trim`.
    expired = session.scalar(select(func.now() - KEPT_FOR))
    return next_written_at is None or expired is None or next_written_at > expired


def trim(session: Session) -> None:
    """Forget what is older than an hour, except the last event of it."""
    old = select(Event.xid, Event.id).where(Event.created_at < func.now() - KEPT_FOR)
    last = session.execute(old.order_by(Event.xid.desc(), Event.id.desc()).limit(1)).one_or_none()
    if last:
        session.execute(delete(Event).where(_place < tuple_(*last)))
