"""Signs of life of answers, and what becomes of those whose process died."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import text, update

from app.core.clock import now
from app.db.uow import unit_of_work
from app.models import ChatMessage
from app.models.chat import MessageStatus

# A living answer gives a sign every two seconds, see `running.CHECK_EVERY_S`.
SILENT_FOR = timedelta(seconds=15)

_CHECKPOINT = text("""
    UPDATE chat_messages SET content = progress.content, updated_at = now()
    FROM unnest(CAST(:ids AS uuid[]), CAST(:contents AS text[])) AS progress (id, content)
    WHERE chat_messages.id = progress.id AND chat_messages.status = 'streaming'
""")


def alive_since() -> datetime:
    """An answer without a sign of life since this moment is nobody's any more."""
    return now() - SILENT_FOR


def checkpoint(texts: Mapping[uuid.UUID, str]) -> None:
    """Save how far answers are, all in one statement."""
    with unit_of_work() as uow:
        uow.session.execute(
            _CHECKPOINT, {"ids": list(map(str, texts)), "contents": list(texts.values())}
        )


def mark_interrupted(answer_id: uuid.UUID | None = None) -> None:
    """Mark abandoned answers as interrupted, or this one if it is abandoned.

    What was written of them stays.
    """
    silent = update(ChatMessage).where(
        ChatMessage.status == MessageStatus.STREAMING, ChatMessage.updated_at < alive_since()
    )
    if answer_id:
        silent = silent.where(ChatMessage.id == answer_id)
    with unit_of_work() as uow:
        uow.session.execute(silent.values(status=MessageStatus.INTERRUPTED))
