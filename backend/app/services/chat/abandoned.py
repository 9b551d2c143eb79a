"""Answers whose process died while writing them."""

from datetime import datetime, timedelta

from sqlalchemy import update

from app.core.clock import now
from app.db.uow import unit_of_work
from app.models import ChatMessage
from app.models.chat import MessageStatus

# A living answer is saved every two seconds, see `answering.CHECKPOINT_S`.
SILENT_FOR = timedelta(seconds=30)


def alive_since() -> datetime:
    """An answer last saved before this moment is nobody's any more."""
    return now() - SILENT_FOR


def mark_interrupted() -> None:
    """Mark abandoned answers as interrupted; what was written of them stays."""
    with unit_of_work() as uow:
        uow.session.execute(
            update(ChatMessage)
            .where(
                ChatMessage.status == MessageStatus.STREAMING,
                ChatMessage.updated_at < alive_since(),
            )
            .values(status=MessageStatus.INTERRUPTED)
        )
