"""Create, read, change and delete groups, and who is in them.

Names are known to everybody who can share something; members only to administrators and to
each other.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete as delete_rows
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.core.errors import Conflict, Forbidden, NotFound
from app.core.permissions import Actor, Permission
from app.db.uow import UnitOfWork
from app.models import DocumentGroup, Group, GroupMember, User
from app.schemas.audit_events import (
    GroupChanged,
    GroupCreated,
    GroupDeleted,
    GroupMemberAdded,
    GroupMemberRemoved,
)
from app.schemas.common import Page, PageRequest, UserReference
from app.schemas.groups import GroupCreate, GroupMemberAdd, GroupOut, GroupUpdate
from app.services.access import scope
from app.services.audit import service as audit
from app.services.users import service as users


def list_page(uow: UnitOfWork, page: PageRequest, query: str | None) -> Page[GroupOut]:
    """Groups by name."""
    base = select(Group)
    if query:
        base = base.where(Group.name.icontains(query, autoescape=True))
    rows = uow.session.scalars(
        base.order_by(func.lower(Group.name)).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(base.subquery())) or 0
    return Page[GroupOut](
        items=_present(uow, list(rows)), total=total, limit=page.limit, offset=page.offset
    )


def get(uow: UnitOfWork, group_id: uuid.UUID) -> Group:
    """A group; raises `NotFound`."""
    found = uow.session.get(Group, group_id)
    if found is None:
        raise NotFound("There is no such group.", code="group_not_found")
    return found


def get_all(uow: UnitOfWork, group_ids: Sequence[uuid.UUID]) -> list[Group]:
    """These groups by name; raises `NotFound` when one is missing."""
    query = select(Group).where(Group.id.in_(group_ids)).order_by(func.lower(Group.name))
    found = list(uow.session.scalars(query))
    if len(found) != len(set(group_ids)):
        raise NotFound("There is no such group.", code="group_not_found")
    return found


def read(uow: UnitOfWork, group_id: uuid.UUID) -> GroupOut:
    """One group."""
    return _present(uow, [get(uow, group_id)])[0]


def create(uow: UnitOfWork, request: GroupCreate) -> GroupOut:
    """A new, empty group; raises `Conflict` for a taken name."""
    _refuse_taken_name(uow.session, request.name)
    group = Group(name=request.name, description=request.description)
    uow.session.add(group)
    uow.session.flush()
    audit.record(uow, GroupCreated(name=group.name), group.id)
    return _present(uow, [group])[0]


def change(uow: UnitOfWork, group_id: uuid.UUID, request: GroupUpdate) -> GroupOut:
    """Rename or describe a group; raises `Conflict` for a taken name."""
    group = get(uow, group_id)
    if request.name is not None and request.name.lower() != group.name.lower():
        _refuse_taken_name(uow.session, request.name)
    for field, value in request.model_dump(exclude_none=True).items():
        setattr(group, field, value)
    uow.session.flush()
    uow.session.refresh(group)
    audit.record(uow, GroupChanged(fields=sorted(request.model_fields_set)), group.id)
    return _present(uow, [group])[0]


def delete(uow: UnitOfWork, group_id: uuid.UUID) -> None:
    """Delete a group with its memberships and shares.

    Raises:
        Conflict: documents are restricted to it, and would be open without it.
    """
    group = get(uow, group_id)
    if uow.session.scalar(select(exists().where(DocumentGroup.group_id == group.id))):
        raise Conflict(
            "Documents are restricted to this group.",
            code="group_in_use",
            remedy="Restrict them to another group first, or lift the restriction.",
        )
    uow.session.delete(group)
    audit.record(uow, GroupDeleted(name=group.name), group.id)


def list_members(uow: UnitOfWork, group_id: uuid.UUID, page: PageRequest) -> Page[UserReference]:
    """Who is in a group, for administrators and its members.

    Raises:
        Forbidden: for everybody else.
    """
    group = get(uow, group_id)
    _refuse_outsider(uow.session, uow.signed_in, group)
    query = select(User).join(GroupMember, GroupMember.user_id == User.id)
    query = query.where(GroupMember.group_id == group.id)
    rows = uow.session.scalars(
        query.order_by(func.lower(User.email)).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = [UserReference.model_validate(row) for row in rows]
    return Page[UserReference](items=items, total=total, limit=page.limit, offset=page.offset)


def add_member(uow: UnitOfWork, group_id: uuid.UUID, request: GroupMemberAdd) -> UserReference:
    """Put a user into a group; raises `Conflict` when already there."""
    group = get(uow, group_id)
    user = users.find(uow, request.user_id, request.email)
    if uow.session.get(GroupMember, (group.id, user.id)):
        raise Conflict("Already a member of this group.", code="already_member")
    uow.session.add(GroupMember(group_id=group.id, user_id=user.id))
    audit.record(uow, GroupMemberAdded(user_id=user.id), group.id)
    return UserReference.model_validate(user)


def remove_member(uow: UnitOfWork, group_id: uuid.UUID, user_id: uuid.UUID) -> None:
    """Take a user out of a group; raises `NotFound` when not in it."""
    group = get(uow, group_id)
    gone = uow.session.execute(
        delete_rows(GroupMember)
        .where(GroupMember.group_id == group.id, GroupMember.user_id == user_id)
        .returning(GroupMember.user_id)
    ).first()
    if gone is None:
        raise NotFound("There is no such member.", code="member_not_found")
    audit.record(uow, GroupMemberRemoved(user_id=user_id), group.id)


def _present(uow: UnitOfWork, rows: Sequence[Group]) -> list[GroupOut]:
    ids = [row.id for row in rows]
    counted = uow.session.execute(
        select(GroupMember.group_id, func.count())
        .where(GroupMember.group_id.in_(ids))
        .group_by(GroupMember.group_id)
    )
    counts = {row[0]: row[1] for row in counted}
    own = set(uow.session.scalars(scope.groups_of(uow.signed_in)))
    return [
        GroupOut(
            id=row.id,
            name=row.name,
            description=row.description,
            member_count=counts.get(row.id, 0),
            is_member=row.id in own,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _refuse_outsider(session: Session, actor: Actor, group: Group) -> None:
    is_member = session.get(GroupMember, (group.id, actor.user_id)) is not None
    if not is_member and not actor.may(Permission.GROUPS_MANAGE):
        raise Forbidden("Only members of this group see who is in it.", code="not_a_member")


def _refuse_taken_name(session: Session, name: str) -> None:
    if session.scalar(select(exists().where(func.lower(Group.name) == name.lower()))):
        raise Conflict(f"There is already a group named {name!r}.", code="name_taken")
