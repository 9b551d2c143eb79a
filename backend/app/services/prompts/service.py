"""Create, read, change, compare and delete prompt templates."""

import uuid
from collections.abc import Sequence
from typing import get_args

from app.core.clock import now
from app.core.differences import LINES, differences
from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.models import PromptTemplate, PromptTemplateVersion
from app.schemas.audit_events import (
    PromptTemplateChanged,
    PromptTemplateCreated,
    PromptTemplateDeleted,
)
from app.schemas.common import Page, PageRequest, TextSegment
from app.schemas.prompts import (
    PromptTemplateCreate,
    PromptTemplateDiffOut,
    PromptTemplateOut,
    PromptTemplateUpdate,
    PromptTemplateVersionOut,
    Variable,
)
from app.services.access import scope
from app.services.audit import service as audit
from app.services.projects import service as projects
from app.services.prompts import repository
from app.services.prompts.template import parse


def create(uow: UnitOfWork, request: PromptTemplateCreate) -> PromptTemplateOut:
    """A new template with its first version.

    Raises:
        Invalid: its variables are not where they have to be.
        Conflict: the project has one of this name or is archived.
        NotFound: the project is not the actor's to see.
        Forbidden: the actor is no editor of the project.
    """
    parse(request.content)
    project = projects.place_for_new(uow, request.project_id)
    _refuse_taken_name(uow, project.id, request.name)
    template = PromptTemplate(
        project_id=project.id,
        created_by_id=uow.signed_in.user_id,
        name=request.name,
        description=request.description,
        version=0,
    )
    uow.session.add(template)
    uow.session.flush()
    _add_version(uow, template, request.content, request.note)
    event = PromptTemplateCreated(name=template.name, project_id=project.id)
    audit.record(uow, event, template.id)
    return _presented(uow, template)


def list_page(
    uow: UnitOfWork, page: PageRequest, project_id: uuid.UUID | None, query: str | None
) -> Page[PromptTemplateOut]:
    """The templates that the actor may see, by name."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, project_id, query, page.limit, page.offset
    )
    return Page[PromptTemplateOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def get_version(
    uow: UnitOfWork, template_id: uuid.UUID, number: int | None
) -> PromptTemplateVersion:
    """A version of a template, without a number the latest, for other services.

    Raises:
        NotFound: template or version are missing or not the actor's to see.
    """
    template = repository.get(uow.session, uow.signed_in, template_id)
    return repository.get_version(uow.session, template, number)


def read(uow: UnitOfWork, template_id: uuid.UUID) -> PromptTemplateOut:
    """One template."""
    return present(uow, [repository.get(uow.session, uow.signed_in, template_id)])[0]


def list_versions(
    uow: UnitOfWork, template_id: uuid.UUID, page: PageRequest
) -> Page[PromptTemplateVersionOut]:
    """The versions of a template, the latest first."""
    template = repository.get(uow.session, uow.signed_in, template_id)
    rows, total = repository.list_versions(uow.session, template.id, page.limit, page.offset)
    return Page[PromptTemplateVersionOut](
        items=[present_version(row) for row in rows],
        total=total,
        limit=page.limit,
        offset=page.offset,
    )


def read_version(uow: UnitOfWork, template_id: uuid.UUID, number: int) -> PromptTemplateVersionOut:
    """One version of a template."""
    return present_version(get_version(uow, template_id, number))


def diff(uow: UnitOfWork, template_id: uuid.UUID, a: int, b: int) -> PromptTemplateDiffOut:
    """How version `a` became version `b`."""
    before, after = (get_version(uow, template_id, number).content for number in (a, b))
    segments = differences(before, after, LINES)
    return PromptTemplateDiffOut(
        a=a, b=b, content=[TextSegment.model_validate(segment) for segment in segments]
    )


def change(
    uow: UnitOfWork, template_id: uuid.UUID, request: PromptTemplateUpdate
) -> PromptTemplateOut:
    """Rename, describe or rewrite. Another text is a new version; deployments keep theirs.

    Raises:
        Invalid: its variables are not where they have to be.
        Conflict: the name is taken or the project is archived.
        NotFound: the template is missing or not the actor's to see.
        Forbidden: the actor is no editor of the project.
    """
    template = _to_change(uow, template_id)
    if request.name is not None:
        _refuse_taken_name(uow, template.project_id, request.name, template.id)
        template.name = request.name
    if request.description is not None:
        template.description = request.description
    if request.content not in (None, repository.get_version(uow.session, template, None).content):
        parse(request.content)
        _add_version(uow, template, request.content, request.note)
    fields = sorted(request.model_fields_set)
    audit.record(uow, PromptTemplateChanged(fields=fields, version=template.version), template.id)
    return _presented(uow, template)


def delete(uow: UnitOfWork, template_id: uuid.UUID) -> None:
    """Delete a template that no deployment answers with now.

    Raises:
        Conflict: a deployment does, or the project is archived.
    """
    template = _to_change(uow, template_id)
    if count := repository.deployment_counts(uow.session, [template.id]).get(template.id):
        raise Conflict(
            f"{count} deployments answer with this template.",
            code="prompt_template_in_use",
            remedy="Give them another prompt first.",
            deployments=count,
        )
    template.deleted_at = now()
    audit.record(uow, PromptTemplateDeleted(name=template.name), template.id)


def present(uow: UnitOfWork, rows: Sequence[PromptTemplate]) -> list[PromptTemplateOut]:
    """Templates with their latest text and what uses them, in a few queries for all of them."""
    ids = [row.id for row in rows]
    project_ids = {row.project_id for row in rows}
    names = projects.names(uow, project_ids)
    roles = scope.roles_in(uow.session, uow.signed_in, project_ids)
    contents = repository.latest_contents(uow.session, ids)
    counts = repository.deployment_counts(uow.session, ids)
    return [
        PromptTemplateOut(
            id=row.id,
            project_id=row.project_id,
            project_name=names[row.project_id],
            role=roles.get(row.project_id),
            name=row.name,
            description=row.description,
            version=row.version,
            content=contents[row.id],
            variables=_variables(contents[row.id]),
            deployment_count=counts.get(row.id, 0),
            created_by_id=row.created_by_id,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def present_version(row: PromptTemplateVersion) -> PromptTemplateVersionOut:
    """A version as clients see it."""
    return PromptTemplateVersionOut(
        id=row.id,
        number=row.number,
        content=row.content,
        variables=_variables(row.content),
        note=row.note,
        created_by_id=row.created_by_id,
        created_at=row.created_at,
    )


def _variables(content: str) -> list[Variable]:
    used = parse(content).variables
    return [name for name in get_args(Variable) if name in used]


def _presented(uow: UnitOfWork, template: PromptTemplate) -> PromptTemplateOut:
    uow.session.flush()
    uow.session.refresh(template)
    return present(uow, [template])[0]


def _to_change(uow: UnitOfWork, template_id: uuid.UUID) -> PromptTemplate:
    return repository.get(uow.session, uow.signed_in, template_id, ProjectRole.EDITOR, lock=True)


def _add_version(uow: UnitOfWork, template: PromptTemplate, content: str, note: str) -> None:
    template.version += 1
    uow.session.add(
        PromptTemplateVersion(
            template_id=template.id,
            number=template.version,
            content=content,
            note=note,
            created_by_id=uow.signed_in.user_id,
        )
    )


def _refuse_taken_name(
    uow: UnitOfWork, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, project_id, name, except_id):
        raise Conflict(
            f"There is already a prompt template named {name!r} in this project.",
            code="name_taken",
        )
