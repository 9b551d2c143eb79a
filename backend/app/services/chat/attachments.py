"""Files of a conversation: a knowledge base of its own, which nobody else ever sees.

It goes through the normal ingest, is searched together with what the deployment answers from,
and is purged with the conversation.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import exists, func, select

from app.core.config import Settings
from app.core.errors import Conflict, NotFound
from app.db.uow import OpenUnit, UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import ChatSession, Document, KnowledgeBase
from app.schemas.audit_events import AttachmentDeleted
from app.schemas.chat import AttachmentOut
from app.schemas.common import Problem
from app.services.audit import service as audit
from app.services.chat import repository
from app.services.deployments import service as deployments
from app.services.deployments import versions
from app.services.knowledge_bases import deletion, uploads
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.uploads import Upload


def attach(
    open_unit: OpenUnit, ports: Ports, session_id: uuid.UUID, incoming: Upload
) -> AttachmentOut:
    """Take a file into a conversation and queue its ingest. The same bytes twice are one file.

    Raises:
        NotFound: no such conversation of the actor.
        Conflict: the project is archived, or the conversation has as many files as it may.
        UnsupportedMedia, TooLarge, Invalid: the file is none that we read.
        Transient: the embedding model is not ready.
    """
    settings = ports.settings
    with open_unit() as uow:
        kb_id = _ensured(uow, settings, session_id).id

    def destination(uow: UnitOfWork) -> KnowledgeBase:
        repository.get(uow.session, uow.signed_in, session_id, for_update=True)
        _refuse_many(uow, kb_id, settings.chat_attachments_max)
        return uow.session.get_one(KnowledgeBase, kb_id)

    limit = settings.chat_attachment_max_mb
    document_id = uploads.take_in(open_unit, ports, destination, incoming, limit).document.id
    with open_unit() as uow:
        return _present(_get(uow, session_id, document_id))


def list_all(uow: UnitOfWork, session_id: uuid.UUID) -> list[AttachmentOut]:
    """The files of a conversation of the actor, in the order in which they came."""
    chat = repository.get(uow.session, uow.signed_in, session_id)
    return [_present(document) for document in _documents(uow, chat.id)]


def remove(uow: UnitOfWork, queue: JobQueue, session_id: uuid.UUID, document_id: uuid.UUID) -> None:
    """Delete a file of a conversation: at once for searches, soon from disk.

    Raises:
        NotFound: no such file in a conversation of the actor.
    """
    document = _get(uow, session_id, document_id)
    kb = uow.session.get_one(KnowledgeBase, document.knowledge_base_id)
    deletion.bury(uow, queue, kb, document)
    audit.record(uow, AttachmentDeleted(), document.id)


def knowledge_base_of(uow: UnitOfWork, session_id: uuid.UUID) -> KnowledgeBase | None:
    """What is attached to a conversation, if anything ever was. The caller has checked it."""
    return uow.session.scalar(
        select(KnowledgeBase).where(
            KnowledgeBase.chat_session_id == session_id, KnowledgeBase.deleted_at.is_(None)
        )
    )


def bury(uow: UnitOfWork, queue: JobQueue, session_id: uuid.UUID) -> None:
    """Delete what is attached to a conversation that is being deleted."""
    kb = knowledge_base_of(uow, session_id)
    if kb is not None:
        knowledge_bases.bury(uow, queue, kb)


def bury_orphans(queue: JobQueue) -> None:
    """Delete what was attached to conversations that have gone with a deployment or a user."""
    orphaned = ~exists().where(ChatSession.id == KnowledgeBase.chat_session_id)
    with unit_of_work() as uow:
        orphans = uow.session.scalars(
            select(KnowledgeBase)
            .where(
                KnowledgeBase.chat_session_id.is_not(None),
                KnowledgeBase.deleted_at.is_(None),
                orphaned,
            )
            .with_for_update(skip_locked=True)
        )
        for kb in orphans:
            knowledge_bases.bury(uow, queue, kb)


def _ensured(uow: UnitOfWork, settings: Settings, session_id: uuid.UUID) -> KnowledgeBase:
    chat = repository.get(uow.session, uow.signed_in, session_id, for_update=True)
    deployment = deployments.get_to_run(uow, chat.deployment_id)
    found = knowledge_base_of(uow, chat.id)
    if found is None:
        version = versions.version_for(deployment, chat.id)
        # The model that embeds the question for the deployment's own knowledge anyway.
        shared = [kb.embedding_model for kb in version.knowledge_bases]
        model = shared[0] if shared else settings.embedding_model
        found = knowledge_bases.add_private(uow, deployment.project_id, chat.id, model)
    _refuse_many(uow, found.id, settings.chat_attachments_max)
    return found


def _refuse_many(uow: UnitOfWork, kb_id: uuid.UUID, most: int) -> None:
    attached = select(func.count()).where(
        Document.knowledge_base_id == kb_id, Document.deleted_at.is_(None)
    )
    if (uow.session.scalar(attached) or 0) >= most:
        raise Conflict(
            f"A conversation can have {most} files.",
            code="too_many_attachments",
            remedy="Remove one that is not needed any more.",
        )


def _documents(uow: UnitOfWork, session_id: uuid.UUID) -> Sequence[Document]:
    return uow.session.scalars(
        select(Document)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(
            KnowledgeBase.chat_session_id == session_id,
            KnowledgeBase.deleted_at.is_(None),
            Document.deleted_at.is_(None),
        )
        .order_by(Document.created_at, Document.id)
    ).all()


def _get(uow: UnitOfWork, session_id: uuid.UUID, document_id: uuid.UUID) -> Document:
    chat = repository.get(uow.session, uow.signed_in, session_id)
    for document in _documents(uow, chat.id):
        if document.id == document_id:
            return document
    raise NotFound("There is no such file in this conversation.", code="attachment_not_found")


def _present(document: Document) -> AttachmentOut:
    problem = (
        Problem(
            code=document.error_code,
            message=document.error_message or "",
            remedy=document.error_remedy,
        )
        if document.error_code
        else None
    )
    return AttachmentOut.model_validate(
        {
            **{
                name: getattr(document, name)
                for name in AttachmentOut.model_fields
                if name != "error"
            },
            "error": problem,
        }
    )
