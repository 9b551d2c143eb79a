"""What is due, agreed on by all processes through one row each."""

from datetime import timedelta

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import now
from app.models import Schedule


def take_turn(session: Session, name: str, every: timedelta) -> bool:
    """Whether `name` is due and this caller the one to do it; it is due again after `every`.

    What has never been due waits for one interval first.
    """
    next_time = now() + every
    session.execute(insert(Schedule).values(name=name, due_at=next_time).on_conflict_do_nothing())
    # An interval that was made shorter holds at once.
    session.execute(
        update(Schedule)
        .where(Schedule.name == name, Schedule.due_at > next_time)
        .values(due_at=next_time)
    )
    taken = session.execute(
        update(Schedule)
        .where(Schedule.name == name, Schedule.due_at <= func.now())
        .values(due_at=next_time)
        .returning(Schedule.name)
    )
    return taken.first() is not None
