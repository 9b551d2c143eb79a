"""Says when what a search of a knowledge base can find has changed.

Whoever publishes, deletes, trims, renames or restricts documents calls `raise_revision` in the
same unit of work. What is remembered of earlier searches holds for one revision only.
"""

import uuid

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert

from app.db.uow import UnitOfWork
from app.models import KnowledgeBase, KnowledgeBaseRevision

_CHANGED = "changed_knowledge_bases"


def raise_revision(uow: UnitOfWork, kb_id: uuid.UUID) -> None:
    """Count a change of this knowledge base, once for the unit of work.

    It is written at the very end of the transaction, before the audit log alone, and in one
    order for all: no two units wait for each other.
    """
    changed: set[uuid.UUID] = uow.session.info.setdefault(_CHANGED, set())
    if not changed:
        uow.before_commit(lambda: _count(uow, changed), first=True)
    changed.add(kb_id)


def _count(uow: UnitOfWork, kb_ids: set[uuid.UUID]) -> None:
    uow.session.flush()  # a knowledge base may go in this very unit
    rows = (
        select(KnowledgeBase.id, literal(1))
        .where(KnowledgeBase.id.in_(kb_ids))
        .order_by(KnowledgeBase.id)
    )
    statement = insert(KnowledgeBaseRevision).from_select(["knowledge_base_id", "revision"], rows)
    uow.session.execute(
        statement.on_conflict_do_update(
            index_elements=[KnowledgeBaseRevision.knowledge_base_id],
            set_={"revision": KnowledgeBaseRevision.revision + 1},
        )
    )
