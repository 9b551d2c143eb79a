"""Live indexes of an older layout are replaced, without anybody asking for it.

A new index with the same model is built beside the live one, as any other, and goes live when it
is ready; until then searches use the old one. A renewal that fails is not ordered again: its error
is shown with it, and starting its build goes on with it.
"""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import KnowledgeBase, KnowledgeBaseIndex
from app.models.indexes import HYBRID_LAYOUT, IndexStatus
from app.services.audit import service as audit
from app.services.knowledge_bases.indexes import service, state

# A search that has just looked up the replaced index ends long before its vectors go.
KEPT_FOR = timedelta(hours=1)
# Indexes of a knowledge base, each under a name of its own.
Live, Other = aliased(KnowledgeBaseIndex), aliased(KnowledgeBaseIndex)


def renew(ports: Ports) -> None:
    """Order renewals that are missing, switch to those that are ready, delete what they replaced.

    Each knowledge base in a unit of its own. Several processes may do so at the same time.
    """
    for kb_id in _found(_without_renewal()):
        with unit_of_work() as uow:
            _order(uow, ports.queue, kb_id)
    for kb_id in _found(_with_renewal_ready()):
        with unit_of_work() as uow:
            _switch(uow, kb_id)
    for kb_id in _found(_with_replaced()):
        with unit_of_work() as uow:
            _drop_replaced(uow, ports.queue, kb_id)


def _found(query: Select[uuid.UUID]) -> list[uuid.UUID]:
    with unit_of_work() as uow:
        return list(uow.session.scalars(query))


def _without_renewal() -> Select[uuid.UUID]:
    busy = exists().where(
        Other.knowledge_base_id == Live.knowledge_base_id,
        Other.is_renewal | (Other.status == IndexStatus.BUILDING),
    )
    return (
        select(Live.knowledge_base_id)
        .join(KnowledgeBase, KnowledgeBase.id == Live.knowledge_base_id)
        .where(_is_outdated(), KnowledgeBase.deleted_at.is_(None), ~busy)
    )


def _with_renewal_ready() -> Select[uuid.UUID]:
    return (
        select(Live.knowledge_base_id)
        .join(Other, Other.knowledge_base_id == Live.knowledge_base_id)
        .where(_is_outdated(), Other.is_renewal, Other.status == IndexStatus.READY)
    )


def _with_replaced() -> Select[uuid.UUID]:
    return (
        select(Live.knowledge_base_id)
        .join(Other, Other.knowledge_base_id == Live.knowledge_base_id)
        .where(
            Live.status == IndexStatus.LIVE,
            Live.is_renewal,
            Live.activated_at < now() - KEPT_FOR,
            Other.status == IndexStatus.RETIRED,
            Other.layout < HYBRID_LAYOUT,
            Other.embedding_model == Live.embedding_model,
        )
        .distinct()
    )


def _is_outdated() -> ColumnElement[bool]:
    return (Live.status == IndexStatus.LIVE) & (Live.layout < HYBRID_LAYOUT)


def _order(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> None:
    indexes = state.locked_all(uow.session, kb_id).values()
    live = _live(indexes)
    if any(index.is_renewal for index in indexes) or live.layout >= HYBRID_LAYOUT:
        return
    renewal = state.renewal_of(live)
    uow.session.add(renewal)
    uow.session.flush()
    state.queue_build(uow, queue, renewal)


def _switch(uow: UnitOfWork, kb_id: uuid.UUID) -> None:
    """Make the renewal the live index, unless a document has come that it still lacks."""
    indexes = state.locked_all(uow.session, kb_id).values()
    live = _live(indexes)
    renewal = next((index for index in indexes if index.is_renewal), None)
    if renewal is None or renewal.status != IndexStatus.READY or live.layout >= HYBRID_LAYOUT:
        return
    if state.has_gaps(uow.session, renewal):
        return
    state.make_live(uow.session, renewal, live)
    audit.record(uow, service.activated(renewal, live), renewal.id)


def _drop_replaced(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> None:
    indexes = state.locked_all(uow.session, kb_id).values()
    live = _live(indexes)
    for index in indexes:
        replaced = index.status == IndexStatus.RETIRED and index.layout < HYBRID_LAYOUT
        if live.is_renewal and replaced and index.embedding_model == live.embedding_model:
            state.queue_drop(uow, queue, index)


def _live(indexes: Iterable[KnowledgeBaseIndex]) -> KnowledgeBaseIndex:
    return next(index for index in indexes if index.status == IndexStatus.LIVE)
