"""Profiles, and what administrators do with accounts."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from app.core.errors import Conflict, Forbidden, NotFound
from app.core.permissions import ROLE_PERMISSIONS, Actor, Role
from app.core.security import hash_password, new_opaque_token
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.models import AuthSession, Group, GroupMember, User
from app.schemas.audit_events import (
    InvitationRenewed,
    ProfileChanged,
    UserChanged,
    UserInvited,
)
from app.schemas.common import NamedReference, Page, PageRequest
from app.schemas.users import (
    InvitationOut,
    InvitedOut,
    Preferences,
    ProfileUpdate,
    UserAdminOut,
    UserInvite,
    UserOut,
    UserUpdate,
)
from app.services.audit import service as audit
from app.services.auth import links, sessions
from app.services.auth.links import Purpose
from app.services.projects import service as projects

_POWERFUL = (Role.SUPER_ADMIN, Role.ADMIN)


def me(uow: UnitOfWork) -> UserOut:
    """The signed-in user."""
    return present_own(uow.session.get_one(User, uow.signed_in.user_id))


def change_profile(uow: UnitOfWork, request: ProfileUpdate) -> UserOut:
    """Change the signed-in user's own name and preferences."""
    user = uow.session.get_one(User, uow.signed_in.user_id)
    if request.full_name is not None:
        user.full_name = request.full_name
    if request.preferences is not None:
        user.preferences = request.preferences.model_dump(mode="json")
    uow.session.flush()
    uow.session.refresh(user)
    audit.record(uow, ProfileChanged(fields=sorted(request.model_fields_set)), user.id)
    return present_own(user)


def find(uow: UnitOfWork, user_id: uuid.UUID | None, email: str | None) -> User:
    """An active user by id or else by address; raises `NotFound`."""
    by_address = func.lower(User.email) == (email or "").lower()
    wanted = User.id == user_id if user_id else by_address
    found = uow.session.scalar(select(User).where(wanted, User.is_active))
    if found is None:
        raise NotFound(
            "There is no such user.",
            code="user_not_found",
            remedy="Check the address, or ask an administrator to invite the person.",
        )
    return found


def list_page(
    uow: UnitOfWork, page: PageRequest, query: str | None, role: Role | None, active: bool | None
) -> Page[UserAdminOut]:
    """Accounts by address."""
    base = select(User)
    if query:
        base = base.where(
            User.email.icontains(query, autoescape=True)
            | User.full_name.icontains(query, autoescape=True)
        )
    if role:
        base = base.where(User.role == role)
    if active is not None:
        base = base.where(User.is_active == active)
    rows = uow.session.scalars(
        base.order_by(func.lower(User.email)).limit(page.limit).offset(page.offset)
    )
    total = uow.session.scalar(select(func.count()).select_from(base.subquery())) or 0
    return Page[UserAdminOut](
        items=_present(uow, list(rows)), total=total, limit=page.limit, offset=page.offset
    )


def read(uow: UnitOfWork, user_id: uuid.UUID) -> UserAdminOut:
    """One account."""
    return _present(uow, [_get(uow, user_id)])[0]


def invite(open_unit: OpenUnit, ports: Ports, request: UserInvite) -> InvitedOut:
    """Make an account whose owner chooses the password through a link.

    Raises:
        Conflict: the address is taken.
        Forbidden: only super admins make administrators.
    """
    with open_unit() as uow:
        _refuse_power(uow.signed_in, request.role)
        user = add_account(
            uow,
            User(
                email=request.email,
                full_name=request.full_name,
                role=request.role,
                tier=request.tier or ports.settings.default_tier,
                # Nobody knows this one: the account opens with the link.
                hashed_password=hash_password(new_opaque_token()),
            ),
        )
        audit.record(uow, UserInvited(email=user.email, role=request.role, tier=user.tier), user.id)
        link = links.issue(uow, ports.settings, user, Purpose.INVITATION)
        presented = _present(uow, [user])[0]
    sent = links.send(ports, user.email, link, Purpose.INVITATION)
    return InvitedOut(user=presented, invitation_link=link, mail_sent=sent)


def add_account(uow: UnitOfWork, user: User) -> User:
    """Add a new account with its default project; raises `Conflict` for a taken address."""
    if uow.session.scalar(select(User.id).where(func.lower(User.email) == user.email.lower())):
        raise Conflict(
            "There is already an account with this e-mail address.",
            code="email_taken",
            remedy="Sign in instead.",
        )
    uow.session.add(user)
    uow.session.flush()
    uow.session.refresh(user)
    projects.create_default(uow, user)
    return user


def renew_invitation(open_unit: OpenUnit, ports: Ports, user_id: uuid.UUID) -> InvitationOut:
    """A fresh link to choose a password, for somebody who lost the first one."""
    with open_unit() as uow:
        user = _get(uow, user_id)
        _refuse_power(uow.signed_in, Role(user.role))
        link = links.issue(uow, ports.settings, user, Purpose.INVITATION)
        audit.record(uow, InvitationRenewed(), user.id)
    sent = links.send(ports, user.email, link, Purpose.INVITATION)
    return InvitationOut(invitation_link=link, mail_sent=sent)


def change(uow: UnitOfWork, user_id: uuid.UUID, request: UserUpdate) -> UserAdminOut:
    """Change an account. Another role and suspension end its signed-in clients.

    Raises:
        Forbidden: only super admins change administrators.
        Conflict: it is the actor's own role or state, or the last super admin.
    """
    user = _get(uow, user_id, for_update=True)
    before = Role(user.role)
    _refuse_power(uow.signed_in, before, request.role or before)
    changes = request.model_dump(exclude_none=True)
    _refuse_own(uow.signed_in, user, changes)
    _refuse_last_super_admin(uow, user, changes)
    for field, value in changes.items():
        setattr(user, field, value)
    _end_clients(uow, user, before)
    uow.session.flush()
    uow.session.refresh(user)
    audit.record(
        uow,
        UserChanged(
            fields=sorted(changes),
            role_before=before,
            role_after=Role(user.role),
            is_active=user.is_active,
            tier=user.tier,
        ),
        user.id,
    )
    return _present(uow, [user])[0]


def sign_out(uow: UnitOfWork, user_id: uuid.UUID) -> None:
    """End every signed-in client of a user."""
    user = _get(uow, user_id)
    _refuse_power(uow.signed_in, Role(user.role))
    sessions.revoke_all(uow, user, "ended_by_administrator")


def present_own(user: User) -> UserOut:
    """A user with the permissions that the role gives."""
    role = Role(user.role)
    return UserOut.model_validate(
        {
            **{
                name: getattr(user, name)
                for name in UserOut.model_fields
                if name not in ("permissions", "preferences")
            },
            "permissions": sorted(ROLE_PERMISSIONS[role]),
            "preferences": Preferences.model_validate(user.preferences),
        }
    )


def _get(uow: UnitOfWork, user_id: uuid.UUID, *, for_update: bool = False) -> User:
    found = uow.session.get(User, user_id, with_for_update=for_update or None)
    if found is None:
        raise NotFound("There is no such user.", code="user_not_found")
    return found


def _end_clients(uow: UnitOfWork, user: User, before: Role) -> None:
    if not user.is_active:
        sessions.revoke_all(uow, user, "suspended")
    elif user.role != before:
        sessions.revoke_all(uow, user, "role_changed")


def _refuse_power(actor: Actor, *roles: Role) -> None:
    if actor.role is not Role.SUPER_ADMIN and any(role in _POWERFUL for role in roles):
        raise Forbidden(
            "Only super admins make or change administrators.",
            code="role_too_high",
            remedy="Ask a super admin.",
        )


def _refuse_own(actor: Actor, user: User, changes: dict[str, object]) -> None:
    if user.id == actor.user_id and {"role", "is_active"} & changes.keys():
        raise Conflict(
            "Nobody changes their own role or suspends themselves.",
            code="own_account",
            remedy="Ask another administrator.",
        )


def _refuse_last_super_admin(uow: UnitOfWork, user: User, changes: dict[str, object]) -> None:
    stays = (
        changes.get("role", user.role) == Role.SUPER_ADMIN
        and changes.get("is_active", user.is_active) is True
    )
    if user.role != Role.SUPER_ADMIN or stays:
        return
    others = uow.session.scalars(
        select(User.id)
        .where(User.role == Role.SUPER_ADMIN, User.is_active, User.id != user.id)
        .order_by(User.id)
        .with_for_update()
    )
    if not others.all():
        raise Conflict("The last super admin cannot go.", code="last_super_admin")


def _present(uow: UnitOfWork, rows: Sequence[User]) -> list[UserAdminOut]:
    ids = [row.id for row in rows]
    last = {
        row[0]: row[1]
        for row in uow.session.execute(
            select(AuthSession.user_id, func.max(AuthSession.created_at))
            .where(AuthSession.user_id.in_(ids))
            .group_by(AuthSession.user_id)
        )
    }
    groups: dict[uuid.UUID, list[NamedReference]] = {}
    for user_id, group in uow.session.execute(
        select(GroupMember.user_id, Group)
        .join(Group, Group.id == GroupMember.group_id)
        .where(GroupMember.user_id.in_(ids))
        .order_by(Group.name)
    ):
        groups.setdefault(user_id, []).append(NamedReference.model_validate(group))
    return [
        UserAdminOut.model_validate(
            {
                **{
                    name: getattr(row, name)
                    for name in UserAdminOut.model_fields
                    if name not in ("last_sign_in_at", "groups")
                },
                "last_sign_in_at": last.get(row.id),
                "groups": groups.get(row.id, []),
            }
        )
        for row in rows
    ]
