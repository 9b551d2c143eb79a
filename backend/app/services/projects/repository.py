"""Queries on projects and members, always in the scope of an actor."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.errors import NotFound
from app.core.permissions import Actor, ProjectRole
from app.models import Deployment, Group, KnowledgeBase, Project, ProjectMember, User
from app.services.access import scope


def get(session: Session, actor: Actor, project_id: uuid.UUID, at_least: ProjectRole) -> Project:
    """A project in which the actor has this role.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Forbidden: the role is too weak.
    """
    found = session.scalar(select(Project).where(Project.id == project_id, scope.projects(actor)))
    if found is None:
        raise NotFound("There is no such project.", code="project_not_found")
    scope.require_role(session, actor, found, at_least)
    return found


def default_of(session: Session, user_id: uuid.UUID) -> Project:
    """The project that a user's things go to when none is named."""
    return session.scalars(select(Project).where(Project.default_of_id == user_id)).one()


def list_page(
    session: Session, actor: Actor, query: str | None, archived: bool, limit: int, offset: int
) -> tuple[list[Project], int]:
    """Projects by name, the actor's default first, and how many there are."""
    base = select(Project).where(scope.projects(actor))
    base = base.where(
        Project.archived_at.is_not(None) if archived else Project.archived_at.is_(None)
    )
    if query:
        base = base.where(Project.name.icontains(query, autoescape=True))
    total = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = session.scalars(
        base.order_by(
            (Project.default_of_id == actor.user_id).desc().nulls_last(),
            func.lower(Project.name),
            Project.id,
        )
        .limit(limit)
        .offset(offset)
    )
    return list(rows), total


def name_taken(
    session: Session, user_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the user has made another project of this name."""
    query = select(Project.id).where(
        Project.created_by_id == user_id,
        Project.name == name,
        Project.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def counts(
    session: Session, column: InstrumentedAttribute[uuid.UUID], ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """How many rows each of these projects has; `column` is their project id."""
    query = select(column, func.count()).where(column.in_(ids)).group_by(column)
    if column.class_ is KnowledgeBase:
        query = query.where(
            KnowledgeBase.deleted_at.is_(None), KnowledgeBase.chat_session_id.is_(None)
        )
    return {row[0]: row[1] for row in session.execute(query)}


def has_anything(session: Session, project_id: uuid.UUID) -> bool:
    """Whether anything is still in the project, deleted but not yet purged things too."""
    columns = (KnowledgeBase.project_id, Deployment.project_id)
    return any(
        session.scalar(select(column).where(column == project_id).limit(1)) for column in columns
    )


def members(project_id: uuid.UUID) -> Select[ProjectMember, User, Group]:
    """Members with the user or the group that each is."""
    return (
        select(ProjectMember, User, Group)
        .join(User, User.id == ProjectMember.user_id, isouter=True)
        .join(Group, Group.id == ProjectMember.group_id, isouter=True)
        .where(ProjectMember.project_id == project_id)
    )


def get_member(session: Session, project_id: uuid.UUID, member_id: uuid.UUID) -> ProjectMember:
    """A member of this project; raises `NotFound`. The caller has checked the project."""
    found = session.scalar(
        select(ProjectMember).where(
            ProjectMember.id == member_id, ProjectMember.project_id == project_id
        )
    )
    if found is None:
        raise NotFound("There is no such member.", code="member_not_found")
    return found


def find_member(
    session: Session, project_id: uuid.UUID, user_id: uuid.UUID | None, group_id: uuid.UUID | None
) -> ProjectMember | None:
    """The member that is this user or this group."""
    return session.scalar(
        select(ProjectMember).where(
            ProjectMember.project_id == project_id,
            ProjectMember.user_id == user_id if user_id else ProjectMember.group_id == group_id,
        )
    )


def other_owners(session: Session, member: ProjectMember) -> int:
    """How many active users own the project besides this member."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ProjectMember)
            .join(User, and_(User.id == ProjectMember.user_id, User.is_active))
            .where(
                ProjectMember.project_id == member.project_id,
                ProjectMember.role == ProjectRole.OWNER,
                ProjectMember.id != member.id,
            )
        )
        or 0
    )
