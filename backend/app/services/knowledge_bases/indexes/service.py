"""Build, activate, roll back and delete the indexes of a knowledge base."""

import uuid

from app.core.errors import Conflict, NotFound
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.integrations.queue import JobQueue
from app.models import Job, KnowledgeBase, KnowledgeBaseIndex
from app.models.indexes import IndexStatus
from app.models.jobs import JobStatus
from app.schemas.audit_events import (
    IndexActivated,
    IndexBuildCancelled,
    IndexBuildStarted,
    IndexCreated,
    IndexDeleted,
)
from app.schemas.common import Problem
from app.schemas.knowledge_bases import IndexCreate, IndexesOut, IndexOut, IndexProgress
from app.services.access import scope
from app.services.audit import service as audit
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import layers, repository
from app.services.knowledge_bases.indexes import build, state
from app.services.models import embedding_models

# Each costs the disk of all vectors, and one at most is being built.
MAX_INDEXES = 5


def list_all(uow: UnitOfWork, kb_id: uuid.UUID) -> IndexesOut:
    """The indexes of a knowledge base."""
    repository.get(uow.session, uow.signed_in, kb_id)
    return IndexesOut(items=[_present(uow, index) for index in state.all_of(uow.session, kb_id)])


def read(uow: UnitOfWork, kb_id: uuid.UUID, index_id: uuid.UUID) -> IndexOut:
    """One index."""
    repository.get(uow.session, uow.signed_in, kb_id)
    index = uow.session.get(KnowledgeBaseIndex, index_id)
    if index is None or index.knowledge_base_id != kb_id:
        raise _no_index()
    return _present(uow, index)


def create(open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, request: IndexCreate) -> IndexOut:
    """An index with another model, built in the background beside the live one.

    Raises:
        NotFound, Forbidden: the actor may not write to this knowledge base.
        Invalid: the model is not known, or reads less than a chunk.
        Transient: the model is not ready.
        Conflict: another index is being built, or there are too many.
    """
    with open_unit() as uow:
        kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
        embedding_models.require_choosable(uow, request.embedding_model)
        model = embedding_models.facts(uow.session, request.embedding_model)
        config = layers.of_knowledge_bases(uow.session, [kb])[kb.id]
        update = {"embedding_model": model.name, **request.model_dump()}
        layers.require_sense(uow.session, config.model_copy(update=update))
    ports.embedders.require_ready(model.name)
    with open_unit() as uow:
        kb, others = _to_change(uow, kb_id)
        _refuse_more(others)
        index = state.new_index(
            kb, model, uow.signed_in.user_id, request.query_prefix, request.passage_prefix
        )
        uow.session.add(index)
        uow.session.flush()
        state.queue_build(uow, ports.queue, index)
        audit.record(
            uow, IndexCreated(knowledge_base_id=kb_id, embedding_model=model.name), index.id
        )
        return _present(uow, index)


def start_build(
    open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, index_id: uuid.UUID
) -> IndexOut:
    """Bring an index up to date: a build that failed or was cancelled goes on, and a retired
    index gets what has come since.

    Raises:
        NotFound, Forbidden: the actor may not write to this knowledge base.
        Transient: the model is not ready.
        Conflict: it is the live one, or another index is being built.
    """
    with open_unit() as uow:
        repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
        model = read(uow, kb_id, index_id).embedding_model
    ports.embedders.require_ready(model)
    with open_unit() as uow:
        _, indexes = _to_change(uow, kb_id)
        index = _chosen(indexes, index_id)
        _refuse_live(index, "is always up to date")
        _refuse_second_build(indexes, index_id)
        index.status = IndexStatus.BUILDING
        index.error_code = index.error_message = index.error_remedy = None
        state.queue_build(uow, ports.queue, index)
        audit.record(uow, IndexBuildStarted(knowledge_base_id=kb_id), index.id)
        return _refreshed(uow, index)


def cancel_build(uow: UnitOfWork, kb_id: uuid.UUID, index_id: uuid.UUID) -> IndexOut:
    """Stop a build; what it has embedded is kept for the next one.

    Raises:
        Conflict: nothing is being built.
    """
    _, indexes = _to_change(uow, kb_id)
    index = _chosen(indexes, index_id)
    job = jobs.open_job(uow.session, JobKind.EMBED_INDEX, index.id)
    if job is None:
        raise Conflict("This index is not being built.", code="nothing_to_cancel")
    if jobs.request_cancel(uow.session, job):
        build.build_cancelled(uow, job)
    audit.record(uow, IndexBuildCancelled(knowledge_base_id=kb_id), index.id)
    return _refreshed(uow, index)


def activate(uow: UnitOfWork, kb_id: uuid.UUID, index_id: uuid.UUID) -> IndexOut:
    """Search with this index from the commit on; the one before is kept and can come back.

    Raises:
        Conflict: `index_incomplete`, it does not hold every document.
    """
    _, indexes = _to_change(uow, kb_id)
    index = _chosen(indexes, index_id)
    if index.status == IndexStatus.LIVE:
        return _present(uow, index)
    if index.status == IndexStatus.BUILDING or state.has_gaps(uow.session, index):
        raise Conflict(
            "This index does not hold every document yet.",
            code="index_incomplete",
            remedy="Wait until its build has ended, or start one, then activate it again.",
        )
    before = next(other for other in indexes.values() if other.status == IndexStatus.LIVE)
    state.make_live(uow.session, index, before)
    audit.record(uow, activated(index, before), index.id)
    return _refreshed(uow, index)


def delete(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID, index_id: uuid.UUID) -> None:
    """Delete an index that is not live; a worker then removes its vectors.

    Raises:
        Conflict: it is the live one.
    """
    _, indexes = _to_change(uow, kb_id)
    index = _chosen(indexes, index_id)
    _refuse_live(index, "cannot be deleted")
    deleted = IndexDeleted(knowledge_base_id=kb_id, embedding_model=index.embedding_model)
    audit.record(uow, deleted, index.id)
    state.queue_drop(uow, queue, index)


def _to_change(
    uow: UnitOfWork, kb_id: uuid.UUID
) -> tuple[KnowledgeBase, dict[uuid.UUID, KnowledgeBaseIndex]]:
    """The knowledge base and its indexes, locked, for an editor."""
    kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    return kb, state.locked_all(uow.session, kb_id)


def _chosen(
    indexes: dict[uuid.UUID, KnowledgeBaseIndex], index_id: uuid.UUID
) -> KnowledgeBaseIndex:
    if index_id not in indexes:
        raise _no_index()
    return indexes[index_id]


def _refuse_live(index: KnowledgeBaseIndex, what: str) -> None:
    if index.status == IndexStatus.LIVE:
        raise Conflict(
            f"The live index {what}.",
            code="index_is_live",
            remedy="Choose another index, or activate another one first.",
        )


def _refuse_more(indexes: dict[uuid.UUID, KnowledgeBaseIndex]) -> None:
    _refuse_second_build(indexes, None)
    if len(indexes) >= MAX_INDEXES:
        raise Conflict(
            f"A knowledge base has {MAX_INDEXES} indexes at most.",
            code="too_many_indexes",
            remedy="Delete one that you do not need any more.",
        )


def _refuse_second_build(
    indexes: dict[uuid.UUID, KnowledgeBaseIndex], except_id: uuid.UUID | None
) -> None:
    if any(
        index.status == IndexStatus.BUILDING and index.id != except_id for index in indexes.values()
    ):
        raise Conflict(
            "Another index of this knowledge base is being built.",
            code="index_building",
            remedy="Wait for it, cancel it or delete it.",
        )


def activated(index: KnowledgeBaseIndex, before: KnowledgeBaseIndex) -> IndexActivated:
    """What the audit log says of a switch."""
    return IndexActivated(
        knowledge_base_id=index.knowledge_base_id,
        embedding_model=index.embedding_model,
        replaced_index_id=before.id,
        replaced_embedding_model=before.embedding_model,
    )


def _refreshed(uow: UnitOfWork, index: KnowledgeBaseIndex) -> IndexOut:
    uow.session.flush()
    uow.session.refresh(index)
    return _present(uow, index)


def _present(uow: UnitOfWork, index: KnowledgeBaseIndex) -> IndexOut:
    titles = embedding_models.titles(uow.session, [index.embedding_model])
    counted = state.counts(uow.session, index, scope.documents(uow.signed_in))
    names = ("documents_total", "chunks_total", "documents_indexed", "chunks_indexed")
    columns = {name: getattr(index, name) for name in IndexOut.model_fields if hasattr(index, name)}
    return IndexOut.model_validate(
        {
            **columns,
            **dict(zip(names, counted, strict=True)),
            "embedding_model_title": titles[index.embedding_model],
            "error": _problem(index),
            "progress": _progress(jobs.open_job(uow.session, JobKind.EMBED_INDEX, index.id)),
        }
    )


def _problem(index: KnowledgeBaseIndex) -> Problem | None:
    if index.error_code is None:
        return None
    return Problem(
        code=index.error_code, message=index.error_message or "", remedy=index.error_remedy
    )


def _progress(job: Job | None) -> IndexProgress | None:
    if job is None:
        return None
    running = job.status == JobStatus.RUNNING
    return IndexProgress(
        stage="embedding" if running else "queued", percent=job.percent, attempt=job.attempt
    )


def _no_index() -> NotFound:
    return NotFound("There is no such index.", code="index_not_found")
