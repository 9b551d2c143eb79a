"""Queries on presets, always in the scope of an actor."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, func, or_, select, true, update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor, ProjectRole
from app.models import Document, KnowledgeBase, Project, RagConfigPreset
from app.services.access import scope


def get(
    session: Session, actor: Actor, preset_id: uuid.UUID, *, lock: bool = False
) -> RagConfigPreset:
    """A preset that the actor may use.

    Raises:
        NotFound: it is missing or not the actor's to see.
    """
    query = select(RagConfigPreset).where(RagConfigPreset.id == preset_id, scope.rag_configs(actor))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("There is no such preset.", code="rag_config_not_found")
    return found


def changeable(session: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these presets that the actor may change: their own, and of projects they edit."""
    is_own = RagConfigPreset.user_id == actor.user_id
    edits = scope.in_projects(actor, RagConfigPreset.project_id, ProjectRole.EDITOR)
    query = select(RagConfigPreset.id).where(
        RagConfigPreset.id.in_(ids), RagConfigPreset.user_id.is_not(None), or_(is_own, edits)
    )
    return set(session.scalars(query))


def usable_in(project: Project) -> ColumnElement[bool]:
    """Presets that things of this project may use.

    Whoever could change one later must have a say in the project: it is built in, shared there,
    or the own one of the user whose default project it is.
    """
    is_own = RagConfigPreset.project_id.is_(None)
    owner = project.default_of_id
    return or_(
        RagConfigPreset.user_id.is_(None),
        RagConfigPreset.project_id == project.id,
        is_own & (RagConfigPreset.user_id == owner) if owner else false(),
    )


def name_taken(session: Session, preset: RagConfigPreset) -> bool:
    """Whether there is another preset of this name where this one is."""
    if preset.project_id:
        place = RagConfigPreset.project_id == preset.project_id
    else:
        place = RagConfigPreset.project_id.is_(None) & (RagConfigPreset.user_id == preset.user_id)
    query = select(RagConfigPreset.id).where(
        place,
        func.lower(RagConfigPreset.name) == preset.name.lower(),
        RagConfigPreset.id != preset.id if preset.id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session,
    actor: Actor,
    project: Project | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[RagConfigPreset], int]:
    """Presets, the built-in ones first, then by name, and how many there are."""
    base = select(RagConfigPreset).where(scope.rag_configs(actor))
    if project:
        base = base.where(usable_in(project))
    if query:
        base = base.where(RagConfigPreset.name.icontains(query, autoescape=True))
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(
        base.order_by(
            RagConfigPreset.user_id.is_not(None),
            func.lower(RagConfigPreset.name),
            RagConfigPreset.id,
        )
        .limit(limit)
        .offset(offset)
    )
    return list(rows), total


def knowledge_base_counts(
    session: Session, actor: Actor, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """How many knowledge bases that the actor may see use each of these presets."""
    query = (
        select(KnowledgeBase.preset_id, func.count())
        .where(KnowledgeBase.preset_id.in_(ids), scope.knowledge_bases(actor))
        .group_by(KnowledgeBase.preset_id)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0]}


def document_counts(
    session: Session, actor: Actor, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """How many documents that the actor may read use each of these presets themselves."""
    query = (
        select(Document.preset_id, func.count())
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.preset_id.in_(ids), scope.documents(actor))
        .group_by(Document.preset_id)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0]}


def is_used(session: Session, preset_id: uuid.UUID) -> bool:
    """Whether anything that is not deleted uses the preset."""
    users = (
        select(table.id).where(table.preset_id == preset_id, table.deleted_at.is_(None))
        for table in (KnowledgeBase, Document)
    )
    return any(session.scalar(query.limit(1)) for query in users)


def knowledge_bases_using(session: Session, preset_id: uuid.UUID) -> list[KnowledgeBase]:
    """The knowledge bases that use a preset themselves."""
    query = select(KnowledgeBase).where(
        KnowledgeBase.preset_id == preset_id, KnowledgeBase.deleted_at.is_(None)
    )
    return list(session.scalars(query))


def release_buried(session: Session, preset_id: uuid.UUID) -> None:
    """Let go of a preset what is deleted and still being purged."""
    for table in (KnowledgeBase, Document):
        buried = (table.preset_id == preset_id) & table.deleted_at.is_not(None)
        session.execute(update(table).where(buried).values(preset_id=None))
