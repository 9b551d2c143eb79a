"""ORM classes, one aggregate a file. Importing this package registers every table."""

from app.models.audit import AuditLog
from app.models.chat import ChatMessage, ChatSession
from app.models.deployments import Deployment, DeploymentKnowledgeBase
from app.models.jobs import Job
from app.models.knowledge_bases import Chunk, Document, KnowledgeBase
from app.models.models import ModelRegistry
from app.models.secrets import EncryptionKey
from app.models.users import AuthSession, User

__all__ = [
    "AuditLog",
    "AuthSession",
    "ChatMessage",
    "ChatSession",
    "Chunk",
    "Deployment",
    "DeploymentKnowledgeBase",
    "Document",
    "EncryptionKey",
    "Job",
    "KnowledgeBase",
    "ModelRegistry",
    "User",
]
