"""Create, read, change, share and delete presets."""

import uuid
from collections.abc import Sequence

from app.core.config import Settings
from app.core.errors import Conflict, Forbidden, Invalid
from app.db.uow import UnitOfWork
from app.models import Project, RagConfigPreset
from app.schemas.audit_events import RagConfigChanged, RagConfigCreated, RagConfigDeleted
from app.schemas.common import Page, PageRequest
from app.schemas.knowledge_bases import ConfigOverrides
from app.schemas.rag_configs import RagConfigCreate, RagConfigOut, RagConfigUpdate
from app.services.access import scope
from app.services.audit import service as audit
from app.services.knowledge_bases.configuration import resolve
from app.services.knowledge_bases.layers import (
    overrides_of,
    require_choosable,
    require_sense,
    resolve_for,
)
from app.services.projects import service as projects
from app.services.rag_configs import repository


def create(uow: UnitOfWork, settings: Settings, request: RagConfigCreate) -> RagConfigOut:
    """A new preset: the actor's own, or shared in a project.

    Raises:
        NotFound: there is no such project for the actor.
        Forbidden: the actor is no editor of it.
        Conflict: there is one of this name, or the project is archived.
        Invalid: its values make no sense together.
    """
    if request.project_id:
        projects.place_for_new(uow, request.project_id)
    require_choosable(uow, request.config)
    require_sense(uow.session, resolve(settings.embedding_model, request.config))
    preset = RagConfigPreset(
        user_id=uow.signed_in.user_id,
        project_id=request.project_id,
        name=request.name,
        description=request.description,
        config=_stored(request.config),
    )
    _refuse_taken_name(uow, preset)
    uow.session.add(preset)
    uow.session.flush()
    audit.record(uow, RagConfigCreated(name=preset.name, project_id=preset.project_id), preset.id)
    return present(uow, settings, [preset])[0]


def list_page(
    uow: UnitOfWork,
    settings: Settings,
    page: PageRequest,
    project_id: uuid.UUID | None,
    query: str | None,
) -> Page[RagConfigOut]:
    """The presets that the actor may use, or of those the ones for a project."""
    project = projects.get(uow, project_id) if project_id else None
    rows, total = repository.list_page(
        uow.session, uow.signed_in, project, query, page.limit, page.offset
    )
    return Page[RagConfigOut](
        items=present(uow, settings, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, settings: Settings, preset_id: uuid.UUID) -> RagConfigOut:
    """One preset."""
    preset = repository.get(uow.session, uow.signed_in, preset_id)
    return present(uow, settings, [preset])[0]


def change(
    uow: UnitOfWork, settings: Settings, preset_id: uuid.UUID, request: RagConfigUpdate
) -> RagConfigOut:
    """Rename, describe, configure or share a preset.

    What uses it follows with the next ingest.

    Raises:
        Forbidden: the actor neither made it nor edits its project, or it is built in.
        Conflict: the name is taken, the project is archived, or something uses the preset that
            the change would leave without a configuration that makes sense.
        Invalid: its values make no sense together.
    """
    preset = _to_change(uow, preset_id)
    with uow.session.no_autoflush:
        _apply(uow, settings, preset, request)
        _refuse_taken_name(uow, preset)
    uow.session.flush()
    uow.session.refresh(preset)
    audit.record(uow, RagConfigChanged(fields=sorted(request.model_fields_set)), preset.id)
    return present(uow, settings, [preset])[0]


def delete(uow: UnitOfWork, preset_id: uuid.UUID) -> None:
    """Delete a preset that nothing uses.

    Raises:
        Forbidden: the actor neither made it nor edits its project, or it is built in.
        Conflict: knowledge bases or documents use it.
    """
    preset = _to_change(uow, preset_id)
    _refuse_used(uow, preset, "Give them another preset, or settings of their own, first.")
    repository.release_buried(uow.session, preset.id)
    uow.session.delete(preset)
    audit.record(uow, RagConfigDeleted(name=preset.name), preset.id)


def present(
    uow: UnitOfWork, settings: Settings, rows: Sequence[RagConfigPreset]
) -> list[RagConfigOut]:
    """Presets with what uses them, in a few queries for all of them."""
    session, actor, ids = uow.session, uow.signed_in, [row.id for row in rows]
    kbs = repository.knowledge_base_counts(session, actor, ids)
    documents = repository.document_counts(session, actor, ids)
    names = projects.names(uow, {row.project_id for row in rows if row.project_id})
    changeable = repository.changeable(session, actor, ids)
    return [
        RagConfigOut(
            id=row.id,
            name=row.name,
            description=row.description,
            config=ConfigOverrides(**row.config),
            resolved=resolve(settings.embedding_model, ConfigOverrides(**row.config)),
            built_in=row.user_id is None,
            may_change=row.id in changeable,
            created_by_id=row.user_id,
            project_id=row.project_id,
            project_name=names[row.project_id] if row.project_id else None,
            knowledge_base_count=kbs.get(row.id, 0),
            document_count=documents.get(row.id, 0),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _to_change(uow: UnitOfWork, preset_id: uuid.UUID) -> RagConfigPreset:
    preset = repository.get(uow.session, uow.signed_in, preset_id, lock=True)
    if preset.user_id is None:
        raise Forbidden(
            "Built-in presets stay as they are.",
            code="preset_built_in",
            remedy="Make a preset of your own with the settings you want.",
        )
    if preset.project_id:
        scope.refuse_archived(uow.session.get_one(Project, preset.project_id))
    if not repository.changeable(uow.session, uow.signed_in, [preset.id]):
        raise Forbidden(
            "Only its maker and editors of its project change a preset.",
            code="project_role",
            remedy="Ask an owner of the project for the role, or make a preset of your own.",
        )
    return preset


def _apply(
    uow: UnitOfWork, settings: Settings, preset: RagConfigPreset, request: RagConfigUpdate
) -> None:
    if request.name is not None:
        preset.name = request.name
    if request.description is not None:
        preset.description = request.description
    if request.config is not None:
        require_choosable(uow, request.config, ConfigOverrides(**preset.config))
        require_sense(uow.session, resolve(settings.embedding_model, request.config))
        _refuse_to_break(uow, preset, request.config)
        preset.config = _stored(request.config)
    if "project_id" in request.model_fields_set and request.project_id != preset.project_id:
        _move(uow, preset, request.project_id)


def _move(uow: UnitOfWork, preset: RagConfigPreset, project_id: uuid.UUID | None) -> None:
    """Share a preset elsewhere: only its maker gives it away or takes it back."""
    if preset.user_id != uow.signed_in.user_id:
        raise Forbidden("Only its maker shares a preset elsewhere.", code="not_the_maker")
    _refuse_used(uow, preset, "Make another preset for the other place.")
    if project_id:
        projects.place_for_new(uow, project_id)
    preset.project_id = project_id


def _refuse_used(uow: UnitOfWork, preset: RagConfigPreset, remedy: str) -> None:
    if not repository.is_used(uow.session, preset.id):
        return
    kbs = repository.knowledge_base_counts(uow.session, uow.signed_in, [preset.id])
    documents = repository.document_counts(uow.session, uow.signed_in, [preset.id])
    kb_count, document_count = kbs.get(preset.id, 0), documents.get(preset.id, 0)
    raise Conflict(
        f"{kb_count} knowledge bases and {document_count} documents use this preset.",
        code="preset_in_use",
        remedy=remedy,
        knowledge_bases=kb_count,
        documents=document_count,
    )


def _refuse_to_break(uow: UnitOfWork, preset: RagConfigPreset, config: ConfigOverrides) -> None:
    """What knowledge bases decide themselves has to make sense over the new configuration."""
    broken: list[Invalid] = []
    for kb in repository.knowledge_bases_using(uow.session, preset.id):
        try:
            require_sense(uow.session, resolve_for(kb, config, overrides_of(kb)))
        except Invalid as error:
            broken.append(error)
    if broken:
        raise Conflict(
            f"{len(broken)} knowledge bases that use this preset have settings of their own that "
            f"do not go with this change: {broken[0].message}",
            code="preset_change_breaks",
            remedy="Change their settings first, or make another preset.",
            knowledge_bases=len(broken),
        )


def _refuse_taken_name(uow: UnitOfWork, preset: RagConfigPreset) -> None:
    if repository.name_taken(uow.session, preset):
        raise Conflict(f"There is already a preset named {preset.name!r} here.", code="name_taken")


def _stored(config: ConfigOverrides) -> dict[str, object]:
    return config.model_dump(mode="json", exclude_none=True)
