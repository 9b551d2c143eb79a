"""ORM classes, one aggregate a file. Importing this package registers every table."""

from app.models.api_keys import ApiKey
from app.models.audit import AuditChain, AuditLog
from app.models.chat import ChatMessage, ChatSession
from app.models.deployments import Deployment, DeploymentGroup, DeploymentKnowledgeBase
from app.models.groups import Group, GroupMember
from app.models.indexes import IndexedDocument, KnowledgeBaseIndex
from app.models.jobs import Job
from app.models.knowledge_bases import Chunk, Document, DocumentGroup, KnowledgeBase
from app.models.models import ModelRegistry
from app.models.projects import Project, ProjectMember
from app.models.secrets import EncryptionKey
from app.models.usage import Tier, UsageCounter, UsageRecord
from app.models.users import AccountToken, AuthSession, SignInThrottle, User

__all__ = [
    "AccountToken",
    "ApiKey",
    "AuditChain",
    "AuditLog",
    "AuthSession",
    "ChatMessage",
    "ChatSession",
    "Chunk",
    "Deployment",
    "DeploymentGroup",
    "DeploymentKnowledgeBase",
    "Document",
    "DocumentGroup",
    "EncryptionKey",
    "Group",
    "GroupMember",
    "IndexedDocument",
    "Job",
    "KnowledgeBase",
    "KnowledgeBaseIndex",
    "ModelRegistry",
    "Project",
    "ProjectMember",
    "SignInThrottle",
    "Tier",
    "UsageCounter",
    "UsageRecord",
    "User",
]
