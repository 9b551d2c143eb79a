"""Queries on prompt templates, always in the scope of an actor."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor, ProjectRole
from app.models import Deployment, DeploymentVersion, PromptTemplate, PromptTemplateVersion
from app.services.access import scope


def get(
    session: Session,
    actor: Actor,
    template_id: uuid.UUID,
    at_least: ProjectRole = ProjectRole.VIEWER,
    *,
    lock: bool = False,
) -> PromptTemplate:
    """A template in whose project the actor has this role.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
        Conflict: more than looking is wanted and the project is archived.
    """
    query = select(PromptTemplate).where(
        PromptTemplate.id == template_id, scope.prompt_templates(actor)
    )
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("There is no such prompt template.", code="prompt_template_not_found")
    if at_least is not ProjectRole.VIEWER:
        scope.require_change(session, actor, found.project_id, at_least)
    return found


def get_version(
    session: Session, template: PromptTemplate, number: int | None
) -> PromptTemplateVersion:
    """A version of a template that the actor may see, without a number the latest.

    Raises:
        NotFound: there is no such version.
    """
    found = session.scalar(
        select(PromptTemplateVersion).where(
            PromptTemplateVersion.template_id == template.id,
            PromptTemplateVersion.number == (template.version if number is None else number),
        )
    )
    if found is None:
        raise NotFound(
            "The prompt template has no such version.", code="prompt_template_version_not_found"
        )
    return found


def name_taken(
    session: Session, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the project has another template of this name, however it is written."""
    query = select(PromptTemplate.id).where(
        PromptTemplate.project_id == project_id,
        func.lower(PromptTemplate.name) == name.lower(),
        PromptTemplate.deleted_at.is_(None),
        PromptTemplate.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session,
    actor: Actor,
    project_id: uuid.UUID | None,
    query: str | None,
    limit: int,
    offset: int,
) -> tuple[list[PromptTemplate], int]:
    """Templates by name, and how many there are."""
    base = select(PromptTemplate).where(scope.prompt_templates(actor))
    if project_id:
        base = base.where(PromptTemplate.project_id == project_id)
    if query:
        base = base.where(PromptTemplate.name.icontains(query, autoescape=True))
    by_name = base.order_by(func.lower(PromptTemplate.name), PromptTemplate.id)
    total = session.scalar(select(func.count()).select_from(base.subquery()))
    return list(session.scalars(by_name.limit(limit).offset(offset))), total or 0


def list_versions(
    session: Session, template_id: uuid.UUID, limit: int, offset: int
) -> tuple[list[PromptTemplateVersion], int]:
    """Versions of a template, the latest first, and how many there are."""
    base = select(PromptTemplateVersion).where(PromptTemplateVersion.template_id == template_id)
    latest_first = base.order_by(PromptTemplateVersion.number.desc())
    total = session.scalar(select(func.count()).select_from(base.subquery()))
    return list(session.scalars(latest_first.limit(limit).offset(offset))), total or 0


def latest_contents(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What the latest version of each of these templates says."""
    rows = session.execute(
        select(PromptTemplate.id, PromptTemplateVersion.content)
        .join(
            PromptTemplateVersion,
            (PromptTemplateVersion.template_id == PromptTemplate.id)
            & (PromptTemplateVersion.number == PromptTemplate.version),
        )
        .where(PromptTemplate.id.in_(ids))
    )
    return {row.id: row.content for row in rows}


def deployment_counts(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many deployments answer now with a version of each of these templates."""
    rows = session.execute(
        select(PromptTemplateVersion.template_id, func.count(Deployment.id.distinct()))
        .select_from(Deployment)
        .join(Deployment.served)
        .join(
            PromptTemplateVersion,
            PromptTemplateVersion.id == DeploymentVersion.prompt_template_version_id,
        )
        .where(PromptTemplateVersion.template_id.in_(ids))
        .group_by(PromptTemplateVersion.template_id)
    )
    return {row[0]: row[1] for row in rows}
