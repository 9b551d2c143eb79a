"""Who may do what: permissions, and the one table that gives them to roles."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Platform roles, strongest first."""

    SUPER_ADMIN = "super_admin"
    ADMIN = "admin"
    BUILDER = "builder"
    USER = "user"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """What a route asks for."""

    PROFILE_READ = "profile:read"
    KNOWLEDGE_READ = "knowledge:read"
    KNOWLEDGE_WRITE = "knowledge:write"
    MODELS_READ = "models:read"
    MODELS_TEST = "models:test"
    MODELS_WRITE = "models:write"
    DEPLOYMENTS_READ = "deployments:read"
    DEPLOYMENTS_WRITE = "deployments:write"
    DEPLOYMENTS_RUN = "deployments:run"
    CHAT_USE = "chat:use"
    AUDIT_READ = "audit:read"
    OBJECTS_OF_OTHERS = "objects:of_others"


_USER = frozenset(
    {
        Permission.PROFILE_READ,
        Permission.KNOWLEDGE_READ,
        Permission.MODELS_READ,
        Permission.DEPLOYMENTS_READ,
        Permission.DEPLOYMENTS_RUN,
        Permission.CHAT_USE,
    }
)
_BUILDER = _USER | {
    Permission.KNOWLEDGE_WRITE,
    Permission.MODELS_TEST,
    Permission.DEPLOYMENTS_WRITE,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SUPER_ADMIN: frozenset(Permission),
    Role.ADMIN: frozenset(Permission),
    Role.BUILDER: _BUILDER,
    Role.USER: _USER,
    Role.AUDITOR: frozenset({Permission.PROFILE_READ, Permission.AUDIT_READ}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting in a unit of work, as of this request."""

    user_id: uuid.UUID
    role: Role
    email: str
    session_id: uuid.UUID | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the actor's role grants `permission`."""
        return permission in ROLE_PERMISSIONS[self.role]
