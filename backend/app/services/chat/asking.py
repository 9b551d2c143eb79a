"""Questions: asked, put in other words, answered once more, put to two models at once."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import Conflict, TooManyRequests
from app.db.uow import OpenUnit, UnitOfWork
from app.models import ChatMessage, ChatSession, DeploymentVersion, User
from app.models.chat import MessageStatus
from app.models.usage import UsageKind
from app.schemas.chat import CompareRequest, MessageOut, QuestionRequest, RegenerateRequest
from app.services.answers import charging
from app.services.answers.task import Task, task_of
from app.services.chat import abandoned, attachments, repository, titles, tree
from app.services.chat.presenting import present_message
from app.services.chat.sessions import language_model
from app.services.deployments import history, versions
from app.services.deployments import service as deployments


@dataclass(frozen=True, slots=True)
class Exchange:
    """A stored question, the answer that is to be written, and the tokens set aside for it."""

    session_id: uuid.UUID
    deployment_id: uuid.UUID
    project_id: uuid.UUID
    task: Task
    question: MessageOut
    answer_id: uuid.UUID
    reservation_id: uuid.UUID


def ask(
    open_unit: OpenUnit, session_id: uuid.UUID, request: QuestionRequest, most: int
) -> Exchange:
    """Keep a question and prepare its answer; `most` answers at once are allowed to a user.

    Raises:
        NotFound: no such conversation of the actor, or no such question to edit.
        Conflict: an answer is being written in it.
        TooManyRequests: the actor's tokens of this month do not suffice, or too many answers
            are being written for them.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id, most)
        question = _add_question(uow, chat, request.content, request.edit_of)
        return _exchange(uow, chat, question, chat.model_id)


def ask_again(
    open_unit: OpenUnit, session_id: uuid.UUID, question_id: uuid.UUID, most: int
) -> Exchange:
    """Prepare another try at a question whose answer failed or was interrupted.

    Raises:
        NotFound: no such conversation or question of the actor.
        Conflict: an answer is being written, or there is a complete one.
        TooManyRequests: as for `ask`.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id, most)
        question = repository.get_question(uow.session, chat.id, question_id)
        if repository.has_complete_answer(uow.session, question.id):
            raise Conflict(
                "This question has been answered.",
                code="already_answered",
                remedy="Regenerate the answer to get another one.",
            )
        return _exchange(uow, chat, question, chat.model_id)


def regenerate(
    open_unit: OpenUnit,
    session_id: uuid.UUID,
    question_id: uuid.UUID,
    request: RegenerateRequest,
    most: int,
) -> Exchange:
    """Prepare another answer beside those that a question has.

    Raises:
        NotFound: no such conversation or question of the actor, or no such model.
        Conflict: an answer is being written, or the model does not answer questions.
        TooManyRequests: as for `ask`.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id, most)
        question = repository.get_question(uow.session, chat.id, question_id)
        return _exchange(uow, chat, question, request.model_id or chat.model_id)


def compare(
    open_unit: OpenUnit, session_id: uuid.UUID, request: CompareRequest, most: int
) -> list[Exchange]:
    """Keep a question and prepare an answer of each model, or of each version.

    Raises:
        NotFound: no such conversation of the actor, no such model, or no such version of a
            deployment of the actor's own projects.
        Conflict: an answer is being written, or one of the two cannot answer.
        TooManyRequests: as for `ask`.
    """
    with open_unit() as uow:
        chat = _idle_session(uow, session_id, most - 1)
        question = _add_question(uow, chat, request.content, None)
        exchanges = [
            *(_exchange(uow, chat, question, id_) for id_ in request.model_ids or ()),
            *(
                _exchange(uow, chat, question, chat.model_id, _version(uow, chat, number))
                for number in request.versions or ()
            ),
        ]
        chat.active_leaf_id = exchanges[0].answer_id
        return exchanges


def _version(uow: UnitOfWork, chat: ChatSession, number: int) -> DeploymentVersion:
    version = history.get(uow, chat.deployment_id, number)
    versions.refuse_incomplete(uow, version)
    return version


def _idle_session(uow: UnitOfWork, session_id: uuid.UUID, most: int) -> ChatSession:
    """The conversation, locked, unless an answer is being written in it."""
    chat = repository.get(uow.session, uow.signed_in, session_id, for_update=True)
    alive_since = abandoned.alive_since()
    if repository.streaming_answer(uow.session, chat.id, alive_since):
        raise Conflict(
            "An answer is still being written in this conversation.",
            code="answer_in_progress",
            remedy="Wait for it or stop it first.",
        )
    # Held until the commit: a parallel question counts after it.
    user = select(User.id).where(User.id == chat.user_id)
    uow.session.execute(user.with_for_update(key_share=True))
    if repository.count_streaming(uow.session, chat.user_id, alive_since) >= most:
        raise TooManyRequests(
            "Too many answers are being written for you at the moment.",
            code="too_many_answers",
            remedy="Wait for one of them or stop it first.",
            retry_after=5,
        )
    return chat


def _add_question(
    uow: UnitOfWork, chat: ChatSession, content: str, edit_of: uuid.UUID | None
) -> ChatMessage:
    parent_id = chat.active_leaf_id
    if edit_of:
        parent_id = repository.get_question(uow.session, chat.id, edit_of).parent_id
    question = ChatMessage(
        session_id=chat.id,
        parent_id=parent_id,
        role="user",
        content=content,
        status=MessageStatus.COMPLETE,
    )
    uow.session.add(question)
    uow.session.flush()
    uow.session.refresh(question)
    titles.take_from_question(chat, content)
    chat.archived_at = None
    return question


def _exchange(
    uow: UnitOfWork,
    chat: ChatSession,
    question: ChatMessage,
    model_id: uuid.UUID | None,
    chosen: DeploymentVersion | None = None,
) -> Exchange:
    """Prepare an answer, by the version that is `chosen` or by the one whose turn it is."""
    deployment = deployments.get_to_run(uow, chat.deployment_id)
    version = chosen or versions.version_for(deployment, chat.id)
    attached = attachments.knowledge_base_of(uow, chat.id)
    task = task_of(
        uow,
        version,
        question.content,
        tree.turns(uow.session, question.parent_id),
        attached_ids=[attached.id] if attached else [],
        model=language_model(uow, model_id) if model_id else None,
    )
    answer = _add_answer(uow, question, task)
    chat.active_leaf_id, chat.updated_at = answer.id, now()
    return Exchange(
        session_id=chat.id,
        deployment_id=deployment.id,
        project_id=deployment.project_id,
        task=task,
        question=present_message(uow, question),
        answer_id=answer.id,
        reservation_id=charging.reserve(uow, UsageKind.CHAT, deployment, version, task),
    )


def _add_answer(uow: UnitOfWork, question: ChatMessage, task: Task) -> ChatMessage:
    answer = ChatMessage(
        session_id=question.session_id,
        reply_to_id=question.id,
        parent_id=question.id,
        model_id=task.model.id,
        deployment_version_id=task.version_id,
        role="assistant",
        content="",
        status=MessageStatus.STREAMING,
    )
    uow.session.add(answer)
    uow.session.flush()
    return answer
