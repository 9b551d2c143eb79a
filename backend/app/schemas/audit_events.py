"""What the audit log can tell of: one class an action, its fields are the row's details.

Fields hold names, ids and numbers, never a password, token, key or text of a document.
"""

import uuid
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from app.core.permissions import KeyScope, Permission, ProjectRole, Role


class AuditEvent(BaseModel):
    """Base of all events. `action` is `<resource>.<what happened>`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: ClassVar[str]
    resource_type: ClassVar[str]


class AccessDenied(AuditEvent):
    """Somebody who is signed in was refused."""

    action, resource_type = "access.denied", "route"
    code: str
    method: str
    path: str
    permission: Permission | None = None


class UserRegistered(AuditEvent):
    """An account was made by its owner, or from the environment."""

    action, resource_type = "user.registered", "user"
    role: Role
    source: Literal["registration", "environment"] = "registration"


class UserInvited(AuditEvent):
    """An account was made by an administrator."""

    action, resource_type = "user.invited", "user"
    email: str
    role: Role
    tier: str


class InvitationRenewed(AuditEvent):
    """A fresh link to choose a password was made."""

    action, resource_type = "user.invitation_renewed", "user"


class UserChanged(AuditEvent):
    """Role, tier, name or state of an account."""

    action, resource_type = "user.changed", "user"
    fields: list[str]
    role_before: Role | None = None
    role_after: Role | None = None
    is_active: bool | None = None
    tier: str | None = None


class ProfileChanged(AuditEvent):
    """Somebody changed their own profile."""

    action, resource_type = "user.profile_changed", "user"
    fields: list[str]


class UserSignedIn(AuditEvent):
    """A password was right."""

    action, resource_type = "user.signed_in", "user"


class SignInFailed(AuditEvent):
    """A sign-in was refused. What was typed is not kept: it may be a password."""

    action, resource_type = "user.sign_in_failed", "user"
    reason: Literal["unknown_account", "wrong_password", "inactive", "blocked"]


class PasswordChanged(AuditEvent):
    """A password was changed."""

    action, resource_type = "user.password_changed", "user"
    by: Literal["user", "reset", "invitation"]


class PasswordResetRequested(AuditEvent):
    """A link to choose a new password was sent."""

    action, resource_type = "user.password_reset_requested", "user"


class SessionRevoked(AuditEvent):
    """One signed-in client was ended."""

    action, resource_type = "session.revoked", "session"
    reason: Literal["signed_out", "refresh_token_reused", "ended_by_user"]


class SessionsRevoked(AuditEvent):
    """Clients of a user were ended together."""

    action, resource_type = "session.all_revoked", "user"
    reason: Literal[
        "signed_out_everywhere",
        "password_changed",
        "role_changed",
        "suspended",
        "ended_by_administrator",
    ]
    count: int


class ApiKeyCreated(AuditEvent):
    """A key was made."""

    action, resource_type = "api_key.created", "api_key"
    name: str
    scopes: list[KeyScope]
    deployment_id: uuid.UUID | None
    expires_at: datetime | None


class ApiKeyRevoked(AuditEvent):
    """A key was ended."""

    action, resource_type = "api_key.revoked", "api_key"
    name: str


class GroupCreated(AuditEvent):
    """A group was made."""

    action, resource_type = "group.created", "group"
    name: str


class GroupChanged(AuditEvent):
    """Name or description of a group."""

    action, resource_type = "group.changed", "group"
    fields: list[str]


class GroupDeleted(AuditEvent):
    """A group is gone, with what was shared with it."""

    action, resource_type = "group.deleted", "group"
    name: str


class GroupMemberAdded(AuditEvent):
    """Somebody joined a group."""

    action, resource_type = "group.member_added", "group"
    user_id: uuid.UUID


class GroupMemberRemoved(AuditEvent):
    """Somebody left a group."""

    action, resource_type = "group.member_removed", "group"
    user_id: uuid.UUID


class ProjectCreated(AuditEvent):
    """A project was made."""

    action, resource_type = "project.created", "project"
    name: str


class ProjectChanged(AuditEvent):
    """Name, description, icon or colour of a project."""

    action, resource_type = "project.changed", "project"
    fields: list[str]


class ProjectArchived(AuditEvent):
    """A project became read-only."""

    action, resource_type = "project.archived", "project"


class ProjectRestored(AuditEvent):
    """An archived project can be changed again."""

    action, resource_type = "project.restored", "project"


class ProjectDeleted(AuditEvent):
    """An empty project is gone."""

    action, resource_type = "project.deleted", "project"
    name: str


class ProjectMemberAdded(AuditEvent):
    """A user or a group joined a project."""

    action, resource_type = "project.member_added", "project"
    user_id: uuid.UUID | None
    group_id: uuid.UUID | None
    role: ProjectRole


class ProjectMemberChanged(AuditEvent):
    """A member got another role."""

    action, resource_type = "project.member_changed", "project"
    user_id: uuid.UUID | None
    group_id: uuid.UUID | None
    before: ProjectRole
    after: ProjectRole


class ProjectMemberRemoved(AuditEvent):
    """A user or a group left a project."""

    action, resource_type = "project.member_removed", "project"
    user_id: uuid.UUID | None
    group_id: uuid.UUID | None


class KnowledgeBaseCreated(AuditEvent):
    """A knowledge base was made."""

    action, resource_type = "knowledge_base.created", "knowledge_base"
    name: str
    project_id: uuid.UUID


class KnowledgeBaseChanged(AuditEvent):
    """Name, description or configuration of a knowledge base."""

    action, resource_type = "knowledge_base.changed", "knowledge_base"
    fields: list[str]


class KnowledgeBaseDeleted(AuditEvent):
    """A knowledge base is gone, with its documents."""

    action, resource_type = "knowledge_base.deleted", "knowledge_base"
    name: str


class IndexCreated(AuditEvent):
    """An index with another embedding model was ordered."""

    action, resource_type = "index.created", "index"
    knowledge_base_id: uuid.UUID
    embedding_model: str


class IndexBuildStarted(AuditEvent):
    """An index is brought up to date."""

    action, resource_type = "index.build_started", "index"
    knowledge_base_id: uuid.UUID


class IndexBuildCancelled(AuditEvent):
    """The build of an index was stopped."""

    action, resource_type = "index.build_cancelled", "index"
    knowledge_base_id: uuid.UUID


class IndexActivated(AuditEvent):
    """Searches use another index; the one before is kept."""

    action, resource_type = "index.activated", "index"
    knowledge_base_id: uuid.UUID
    embedding_model: str
    replaced_index_id: uuid.UUID
    replaced_embedding_model: str


class IndexDeleted(AuditEvent):
    """An index is gone, with its vectors."""

    action, resource_type = "index.deleted", "index"
    knowledge_base_id: uuid.UUID
    embedding_model: str


class DocumentUploaded(AuditEvent):
    """A file came in."""

    action, resource_type = "document.uploaded", "document"
    name: str
    knowledge_base_id: uuid.UUID
    size_bytes: int


class AttachmentAdded(AuditEvent):
    """A file was attached to a conversation. What it is called is its user's own business."""

    action, resource_type = "attachment.added", "document"
    session_id: uuid.UUID
    size_bytes: int


class AttachmentDeleted(AuditEvent):
    """A file of a conversation is gone."""

    action, resource_type = "attachment.deleted", "document"


class ConversationShared(AuditEvent):
    """Others who may use the deployment can read a conversation."""

    action, resource_type = "conversation.shared", "chat_session"
    deployment_id: uuid.UUID


class ConversationUnshared(AuditEvent):
    """The link to a conversation leads nowhere any more."""

    action, resource_type = "conversation.unshared", "chat_session"


class DocumentRenamed(AuditEvent):
    """A document got another name."""

    action, resource_type = "document.renamed", "document"
    name: str


class DocumentConfigured(AuditEvent):
    """How the next ingest of a document cuts it."""

    action, resource_type = "document.configured", "document"
    preset_id: uuid.UUID | None
    fields: list[str]


class DocumentRestricted(AuditEvent):
    """Who may read a document; no groups: everybody who may read the knowledge base."""

    action, resource_type = "document.restricted", "document"
    group_ids: list[uuid.UUID]


class DocumentStateChanged(AuditEvent):
    """An ingest moved a document on."""

    action, resource_type = "document.state_changed", "document"
    before: str
    after: str
    code: str | None


class DocumentDeleted(AuditEvent):
    """A document is gone."""

    action, resource_type = "document.deleted", "document"
    name: str


class DocumentPurged(AuditEvent):
    """Nothing of a deleted document is left: what there was, and its fingerprint."""

    action, resource_type = "document.purged", "document"
    name: str
    content_sha256: str
    vectors: int
    chunks: int
    files: int


class KnowledgeBaseReindexed(AuditEvent):
    """Documents that were out of date are ingested again."""

    action, resource_type = "knowledge_base.reindexed", "knowledge_base"
    queued: int


class ReconciliationStarted(AuditEvent):
    """Somebody had the database compared with vectors and files."""

    action, resource_type = "reconciliation.started", "reconciliation"


class JobRetried(AuditEvent):
    """An administrator had a job done again."""

    action, resource_type = "job.retried", "job"
    kind: str
    subject_id: uuid.UUID
    project_id: uuid.UUID


class JobCancelled(AuditEvent):
    """An administrator stopped a job."""

    action, resource_type = "job.cancelled", "job"
    kind: str
    subject_id: uuid.UUID
    project_id: uuid.UUID


class RagConfigCreated(AuditEvent):
    """A preset was made; with a project it is shared there."""

    action, resource_type = "rag_config.created", "rag_config"
    name: str
    project_id: uuid.UUID | None


class RagConfigChanged(AuditEvent):
    """Name, description, configuration or place of a preset."""

    action, resource_type = "rag_config.changed", "rag_config"
    fields: list[str]


class RagConfigDeleted(AuditEvent):
    """A preset is gone."""

    action, resource_type = "rag_config.deleted", "rag_config"
    name: str


class QuestionSetCreated(AuditEvent):
    """A question set was made."""

    action, resource_type = "question_set.created", "question_set"
    name: str
    knowledge_base_id: uuid.UUID


class QuestionSetChanged(AuditEvent):
    """Name or description of a question set."""

    action, resource_type = "question_set.changed", "question_set"
    fields: list[str]


class QuestionSetVersionAdded(AuditEvent):
    """A question set got another version."""

    action, resource_type = "question_set.version_added", "question_set"
    version: int
    origin: Literal["form", "import", "generated"]
    questions: int


class QuestionSetExported(AuditEvent):
    """Somebody took a copy of the questions."""

    action, resource_type = "question_set.exported", "question_set"
    version: int
    format: Literal["csv", "jsonl"]


class QuestionSetDeleted(AuditEvent):
    """A question set is gone, with its runs."""

    action, resource_type = "question_set.deleted", "question_set"
    name: str


class QuestionsRequested(AuditEvent):
    """A model is to make questions out of passages."""

    action, resource_type = "question_set.generation_requested", "question_set"
    count: int
    model_id: uuid.UUID


class EvaluationRunStarted(AuditEvent):
    """A question set is tried with a configuration."""

    action, resource_type = "evaluation_run.started", "evaluation_run"
    question_set_id: uuid.UUID
    version: int
    repeats_run_id: uuid.UUID | None


class EvaluationRunCancelled(AuditEvent):
    """Somebody stopped a run."""

    action, resource_type = "evaluation_run.cancelled", "evaluation_run"


class EvaluationRunDeleted(AuditEvent):
    """A run is gone, with its results."""

    action, resource_type = "evaluation_run.deleted", "evaluation_run"
    name: str


class EvaluationRunPromoted(AuditEvent):
    """The profile of a run is in force somewhere from now on."""

    action, resource_type = "evaluation_run.promoted", "evaluation_run"
    target: Literal["knowledge_base", "deployment"]
    target_id: uuid.UUID


class ModelRegistered(AuditEvent):
    """A model that the installation brings along was registered."""

    action, resource_type = "model.registered", "model"
    name: str


class ModelCreated(AuditEvent):
    """A model was added. `endpoint` is host and port."""

    action, resource_type = "model.created", "model"
    name: str
    provider: str
    endpoint: str | None
    has_api_key: bool


class ModelChanged(AuditEvent):
    """A model was changed."""

    action, resource_type = "model.changed", "model"
    name: str
    fields: list[str]
    endpoint: str | None
    has_api_key: bool


class ModelShared(AuditEvent):
    """Who may choose a model."""

    action, resource_type = "model.shared", "model"
    everyone: bool
    group_ids: list[uuid.UUID]


class ModelDeleted(AuditEvent):
    """A model is gone, with its key."""

    action, resource_type = "model.deleted", "model"
    name: str


class DeploymentCreated(AuditEvent):
    """A deployment was made."""

    action, resource_type = "deployment.created", "deployment"
    name: str
    project_id: uuid.UUID


class DeploymentChanged(AuditEvent):
    """A deployment was renamed, described, or got another version: `version` if it did.

    `live` is the number of the version that answers now.
    """

    action, resource_type = "deployment.changed", "deployment"
    fields: list[str]
    version: int | None
    live: int


class DeploymentRolledBack(AuditEvent):
    """Another version of a deployment is live."""

    action, resource_type = "deployment.rolled_back", "deployment"
    version_before: int
    version_after: int


class DeploymentTrafficSplit(AuditEvent):
    """A candidate answers a part of a deployment's conversations."""

    action, resource_type = "deployment.traffic_split", "deployment"
    candidate_version: int
    percent: int


class DeploymentTrafficJoined(AuditEvent):
    """The live version answers all of a deployment's conversations again."""

    action, resource_type = "deployment.traffic_joined", "deployment"
    candidate_version: int


class DeploymentShared(AuditEvent):
    """Who may use a deployment besides the members of its project."""

    action, resource_type = "deployment.shared", "deployment"
    everyone: bool
    group_ids: list[uuid.UUID]


class DeploymentDeleted(AuditEvent):
    """A deployment is gone, with its conversations."""

    action, resource_type = "deployment.deleted", "deployment"
    name: str


class PromptTemplateCreated(AuditEvent):
    """A prompt template was made."""

    action, resource_type = "prompt_template.created", "prompt_template"
    name: str
    project_id: uuid.UUID


class PromptTemplateChanged(AuditEvent):
    """A prompt template was renamed, described, or got another version."""

    action, resource_type = "prompt_template.changed", "prompt_template"
    fields: list[str]
    version: int


class PromptTemplateDeleted(AuditEvent):
    """A prompt template is gone; versions of deployments that were made with it stay."""

    action, resource_type = "prompt_template.deleted", "prompt_template"
    name: str


class TierChanged(AuditEvent):
    """The numbers of a tier, as they are now; `None` is no limit."""

    action, resource_type = "tier.changed", "tier"
    fields: list[str]
    tokens_per_month: int | None
    projects: int | None
    documents: int | None
    models: int | None
    requests_per_minute: int | None


class EncryptionKeyRotated(AuditEvent):
    """Stored secrets were encrypted with another key."""

    action, resource_type = "encryption_key.rotated", "encryption_key"
    rotated: int
    unreadable: int


class AuditExported(AuditEvent):
    """Somebody took a copy of the audit log."""

    action, resource_type = "audit.exported", "audit"
    format: Literal["csv", "json"]
