"""Who may do what: roles, API key scopes, and the tables that give them permissions."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Platform roles, strongest first. The role is the ceiling in every project."""

    SUPER_ADMIN = "super_admin"
    ADMIN = "admin"
    BUILDER = "builder"
    USER = "user"
    AUDITOR = "auditor"

    @property
    def is_admin(self) -> bool:
        """Whether tiers do not bind users of this role."""
        return self in (Role.SUPER_ADMIN, Role.ADMIN)


class ProjectRole(StrEnum):
    """What a member may do in one project."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def at_least(self) -> frozenset["ProjectRole"]:
        """This role and every stronger one."""
        order = list(ProjectRole)
        return frozenset(order[order.index(self) :])


class Permission(StrEnum):
    """What a route asks for."""

    PROFILE_READ = "profile:read"
    ACCOUNT_WRITE = "account:write"
    API_KEYS_MANAGE = "api_keys:manage"
    USERS_MANAGE = "users:manage"
    GROUPS_READ = "groups:read"
    GROUPS_MANAGE = "groups:manage"
    PROJECTS_READ = "projects:read"
    PROJECTS_WRITE = "projects:write"
    KNOWLEDGE_LIST = "knowledge:list"
    KNOWLEDGE_READ = "knowledge:read"
    KNOWLEDGE_SEARCH = "knowledge:search"
    KNOWLEDGE_INGEST = "knowledge:ingest"
    KNOWLEDGE_WRITE = "knowledge:write"
    MODELS_READ = "models:read"
    MODELS_TEST = "models:test"
    MODELS_WRITE = "models:write"
    DEPLOYMENTS_READ = "deployments:read"
    DEPLOYMENTS_WRITE = "deployments:write"
    DEPLOYMENTS_RUN = "deployments:run"
    CHAT_USE = "chat:use"
    EVALUATIONS_READ = "evaluations:read"
    EVALUATIONS_WRITE = "evaluations:write"
    USAGE_READ = "usage:read"
    USAGE_OF_OTHERS = "usage:of_others"
    TIERS_MANAGE = "tiers:manage"
    AUDIT_READ = "audit:read"
    EVENTS_READ = "events:read"
    JOBS_READ = "jobs:read"
    JOBS_MANAGE = "jobs:manage"
    OBJECTS_OF_OTHERS = "objects:of_others"


_EVERYBODY = frozenset(
    {
        Permission.PROFILE_READ,
        Permission.ACCOUNT_WRITE,
        Permission.USAGE_READ,
        Permission.EVENTS_READ,
    }
)
_USER = _EVERYBODY | {
    Permission.API_KEYS_MANAGE,
    Permission.GROUPS_READ,
    Permission.PROJECTS_READ,
    Permission.KNOWLEDGE_LIST,
    Permission.KNOWLEDGE_READ,
    Permission.KNOWLEDGE_SEARCH,
    Permission.MODELS_READ,
    Permission.DEPLOYMENTS_READ,
    Permission.DEPLOYMENTS_RUN,
    Permission.CHAT_USE,
    Permission.EVALUATIONS_READ,
}
_BUILDER = _USER | {
    Permission.PROJECTS_WRITE,
    Permission.KNOWLEDGE_INGEST,
    Permission.KNOWLEDGE_WRITE,
    Permission.MODELS_TEST,
    Permission.DEPLOYMENTS_WRITE,
    Permission.EVALUATIONS_WRITE,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SUPER_ADMIN: frozenset(Permission),
    Role.ADMIN: frozenset(Permission),
    Role.BUILDER: _BUILDER,
    Role.USER: _USER,
    Role.AUDITOR: _EVERYBODY
    | {Permission.AUDIT_READ, Permission.USAGE_OF_OTHERS, Permission.JOBS_READ},
}


class KeyScope(StrEnum):
    """What the owner of an API key lends to it."""

    CHAT = "chat"
    SEARCH = "search"
    INGEST = "ingest"
    READ = "read"
    MANAGE = "manage"


_READ = frozenset(permission for permission in Permission if permission.endswith(":read"))
# A key makes no keys, touches no account and sets no limits, whatever its owner may.
_NEVER_BY_KEY = frozenset(
    {
        Permission.ACCOUNT_WRITE,
        Permission.API_KEYS_MANAGE,
        Permission.USERS_MANAGE,
        Permission.TIERS_MANAGE,
    }
)

SCOPE_PERMISSIONS: dict[KeyScope, frozenset[Permission]] = {
    KeyScope.CHAT: frozenset(
        {Permission.CHAT_USE, Permission.DEPLOYMENTS_READ, Permission.DEPLOYMENTS_RUN}
    ),
    KeyScope.SEARCH: frozenset({Permission.KNOWLEDGE_LIST, Permission.KNOWLEDGE_SEARCH}),
    KeyScope.INGEST: frozenset({Permission.KNOWLEDGE_LIST, Permission.KNOWLEDGE_INGEST}),
    KeyScope.READ: _READ
    | {
        Permission.KNOWLEDGE_LIST,
        Permission.USAGE_OF_OTHERS,
        Permission.OBJECTS_OF_OTHERS,
    },
    KeyScope.MANAGE: frozenset(Permission) - _NEVER_BY_KEY,
}


@dataclass(frozen=True, slots=True)
class KeyLimits:
    """How an API key narrows what its owner may do."""

    id: uuid.UUID
    scopes: frozenset[KeyScope]
    deployment_id: uuid.UUID | None = None

    def lends(self, permission: Permission) -> bool:
        """Whether one of the scopes covers `permission`."""
        return any(permission in SCOPE_PERMISSIONS[scope] for scope in self.scopes)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting in a unit of work, as of this request: a session's user, or a key's.

    `requests_per_minute` is what their tier allows, `None` any number.
    """

    user_id: uuid.UUID
    role: Role
    email: str
    session_id: uuid.UUID | None = None
    key: KeyLimits | None = None
    requests_per_minute: int | None = field(default=None, compare=False)

    def may(self, permission: Permission) -> bool:
        """Whether role and key, where there is one, both grant `permission`."""
        granted = permission in ROLE_PERMISSIONS[self.role]
        return granted and (self.key is None or self.key.lends(permission))

    @property
    def is_admin(self) -> bool:
        """Whether tiers do not bind this actor."""
        return self.role.is_admin

    @property
    def bound_deployment_id(self) -> uuid.UUID | None:
        """The only deployment that this actor's key may reach."""
        return self.key.deployment_id if self.key else None
