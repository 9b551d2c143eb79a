"""What users think of the answers they got."""

import uuid

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.core.clock import now
from app.db.uow import UnitOfWork
from app.models import MessageFeedback
from app.schemas.chat import FeedbackRequest, MessageOut
from app.services.chat import repository
from app.services.chat.presenting import present_message


def give(
    uow: UnitOfWork, session_id: uuid.UUID, answer_id: uuid.UUID, request: FeedbackRequest
) -> MessageOut:
    """Keep what the actor thinks of an answer, in place of what they thought before.

    Raises:
        NotFound: no such answer in a conversation of the actor.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    answer = repository.get_answer(uow.session, chat.id, answer_id)
    said = request.model_dump()
    statement = insert(MessageFeedback).values(
        message_id=answer.id, user_id=uow.signed_in.user_id, **said
    )
    uow.session.execute(
        statement.on_conflict_do_update(
            index_elements=[MessageFeedback.message_id, MessageFeedback.user_id],
            set_={**said, "updated_at": now()},
        )
    )
    return present_message(uow, answer)


def take_back(uow: UnitOfWork, session_id: uuid.UUID, answer_id: uuid.UUID) -> None:
    """Forget what the actor thought of an answer.

    Raises:
        NotFound: no such answer in a conversation of the actor.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    answer = repository.get_answer(uow.session, chat.id, answer_id)
    uow.session.execute(
        delete(MessageFeedback).where(
            MessageFeedback.message_id == answer.id,
            MessageFeedback.user_id == uow.signed_in.user_id,
        )
    )
