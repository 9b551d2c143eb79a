"""ORM classes, one aggregate a file. Importing this package registers every table."""

from app.models.api_keys import ApiKey
from app.models.audit import AuditChain, AuditLog
from app.models.calls import DeploymentCall
from app.models.chat import ChatMessage, ChatSession, ChatShare, MessageFeedback
from app.models.deployments import (
    Deployment,
    DeploymentGroup,
    DeploymentVersion,
    DeploymentVersionKnowledgeBase,
)
from app.models.evaluations import (
    EvaluationGold,
    EvaluationQuestion,
    EvaluationResult,
    EvaluationRun,
    QuestionSet,
    QuestionSetVersion,
)
from app.models.events import Event
from app.models.groups import Group, GroupMember
from app.models.indexes import IndexedDocument, KnowledgeBaseIndex
from app.models.jobs import Job, Worker
from app.models.knowledge_bases import (
    Chunk,
    Document,
    DocumentGroup,
    DocumentPart,
    KnowledgeBase,
)
from app.models.models import ModelGroup, ModelRegistry
from app.models.projects import Project, ProjectMember
from app.models.prompts import PromptTemplate, PromptTemplateVersion
from app.models.rag_configs import RagConfigPreset
from app.models.revisions import KnowledgeBaseRevision
from app.models.secrets import EncryptionKey
from app.models.upkeep import DeletionReceipt, Reconciliation, Schedule
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
    "ChatShare",
    "Chunk",
    "DeletionReceipt",
    "Deployment",
    "DeploymentCall",
    "DeploymentGroup",
    "DeploymentVersion",
    "DeploymentVersionKnowledgeBase",
    "Document",
    "DocumentGroup",
    "DocumentPart",
    "EncryptionKey",
    "EvaluationGold",
    "EvaluationQuestion",
    "EvaluationResult",
    "EvaluationRun",
    "Event",
    "Group",
    "GroupMember",
    "IndexedDocument",
    "Job",
    "KnowledgeBase",
    "KnowledgeBaseIndex",
    "KnowledgeBaseRevision",
    "MessageFeedback",
    "ModelGroup",
    "ModelRegistry",
    "Project",
    "ProjectMember",
    "PromptTemplate",
    "PromptTemplateVersion",
    "QuestionSet",
    "QuestionSetVersion",
    "RagConfigPreset",
    "Reconciliation",
    "Schedule",
    "SignInThrottle",
    "Tier",
    "UsageCounter",
    "UsageRecord",
    "User",
    "Worker",
]
