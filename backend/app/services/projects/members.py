"""Who is in a project: users and groups, each with a role."""

import uuid

from sqlalchemy import func, select

from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.models import Group, Project, ProjectMember, User
from app.schemas.audit_events import (
    ProjectMemberAdded,
    ProjectMemberChanged,
    ProjectMemberRemoved,
)
from app.schemas.common import NamedReference, Page, PageRequest, UserReference
from app.schemas.projects import MemberAdd, MemberOut, MemberUpdate
from app.services.audit import service as audit
from app.services.groups import service as groups
from app.services.projects import repository
from app.services.users import service as users


def list_page(uow: UnitOfWork, project_id: uuid.UUID, page: PageRequest) -> Page[MemberOut]:
    """The members of a project, longest first."""
    project = repository.get(uow.session, uow.signed_in, project_id, ProjectRole.VIEWER)
    query = repository.members(project.id)
    rows = uow.session.execute(
        query.order_by(ProjectMember.created_at, ProjectMember.id)
        .limit(page.limit)
        .offset(page.offset)
    )
    items = [_present(member, user, group) for member, user, group in rows]
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return Page[MemberOut](items=items, total=total, limit=page.limit, offset=page.offset)


def add(uow: UnitOfWork, project_id: uuid.UUID, request: MemberAdd) -> MemberOut:
    """Let a user or a group into a project.

    Raises:
        NotFound: there is no such user or group.
        Conflict: it is already a member.
    """
    project = _owned(uow, project_id)
    group = groups.get(uow, request.group_id) if request.group_id else None
    user = None if group else users.find(uow, request.user_id, request.email)
    member = ProjectMember(
        project_id=project.id,
        user_id=user.id if user else None,
        group_id=group.id if group else None,
        role=request.role,
    )
    if repository.find_member(uow.session, project.id, member.user_id, member.group_id):
        raise Conflict("Already a member of this project.", code="already_member")
    uow.session.add(member)
    uow.session.flush()
    audit.record(
        uow,
        ProjectMemberAdded(user_id=member.user_id, group_id=member.group_id, role=request.role),
        project.id,
    )
    return _present(member, user, group)


def change(
    uow: UnitOfWork, project_id: uuid.UUID, member_id: uuid.UUID, request: MemberUpdate
) -> MemberOut:
    """Give a member another role.

    Raises:
        Conflict: the project would be left without an owner.
    """
    project = _owned(uow, project_id)
    member = repository.get_member(uow.session, project.id, member_id)
    before = ProjectRole(member.role)
    if request.role is not ProjectRole.OWNER:
        _refuse_last_owner(uow, member)
    member.role = request.role
    uow.session.flush()
    audit.record(
        uow,
        ProjectMemberChanged(
            user_id=member.user_id, group_id=member.group_id, before=before, after=request.role
        ),
        project.id,
    )
    user = uow.session.get(User, member.user_id) if member.user_id else None
    group = uow.session.get(Group, member.group_id) if member.group_id else None
    return _present(member, user, group)


def remove(uow: UnitOfWork, project_id: uuid.UUID, member_id: uuid.UUID) -> None:
    """Take a member out of a project; everybody may leave by themselves.

    Raises:
        Conflict: the project would be left without an owner.
    """
    actor = uow.signed_in
    project = repository.get(uow.session, actor, project_id, ProjectRole.VIEWER)
    member = repository.get_member(uow.session, project.id, member_id)
    if member.user_id != actor.user_id:
        _owned(uow, project_id)
    _refuse_last_owner(uow, member)
    uow.session.delete(member)
    audit.record(
        uow, ProjectMemberRemoved(user_id=member.user_id, group_id=member.group_id), project.id
    )


def _owned(uow: UnitOfWork, project_id: uuid.UUID) -> Project:
    """The project, locked, so that two owners cannot remove each other at once."""
    project = repository.get(uow.session, uow.signed_in, project_id, ProjectRole.OWNER)
    uow.session.refresh(project, with_for_update=True)
    return project


def _refuse_last_owner(uow: UnitOfWork, member: ProjectMember) -> None:
    uow.session.get_one(Project, member.project_id, with_for_update=True)
    is_owner = member.role == ProjectRole.OWNER and member.user_id is not None
    if is_owner and repository.other_owners(uow.session, member) == 0:
        raise Conflict(
            "A project needs an owner.",
            code="last_owner",
            remedy="Make somebody else an owner first.",
        )


def _present(member: ProjectMember, user: User | None, group: Group | None) -> MemberOut:
    return MemberOut.model_validate(
        {
            "id": member.id,
            "role": member.role,
            "user": UserReference.model_validate(user) if user else None,
            "group": NamedReference.model_validate(group) if group else None,
            "platform_role": user.role if user else None,
            "created_at": member.created_at,
        }
    )
