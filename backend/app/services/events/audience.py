"""Who hears of what: the rights of this moment, and the state of this moment."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.core.permissions import Permission
from app.db.uow import UnitOfWork
from app.models import Event, Project
from app.schemas.events import DocumentChanged, DocumentDeleted, JobChanged, Message
from app.services.access import scope
from app.services.events.outbox import Change
from app.services.jobs import board
from app.services.knowledge_bases import documents


def projects_of(uow: UnitOfWork) -> frozenset[uuid.UUID] | None:
    """The projects that the actor may hear of; `None` for all of them.

    Only to keep the others' events out of the queue: `messages` asks again.
    """
    actor = uow.signed_in
    if actor.may(Permission.OBJECTS_OF_OTHERS) or actor.may(Permission.JOBS_READ):
        return None
    return frozenset(uow.session.scalars(select(Project.id).where(scope.projects(actor))))


def messages(uow: UnitOfWork, changes: Sequence[Change]) -> list[Message]:
    """What the actor may know of these changes, in their order, once a subject."""
    latest = {change.subject_id: change for change in changes}
    said = {
        **_of_documents(uow, _of_type(latest, "document.changed")),
        **_of_deleted(uow, _of_type(latest, "document.deleted")),
        **_of_jobs(uow, _of_type(latest, "job.changed")),
    }
    in_order = sorted(latest.values(), key=lambda change: change.position)
    return [said[change.subject_id] for change in in_order if change.subject_id in said]


def _of_type(latest: dict[uuid.UUID, Change], wanted: str) -> dict[uuid.UUID, Change]:
    return {key: change for key, change in latest.items() if change.type == wanted}


def _of_documents(
    uow: UnitOfWork, changes: dict[uuid.UUID, Change]
) -> dict[uuid.UUID, DocumentChanged]:
    if not changes or not uow.signed_in.may(Permission.KNOWLEDGE_LIST):
        return {}
    return {
        document_id: DocumentChanged(
            cursor=str(changes[document_id].position),
            project_id=changes[document_id].project_id,
            knowledge_base_id=knowledge_base_id,
            document_id=document_id,
            data=state,
        )
        for document_id, knowledge_base_id, state in documents.live(uow, list(changes))
    }


def _of_deleted(
    uow: UnitOfWork, changes: dict[uuid.UUID, Change]
) -> dict[uuid.UUID, DocumentDeleted]:
    if not changes or not uow.signed_in.may(Permission.KNOWLEDGE_LIST):
        return {}
    ids = [change.position.id for change in changes.values()]
    could_read = scope.deleted_documents(uow.signed_in, Event.project_id, Event.restricted_to)
    told = uow.session.scalars(select(Event).where(Event.id.in_(ids), could_read))
    return {
        row.subject_id: DocumentDeleted(
            cursor=str(changes[row.subject_id].position),
            project_id=row.project_id,
            knowledge_base_id=row.knowledge_base_id,
            document_id=row.subject_id,
        )
        for row in told
        if row.knowledge_base_id
    }


def _of_jobs(uow: UnitOfWork, changes: dict[uuid.UUID, Change]) -> dict[uuid.UUID, JobChanged]:
    if not changes or not uow.signed_in.may(Permission.JOBS_READ):
        return {}
    return {
        job_id: JobChanged(
            cursor=str(changes[job_id].position),
            project_id=changes[job_id].project_id,
            job_id=job_id,
            data=state,
        )
        for job_id, state in board.live(uow, list(changes))
    }
