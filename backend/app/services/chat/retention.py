"""How long it is kept how an answer was made."""

from datetime import datetime

from sqlalchemy import null, select, update

from app.db.uow import unit_of_work
from app.models import ChatMessage

_BATCH = 1000


def forget_traces(made_before: datetime) -> int:
    """Take the traces away from answers of before; the answers stay. Returns from how many.

    A batch is a unit of its own: nothing is locked for long, and what is done stays done.
    """
    forgotten = 0
    while count := _forget_some(made_before):
        forgotten += count
    return forgotten


def _forget_some(made_before: datetime) -> int:
    some = (
        select(ChatMessage.id)
        .where(ChatMessage.trace.is_not(None), ChatMessage.created_at < made_before)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    with unit_of_work() as uow:
        forgotten = uow.session.execute(
            update(ChatMessage)
            .where(ChatMessage.id.in_(some))
            # An answer is not newer for what was forgotten of it.
            .values(trace=null(), updated_at=ChatMessage.updated_at)
            .returning(ChatMessage.id),
            execution_options={"synchronize_session": False},
        )
        return len(forgotten.all())
