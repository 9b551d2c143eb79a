"""Live events, as clients receive them: one JSON object a message."""

import uuid
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.schemas.common import Problem, ResponseBody
from app.schemas.knowledge_bases import Progress


class TicketOut(ResponseBody):
    """Opens one connection, once."""

    ticket: str
    expires_at: datetime


class Message(BaseModel):
    """Base of messages. Whoever comes back with `cursor` misses nothing that came after it."""

    cursor: str


class Ready(Message):
    """The first message: from here on nothing is missed."""

    type: Literal["ready"] = "ready"


class Reset(Message):
    """What came after the client's cursor is not kept any more: it should fetch again."""

    type: Literal["reset"] = "reset"


class Ping(Message):
    """Nothing has happened."""

    type: Literal["ping"] = "ping"


class LiveDocument(ResponseBody):
    """A document as it is now. `progress.queue_position` is not told here."""

    name: str
    status: DocumentStatus
    chunk_count: int
    page_count: int | None
    error: Problem | None
    progress: Progress


class DocumentChanged(Message):
    """A document, or the ingest of one, is not what it was."""

    type: Literal["document.changed"] = "document.changed"
    project_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    document_id: uuid.UUID
    data: LiveDocument


class DocumentDeleted(Message):
    """A document is gone."""

    type: Literal["document.deleted"] = "document.deleted"
    project_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    document_id: uuid.UUID


class LiveJob(ResponseBody):
    """A job as it is now."""

    kind: str
    status: JobStatus
    stage: str
    percent: int
    attempt: int
    eta_seconds: int | None
    worker: str | None
    error: Problem | None


class JobChanged(Message):
    """A job moved on: told to those who may see the job board."""

    type: Literal["job.changed"] = "job.changed"
    project_id: uuid.UUID
    job_id: uuid.UUID
    data: LiveJob
