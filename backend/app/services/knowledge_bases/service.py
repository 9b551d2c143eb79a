"""Create, read, change and delete knowledge bases."""

import uuid
from collections.abc import Sequence

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.integrations.queue import JobQueue
from app.models import KnowledgeBase
from app.schemas.audit_events import (
    KnowledgeBaseChanged,
    KnowledgeBaseCreated,
    KnowledgeBaseDeleted,
)
from app.schemas.common import Page, PageRequest
from app.schemas.knowledge_bases import (
    ConfigOverrides,
    KnowledgeBaseCreate,
    KnowledgeBaseOut,
    KnowledgeBaseUpdate,
    StatusCounts,
)
from app.services.access import scope
from app.services.audit import service as audit
from app.services.knowledge_bases import deletion, layers, repository
from app.services.knowledge_bases.configuration import FIELDS_OF_INDEXES, resolve
from app.services.knowledge_bases.indexes import state as indexes
from app.services.models import embedding_models
from app.services.projects import service as projects


def create(uow: UnitOfWork, settings: Settings, request: KnowledgeBaseCreate) -> KnowledgeBaseOut:
    """A new, empty knowledge base.

    Raises:
        NotFound: there is no such project or preset for the actor.
        Forbidden: the actor is no editor of the project.
        Conflict: the project has one of this name or is archived, or the preset is not for it.
        Invalid: the embedding model is not known, or the configuration makes no sense.
    """
    project = projects.place_for_new(uow, request.project_id)
    _refuse_taken_name(uow, project.id, request.name)
    layers.require_choosable(uow, request.config)
    config = resolve(
        settings.embedding_model,
        *layers.of_preset(uow, request.preset_id, project.id),
        request.config,
    )
    layers.require_sense(uow.session, config)
    model = embedding_models.facts(uow.session, config.embedding_model)
    kb = KnowledgeBase(
        project_id=project.id,
        created_by_id=uow.signed_in.user_id,
        name=request.name,
        description=request.description,
        preset_id=request.preset_id,
        config=_stored(request.config),
    )
    uow.session.add(kb)
    uow.session.flush()
    indexes.add_first(uow.session, kb, model, config.query_prefix, config.passage_prefix)
    uow.session.refresh(kb)
    audit.record(uow, KnowledgeBaseCreated(name=kb.name, project_id=project.id), kb.id)
    return present(uow, [kb])[0]


def add_private(
    uow: UnitOfWork, project_id: uuid.UUID, session_id: uuid.UUID, embedding_model: str
) -> KnowledgeBase:
    """A knowledge base for the files of a conversation, for other services.

    Raises:
        Invalid: the embedding model is not known.
    """
    config = resolve(embedding_model)
    kb = KnowledgeBase(
        project_id=project_id,
        created_by_id=uow.signed_in.user_id,
        # Names are of a project, and this one must not stand in the way of any.
        name=f"conversation {session_id}",
        chat_session_id=session_id,
        config={},
    )
    uow.session.add(kb)
    uow.session.flush()
    facts = embedding_models.facts(uow.session, embedding_model)
    indexes.add_first(uow.session, kb, facts, config.query_prefix, config.passage_prefix)
    uow.session.refresh(kb)
    return kb


def list_page(
    uow: UnitOfWork, page: PageRequest, project_id: uuid.UUID | None, query: str | None
) -> Page[KnowledgeBaseOut]:
    """The knowledge bases that the actor may see, by name."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, project_id, query, page.limit, page.offset
    )
    return Page[KnowledgeBaseOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, kb_id: uuid.UUID) -> KnowledgeBaseOut:
    """One knowledge base."""
    return present(uow, [get(uow, kb_id)])[0]


def get(uow: UnitOfWork, kb_id: uuid.UUID) -> KnowledgeBase:
    """A knowledge base that the actor may see, for other services; raises `NotFound`."""
    return repository.get(uow.session, uow.signed_in, kb_id)


def get_all_of_project(
    uow: UnitOfWork, project_id: uuid.UUID, kb_ids: Sequence[uuid.UUID]
) -> list[KnowledgeBase]:
    """These knowledge bases of a project, for other services.

    Raises:
        NotFound: one is out of the actor's sight.
        Conflict: one is of another project.
    """
    return repository.get_all_of_project(uow.session, uow.signed_in, project_id, kb_ids)


def change(uow: UnitOfWork, kb_id: uuid.UUID, request: KnowledgeBaseUpdate) -> KnowledgeBaseOut:
    """Rename, describe or configure. A new configuration applies to later ingests."""
    kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    if request.name is not None and request.name != kb.name:
        _refuse_taken_name(uow, kb.project_id, request.name, kb.id)
        kb.name = request.name
    if request.description is not None:
        kb.description = request.description
    if request.model_fields_set & {"preset_id", "config"}:
        _configure(uow, kb, request)
    uow.session.flush()
    uow.session.refresh(kb)
    audit.record(uow, KnowledgeBaseChanged(fields=sorted(request.model_fields_set)), kb.id)
    return present(uow, [kb])[0]


def _configure(uow: UnitOfWork, kb: KnowledgeBase, request: KnowledgeBaseUpdate) -> None:
    if "preset_id" in request.model_fields_set:
        layers.of_preset(uow, request.preset_id, kb.project_id)
        kb.preset_id = request.preset_id
    if request.config is not None:
        _refuse_other_model(kb, request.config)
        live = {"embedding_model": kb.embedding_model}
        already = layers.overrides_of(kb).model_copy(update=live)
        layers.require_choosable(uow, request.config, already)
        kb.config = _stored(request.config)
    layers.require_sense(uow.session, layers.of_knowledge_bases(uow.session, [kb])[kb.id])


def delete(uow: UnitOfWork, queue: JobQueue, kb_id: uuid.UUID) -> None:
    """Hide the knowledge base at once; workers then purge its documents."""
    kb = repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    bury(uow, queue, kb)
    audit.record(uow, KnowledgeBaseDeleted(name=kb.name), kb.id)


def bury(uow: UnitOfWork, queue: JobQueue, kb: KnowledgeBase) -> None:
    """Hide a knowledge base that the caller may delete, and have its documents purged."""
    kb.deleted_at = now()
    deletion.delete_all_of(uow, queue, kb)
    uow.session.flush()
    indexes.drop_if_buried_and_empty(uow, queue, kb.id)


def present(uow: UnitOfWork, rows: Sequence[KnowledgeBase]) -> list[KnowledgeBaseOut]:
    """Knowledge bases with their document statistics, in one query for all of them."""
    counts: dict[uuid.UUID, dict[str, int]] = {row.id: {} for row in rows}
    chunks = dict.fromkeys(counts, 0)
    sizes = dict.fromkeys(counts, 0)
    for kb_id, status, documents_, chunks_, bytes_ in repository.document_statistics(
        uow.session, uow.signed_in, list(counts)
    ):
        counts[kb_id][status] = documents_
        chunks[kb_id] += int(chunks_)
        sizes[kb_id] += int(bytes_)
    configs = layers.of_knowledge_bases(uow.session, rows)
    project_ids = {row.project_id for row in rows}
    names = projects.names(uow, project_ids)
    roles = scope.roles_in(uow.session, uow.signed_in, project_ids)
    return [
        KnowledgeBaseOut(
            id=kb.id,
            project_id=kb.project_id,
            project_name=names[kb.project_id],
            role=roles.get(kb.project_id),
            name=kb.name,
            description=kb.description,
            config=configs[kb.id],
            overrides=layers.overrides_of(kb),
            preset_id=kb.preset_id,
            embedding_dimension=kb.embedding_dimension,
            qdrant_collection_name=kb.qdrant_collection_name,
            document_count=sum(counts[kb.id].values()),
            chunk_count=chunks[kb.id],
            size_bytes=sizes[kb.id],
            status_counts=StatusCounts(**counts[kb.id]),
            created_by_id=kb.created_by_id,
            created_at=kb.created_at,
            updated_at=kb.updated_at,
        )
        for kb in rows
    ]


def _refuse_taken_name(
    uow: UnitOfWork, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, project_id, name, except_id):
        raise Conflict(
            f"There is already a knowledge base named {name!r} in this project.",
            code="name_taken",
        )


def _refuse_other_model(kb: KnowledgeBase, config: ConfigOverrides) -> None:
    """What the vectors of an index were made with is the same for all of them."""
    for name in FIELDS_OF_INDEXES:
        if getattr(config, name) not in (None, getattr(kb, name)):
            raise Conflict(
                f"Another {name} needs another index.",
                code="embedding_model_fixed",
                field=name,
                remedy="Build one with the model you want (POST /knowledge-bases/{id}/indexes), "
                "then activate it.",
            )


def _stored(config: ConfigOverrides) -> dict[str, object]:
    """What a row keeps: model and prefixes are those of the live index."""
    return config.model_dump(mode="json", exclude_none=True, exclude=FIELDS_OF_INDEXES)
