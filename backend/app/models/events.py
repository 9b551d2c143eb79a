"""The outbox of live events: what has changed, in the order in which it was committed."""

import uuid
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, Identity, Index, UniqueConstraint, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base

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
