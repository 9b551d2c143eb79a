"""The outbox of live events: what has changed, in the order in which it was committed."""

import uuid
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Identity,
    Index,
    UniqueConstraint,
    Uuid,
    event,
    func,
    inspect,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db.base import Base
from app.models.jobs import INGEST_DOCUMENT, Job
from app.models.knowledge_bases import Document

# `xid8`, a number that is never used twice, as a type that drivers know.
THIS_TRANSACTION = "pg_current_xact_id()::text::bigint"


class Event(Base):
    """Something changed, not what it is now: readers look that up, within their rights.

    `xid` is the transaction that wrote the row. A reader who takes only transactions below
    the oldest that still runs, in the order of `xid` and `id`, never passes one over.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    xid: Mapped[int] = mapped_column(BigInteger, server_default=text(THIS_TRANSACTION))
    type: Mapped[str]
    project_id: Mapped[uuid.UUID]
    knowledge_base_id: Mapped[uuid.UUID | None]
    subject_id: Mapped[uuid.UUID]
    # Of a deleted document: the groups that it was restricted to, as nobody can ask any more.
    restricted_to: Mapped[list[uuid.UUID]] = mapped_column(
        ARRAY(Uuid), server_default=text("'{}'::uuid[]")
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        # A transaction tells once of a subject.
        UniqueConstraint("xid", "subject_id"),
        Index("ix_events_xid_id", "xid", "id"),
        Index("ix_events_created_at", "created_at"),
    )


_TELL_OF_DOCUMENTS = text("""
    INSERT INTO events (type, project_id, knowledge_base_id, subject_id, restricted_to)
    SELECT
        CASE WHEN documents.deleted_at IS NULL THEN 'document.changed' ELSE 'document.deleted' END,
        knowledge_bases.project_id,
        knowledge_bases.id,
        documents.id,
        ARRAY(SELECT group_id FROM document_groups WHERE document_id = documents.id)
    FROM documents JOIN knowledge_bases ON knowledge_bases.id = documents.knowledge_base_id
    WHERE documents.id = ANY(:ids) AND knowledge_bases.chat_session_id IS NULL
    ON CONFLICT (xid, subject_id)
    DO UPDATE SET type = excluded.type, restricted_to = excluded.restricted_to
""")
_TELL_OF_JOBS = text("""
    INSERT INTO events (type, project_id, subject_id)
    SELECT 'job.changed', lane, id FROM jobs WHERE id = ANY(:ids)
    ON CONFLICT (xid, subject_id) DO NOTHING
""")
_PROGRESS_OF_JOBS = ("status", "stage", "percent", "attempt", "cancel_requested")


@event.listens_for(Session, "after_flush")
def _tell_of_changes(session: Session, _context: object) -> None:
    """Leave an event of every document and job that this flush has changed.

    What is attached to a conversation is nobody else's business, so nothing is left of it.

    Here, and not where they are changed, so that no change can be forgotten. Statements that
    go past the session's objects (`update(Document)`) are not seen.
    """
    changed = [row for row in (*session.new, *session.dirty) if session.is_modified(row)]
    jobs = [row for row in changed if isinstance(row, Job) and _has_moved(row)]
    documents = {row.id for row in changed if isinstance(row, Document)}
    documents |= {row.subject_id for row in jobs if row.kind == INGEST_DOCUMENT}
    if documents:
        session.connection().execute(_TELL_OF_DOCUMENTS, {"ids": list(documents)})
    if jobs:
        session.connection().execute(_TELL_OF_JOBS, {"ids": [job.id for job in jobs]})


def _has_moved(job: Job) -> bool:
    attributes = inspect(job).attrs
    return any(attributes[name].history.has_changes() for name in _PROGRESS_OF_JOBS)
