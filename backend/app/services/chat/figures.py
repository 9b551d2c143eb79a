"""What answers in conversations say about the version of a deployment that made them."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Float, func, or_, select
from sqlalchemy.orm import Session

from app.models import ChatMessage, MessageFeedback
from app.models.chat import MessageStatus
from app.schemas.deployments import AnswerFigures


def of_deployment_version(
    session: Session, version_id: uuid.UUID, model_id: uuid.UUID
) -> AnswerFigures:
    """How many answers a version made with its own model, how fast, and what users think of them.

    Counts only: conversations are private.
    """
    own_model = or_(ChatMessage.model_id.is_(None), ChatMessage.model_id == model_id)
    is_its = (ChatMessage.deployment_version_id == version_id) & own_model
    row = session.execute(
        select(
            _count(MessageStatus.COMPLETE).label("complete"),
            _count(MessageStatus.FAILED).label("failed"),
            _count(MessageStatus.INTERRUPTED).label("interrupted"),
            _below("first_token_ms", 0.5).label("first_token_ms"),
            _below("first_token_ms", 0.95).label("first_token_ms_95"),
            _below("total_ms", 0.5).label("total_ms"),
            _below("total_ms", 0.95).label("total_ms_95"),
        ).where(is_its)
    ).one()
    ratings = dict(
        session.execute(
            select(MessageFeedback.rating, func.count())
            .join(ChatMessage, ChatMessage.id == MessageFeedback.message_id)
            .where(is_its)
            .group_by(MessageFeedback.rating)
        )
        .tuples()
        .all()
    )
    return AnswerFigures(good=ratings.get(1, 0), bad=ratings.get(-1, 0), **row._mapping)


def _count(status: MessageStatus) -> ColumnElement[int]:
    return func.count().filter(ChatMessage.status == status)


def _below(timing: str, share: float) -> ColumnElement[Any]:
    """The milliseconds that this share of the complete answers stays below."""
    ms = ChatMessage.timings[timing].astext.cast(Float)
    return (
        func.percentile_cont(share)
        .within_group(ms)
        .filter(ChatMessage.status == MessageStatus.COMPLETE)
    )
