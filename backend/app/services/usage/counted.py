"""Limits on how many things a user may have made: projects and documents."""

import uuid
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db.uow import UnitOfWork
from app.models import Document, KnowledgeBase, Project, User
from app.schemas.usage import MeterName
from app.services.usage.allowance import allowance_of, quota_exceeded

_REMEDY = "Delete {name} that you do not need any more, or ask an administrator for another tier."


def admit_project(uow: UnitOfWork) -> None:
    """Refuse another project of the actor's when their tier does not allow it.

    Raises:
        TooManyRequests: `quota_exceeded`.
    """
    _admit(uow, MeterName.PROJECTS, count_projects)


def admit_document(uow: UnitOfWork) -> None:
    """Refuse another document of the actor's when their tier does not allow it.

    Raises:
        TooManyRequests: `quota_exceeded`.
    """
    _admit(uow, MeterName.DOCUMENTS, count_documents)


def count_projects(session: Session, user_id: uuid.UUID) -> int:
    """Projects that the user has made, the default one and archived ones too."""
    query = select(func.count()).select_from(Project).where(Project.created_by_id == user_id)
    return session.scalar(query) or 0


def count_documents(session: Session, user_id: uuid.UUID) -> int:
    """Documents that the user has uploaded and nobody has deleted.

    Files of conversations go with them and have limits of their own.
    """
    query = (
        select(func.count())
        .select_from(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            Document.created_by_id == user_id,
            Document.deleted_at.is_(None),
            KnowledgeBase.chat_session_id.is_(None),
        )
    )
    return session.scalar(query) or 0


def _admit(uow: UnitOfWork, meter: MeterName, count: Callable[[Session, uuid.UUID], int]) -> None:
    session, user_id = uow.session, uow.signed_in.user_id
    limit = allowance_of(session, user_id).limit(meter)
    if limit is None:
        return
    # Held until the commit: a parallel request counts after it and sees what this one adds.
    session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    used = count(session, user_id)
    if used >= limit:
        message = f"Your tier allows {limit:,} {meter}, and you have {used:,}."
        remedy = _REMEDY.format(name=meter)
        raise quota_exceeded(meter, message, limit, used, None, remedy)
