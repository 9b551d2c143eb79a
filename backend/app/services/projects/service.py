"""Create, read, change, archive and delete projects."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.models import Deployment, KnowledgeBase, Project, ProjectMember, User
from app.schemas.audit_events import (
    ProjectArchived,
    ProjectChanged,
    ProjectCreated,
    ProjectDeleted,
    ProjectRestored,
)
from app.schemas.common import Page, PageRequest, UserReference
from app.schemas.projects import Colour, Icon, ProjectCreate, ProjectOut, ProjectUpdate
from app.services.access import scope
from app.services.audit import service as audit
from app.services.projects import repository
from app.services.usage import counted

DEFAULT_NAME = "Default"


def create_default(uow: UnitOfWork, user: User) -> None:
    """The project of a new user that their things go to when none is named."""
    project = Project(
        name=DEFAULT_NAME,
        icon=Icon.FOLDER,
        colour=Colour.GREY,
        created_by_id=user.id,
        default_of_id=user.id,
    )
    _add(uow, project, user.id)


def create(uow: UnitOfWork, request: ProjectCreate) -> ProjectOut:
    """A new project, owned by the actor.

    Raises:
        Conflict: the actor has made one of this name.
        TooManyRequests: the actor's tier allows no more.
    """
    user_id = uow.signed_in.user_id
    counted.admit_project(uow)
    _refuse_taken_name(uow, user_id, request.name)
    project = Project(created_by_id=user_id, **request.model_dump())
    _add(uow, project, user_id)
    audit.record(uow, ProjectCreated(name=project.name), project.id)
    return present(uow, [project])[0]


def _add(uow: UnitOfWork, project: Project, owner_id: uuid.UUID) -> None:
    uow.session.add(project)
    uow.session.flush()
    owner = ProjectMember(project_id=project.id, user_id=owner_id, role=ProjectRole.OWNER)
    uow.session.add(owner)
    uow.session.flush()


def list_page(
    uow: UnitOfWork, page: PageRequest, query: str | None, archived: bool
) -> Page[ProjectOut]:
    """The projects that the actor may see, their default first, then by name."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, query, archived, page.limit, page.offset
    )
    return Page[ProjectOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, project_id: uuid.UUID) -> ProjectOut:
    """One project."""
    return present(uow, [get(uow, project_id)])[0]


def get(uow: UnitOfWork, project_id: uuid.UUID) -> Project:
    """A project that the actor may see, for other services; raises `NotFound`."""
    return repository.get(uow.session, uow.signed_in, project_id, ProjectRole.VIEWER)


def place_for_new(uow: UnitOfWork, project_id: uuid.UUID | None) -> Project:
    """The project to put a new thing into: this one, or the actor's default.

    Raises:
        NotFound: there is no such project for the actor.
        Forbidden: the actor may not write there.
        Conflict: it is archived.
    """
    actor = uow.signed_in
    wanted = project_id or repository.default_of(uow.session, actor.user_id).id
    project = repository.get(uow.session, actor, wanted, ProjectRole.EDITOR)
    scope.refuse_archived(project)
    return project


def change(uow: UnitOfWork, project_id: uuid.UUID, request: ProjectUpdate) -> ProjectOut:
    """Rename, describe or decorate a project."""
    project = _owned(uow, project_id)
    scope.refuse_archived(project)
    if request.name is not None and request.name != project.name:
        _refuse_taken_name(uow, project.created_by_id, request.name, project.id)
    for field, value in request.model_dump(exclude_none=True).items():
        setattr(project, field, value)
    audit.record(uow, ProjectChanged(fields=sorted(request.model_fields_set)), project.id)
    return _presented(uow, project)


def archive(uow: UnitOfWork, project_id: uuid.UUID) -> ProjectOut:
    """Make a project read-only and silence its deployments, until it is restored.

    Raises:
        Conflict: it is somebody's default project.
    """
    project = _owned(uow, project_id)
    _refuse_default(project)
    if project.archived_at is None:
        project.archived_at = now()
        audit.record(uow, ProjectArchived(), project.id)
    return _presented(uow, project)


def restore(uow: UnitOfWork, project_id: uuid.UUID) -> ProjectOut:
    """Let an archived project be changed again."""
    project = _owned(uow, project_id)
    if project.archived_at is not None:
        project.archived_at = None
        audit.record(uow, ProjectRestored(), project.id)
    return _presented(uow, project)


def delete(uow: UnitOfWork, project_id: uuid.UUID) -> None:
    """Delete an empty project.

    Raises:
        Conflict: something is still in it, or it is somebody's default project.
    """
    project = _owned(uow, project_id)
    _refuse_default(project)
    if repository.has_anything(uow.session, project.id):
        raise Conflict(
            "There are still knowledge bases or deployments in this project.",
            code="project_not_empty",
            remedy="Delete them first, or archive the project instead. "
            "What was deleted a moment ago is still being purged.",
        )
    uow.session.delete(project)
    audit.record(uow, ProjectDeleted(name=project.name), project.id)


def names(uow: UnitOfWork, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of projects, for other services. The caller has checked the ids."""
    rows = uow.session.execute(select(Project.id, Project.name).where(Project.id.in_(ids)))
    return {row.id: row.name for row in rows}


def present(uow: UnitOfWork, rows: Sequence[Project]) -> list[ProjectOut]:
    """Projects with their makers and counts, in a few queries for all of them."""
    session, ids = uow.session, [row.id for row in rows]
    makers = {
        user.id: UserReference.model_validate(user)
        for user in session.scalars(
            select(User).where(User.id.in_({row.created_by_id for row in rows}))
        )
    }
    roles = scope.roles_in(session, uow.signed_in, ids)
    kbs = repository.counts(session, KnowledgeBase.project_id, ids)
    deployments = repository.counts(session, Deployment.project_id, ids)
    members = repository.counts(session, ProjectMember.project_id, ids)
    return [
        ProjectOut(
            id=row.id,
            name=row.name,
            description=row.description,
            icon=Icon(row.icon),
            colour=Colour(row.colour),
            is_default=row.default_of_id == uow.signed_in.user_id,
            role=roles.get(row.id),
            archived_at=row.archived_at,
            created_by=makers[row.created_by_id],
            knowledge_base_count=kbs.get(row.id, 0),
            deployment_count=deployments.get(row.id, 0),
            member_count=members.get(row.id, 0),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _owned(uow: UnitOfWork, project_id: uuid.UUID) -> Project:
    return repository.get(uow.session, uow.signed_in, project_id, ProjectRole.OWNER)


def _presented(uow: UnitOfWork, project: Project) -> ProjectOut:
    uow.session.flush()
    uow.session.refresh(project)
    return present(uow, [project])[0]


def _refuse_default(project: Project) -> None:
    if project.default_of_id:
        raise Conflict(
            "A default project can be neither archived nor deleted.",
            code="default_project",
            remedy="It is where things go that name no project.",
        )


def _refuse_taken_name(
    uow: UnitOfWork, user_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, user_id, name, except_id):
        raise Conflict(f"There is already a project named {name!r}.", code="name_taken")
