"""One action on many documents. Each is an action of its own: a refusal stops no other."""

import uuid
from collections.abc import Callable

from app.core.errors import AppError
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.queue import JobQueue
from app.schemas.common import Problem
from app.schemas.knowledge_bases import BulkAction, BulkOut, BulkRequest, RefusedDocument
from app.services.knowledge_bases import deletion, documents, repository

Action = Callable[[UnitOfWork, uuid.UUID], object]


def apply(open_unit: OpenUnit, queue: JobQueue, kb_id: uuid.UUID, request: BulkRequest) -> BulkOut:
    """Do `request.action` to each document, and tell which refused it and why.

    Raises:
        NotFound, Forbidden: the actor may not change this knowledge base.
    """
    with open_unit() as uow:
        repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    act = _action(request.action, queue, kb_id)
    result = BulkOut(done=[], refused=[])
    for document_id in dict.fromkeys(request.document_ids):
        try:
            with open_unit() as uow:
                act(uow, document_id)
        except AppError as error:
            result.refused.append(RefusedDocument(id=document_id, problem=_problem(error)))
        else:
            result.done.append(document_id)
    return result


def _action(action: BulkAction, queue: JobQueue, kb_id: uuid.UUID) -> Action:
    actions: dict[BulkAction, Action] = {
        "cancel": lambda uow, id_: documents.cancel(uow, kb_id, id_),
        "ingest": lambda uow, id_: documents.ingest_again(uow, queue, kb_id, id_),
        "delete": lambda uow, id_: deletion.delete(uow, queue, kb_id, id_),
    }
    return actions[action]


def _problem(error: AppError) -> Problem:
    return Problem(code=error.code, message=error.message, remedy=error.remedy)
