"""Which rows an actor may see, as SQL conditions that every query of theirs carries.

Membership is read by the database in the query itself, so a change of it holds for the very
next query, also in the middle of a request that began before. A condition is made of the actor
alone and looks nothing up, so it is built once for each actor that asks again.
"""

import uuid
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    any_,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.errors import Conflict, Forbidden
from app.core.permissions import Actor, Permission, ProjectRole
from app.db.prepared import among
from app.models import (
    ChatSession,
    Deployment,
    DeploymentCall,
    DeploymentGroup,
    DeploymentVersion,
    DeploymentVersionKnowledgeBase,
    Document,
    DocumentGroup,
    EvaluationGold,
    EvaluationQuestion,
    GroupMember,
    KnowledgeBase,
    ModelGroup,
    ModelRegistry,
    Project,
    ProjectMember,
    PromptTemplate,
    QuestionSet,
    QuestionSetVersion,
    RagConfigPreset,
    UsageRecord,
)
from app.models.usage import UsageStatus

VIEWER, EDITOR, OWNER = ProjectRole.VIEWER, ProjectRole.EDITOR, ProjectRole.OWNER
_built_once = lru_cache(maxsize=1024)
_ProjectColumn = InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None]


def groups_of(actor: Actor) -> Select[uuid.UUID]:
    """The ids of the groups that the actor is in."""
    return select(GroupMember.group_id).where(GroupMember.user_id == actor.user_id)


def is_member(actor: Actor) -> ColumnElement[bool]:
    """Rows of `project_members` that are the actor's own or a group's of theirs."""
    return or_(ProjectMember.user_id == actor.user_id, ProjectMember.group_id.in_(groups_of(actor)))


def in_projects(
    actor: Actor, project_id: _ProjectColumn, at_least: ProjectRole = VIEWER
) -> ColumnElement[bool]:
    """Rows of projects in which the actor has this role or a stronger one."""
    if actor.bound_deployment_id:
        return false()
    if actor.may(Permission.OBJECTS_OF_OTHERS):
        return true()
    memberships = select(ProjectMember.project_id).where(
        is_member(actor), among(ProjectMember.role, at_least.at_least())
    )
    return project_id.in_(memberships)


def projects(actor: Actor) -> ColumnElement[bool]:
    """The projects that the actor may see."""
    return in_projects(actor, Project.id)


@_built_once
def knowledge_bases(actor: Actor) -> ColumnElement[bool]:
    """The knowledge bases that the actor may see: those of their projects.

    What is attached to conversations is in no list, whatever the role.
    """
    alive = KnowledgeBase.deleted_at.is_(None) & KnowledgeBase.chat_session_id.is_(None)
    return alive & in_projects(actor, KnowledgeBase.project_id)


def rag_configs(actor: Actor) -> ColumnElement[bool]:
    """The presets that the actor may use: built-in, their own, shared in their projects."""
    if actor.bound_deployment_id:
        return false()
    own = RagConfigPreset.project_id.is_(None) & (RagConfigPreset.user_id == actor.user_id)
    return or_(
        RagConfigPreset.user_id.is_(None), own, in_projects(actor, RagConfigPreset.project_id)
    )


@_built_once
def deployments(actor: Actor) -> ColumnElement[bool]:
    """The deployments that the actor may use: of their projects, or shared with them."""
    shared = select(DeploymentGroup.deployment_id).where(
        DeploymentGroup.group_id.in_(groups_of(actor))
    )
    if actor.bound_deployment_id:
        bound = Deployment.id == actor.bound_deployment_id
        return bound & deployments(_unbound(actor))
    return or_(
        in_projects(actor, Deployment.project_id),
        Deployment.shared_with_everyone,
        Deployment.id.in_(shared),
    )


@_built_once
def models(actor: Actor) -> ColumnElement[bool]:
    """The models that the actor may list and choose: all for those who keep the registry.

    Whoever may use a deployment uses its model, whether they may choose it or not.
    """
    if actor.may(Permission.MODELS_WRITE):
        return true()
    shared = select(ModelGroup.model_id).where(ModelGroup.group_id.in_(groups_of(actor)))
    return or_(ModelRegistry.visible_to_everyone, ModelRegistry.id.in_(shared))


@_built_once
def answering_knowledge_bases(actor: Actor) -> ColumnElement[bool]:
    """Knowledge bases that a deployment which the actor may use answers from.

    Those of its live and candidate version, and of a version that is answering the actor right
    now: what was asked before a rollback is answered by the version that it was asked of.
    """
    is_served = DeploymentVersion.number.in_(
        (Deployment.live_version, Deployment.candidate_version)
    )
    is_answering = DeploymentVersion.id.in_(_versions_answering(actor))
    # Two queries: with an `or` the few that answer now would be looked for among all there are.
    used = union_all(*(_searched(actor).where(each) for each in (is_served, is_answering)))
    shared = KnowledgeBase.deleted_at.is_(None) & KnowledgeBase.chat_session_id.is_(None)
    return shared & KnowledgeBase.id.in_(used)


def _searched(actor: Actor) -> Select[uuid.UUID]:
    """The knowledge bases of every version of deployments that the actor may use."""
    return (
        select(DeploymentVersionKnowledgeBase.knowledge_base_id)
        .join(DeploymentVersion, DeploymentVersion.id == DeploymentVersionKnowledgeBase.version_id)
        .join(Deployment, Deployment.id == DeploymentVersion.deployment_id)
        .where(deployments(actor))
    )


@_built_once
def conversations(actor: Actor) -> ColumnElement[bool]:
    """The actor's own conversations with deployments that they may use now."""
    usable = select(Deployment.id).where(deployments(actor))
    return (ChatSession.user_id == actor.user_id) & ChatSession.deployment_id.in_(usable)


@_built_once
def calls(actor: Actor) -> ColumnElement[bool]:
    """The actor's own calls, through any key of theirs, of deployments that they may use now."""
    usable = select(Deployment.id).where(deployments(actor))
    return (DeploymentCall.user_id == actor.user_id) & DeploymentCall.deployment_id.in_(usable)


@_built_once
def attached_knowledge_bases(actor: Actor) -> ColumnElement[bool]:
    """What is attached to the actor's own conversations: private, also from administrators."""
    own = select(ChatSession.id).where(conversations(actor))
    return KnowledgeBase.deleted_at.is_(None) & KnowledgeBase.chat_session_id.in_(own)


@_built_once
def searchable_knowledge_bases(actor: Actor) -> ColumnElement[bool]:
    """Knowledge bases whose passages may reach the actor, directly or in an answer."""
    return or_(
        knowledge_bases(actor), answering_knowledge_bases(actor), attached_knowledge_bases(actor)
    )


@_built_once
def documents(actor: Actor) -> ColumnElement[bool]:
    """Documents (joined with their knowledge base) whose content the actor may read.

    Whoever may use a deployment may open what it cites, so that answers can be checked.
    """
    return Document.deleted_at.is_(None) & searchable_knowledge_bases(actor) & _admits(actor)


def prompt_templates(actor: Actor) -> ColumnElement[bool]:
    """The prompt templates that the actor may see: those of their projects."""
    return PromptTemplate.deleted_at.is_(None) & in_projects(actor, PromptTemplate.project_id)


def question_sets(actor: Actor) -> ColumnElement[bool]:
    """The question sets that the actor may see: those of knowledge bases of their projects."""
    return QuestionSet.knowledge_base_id.in_(select(KnowledgeBase.id).where(knowledge_bases(actor)))


def questions(actor: Actor, kb_ids: Iterable[uuid.UUID]) -> ColumnElement[bool]:
    """Questions (joined with version and set) of these knowledge bases, by what they give away.

    A question tells what its gold documents say, so the actor has to be able to read each of
    them. What could be read of documents that are gone nobody knows any more: their questions
    are for those who wrote them, and for owners of the project.
    """
    ids = list(kb_ids)
    there = select(Document.id).where(Document.knowledge_base_id.in_(ids))
    readable = (
        select(Document.id)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.knowledge_base_id.in_(ids), documents(actor))
    )
    owned = select(KnowledgeBase.id).where(in_projects(actor, KnowledgeBase.project_id, OWNER))
    is_of_others = QuestionSetVersion.created_by_id != actor.user_id
    unreadable = exists().where(
        EvaluationGold.question_id == EvaluationQuestion.id,
        EvaluationGold.document_id.not_in(readable),
        or_(EvaluationGold.document_id.in_(there), is_of_others),
    )
    return or_(~unreadable, QuestionSet.knowledge_base_id.in_(owned))


@_built_once
def hides(actor: Actor) -> ColumnElement[bool]:
    """Documents (joined with their knowledge base) restricted to groups without the actor.

    It says the opposite of `_admits` in such a way that the database begins with the
    restrictions, which are few, and not with the documents.
    """
    owned = in_projects(actor, KnowledgeBase.project_id, OWNER)
    return and_(_is_restricted(), ~_is_admitted(actor), ~owned)


def _versions_answering(actor: Actor) -> Select[uuid.UUID | None]:
    """The versions of deployments for whose answers to the actor tokens are set aside."""
    return select(UsageRecord.deployment_version_id).where(
        UsageRecord.user_id == actor.user_id,
        UsageRecord.status == UsageStatus.RESERVED,
        UsageRecord.deployment_version_id.is_not(None),
    )


def _admits(actor: Actor) -> ColumnElement[bool]:
    """Documents without a restriction, or whose restriction lets the actor through.

    Owners of the project are let through: they could lift the restriction anyway.
    """
    owned = in_projects(actor, KnowledgeBase.project_id, OWNER)
    return or_(~_is_restricted(), _is_admitted(actor), owned)


def _is_restricted() -> ColumnElement[bool]:
    return exists().where(DocumentGroup.document_id == Document.id)


def _is_admitted(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        DocumentGroup.document_id == Document.id, DocumentGroup.group_id.in_(groups_of(actor))
    )


def deleted_documents(
    actor: Actor, project_id: _ProjectColumn, restricted_to: InstrumentedAttribute[list[uuid.UUID]]
) -> ColumnElement[bool]:
    """Rows about deleted documents that the actor could read, by the groups noted there."""
    admitted = exists().where(
        GroupMember.user_id == actor.user_id, GroupMember.group_id == any_(restricted_to)
    )
    unrestricted = func.cardinality(restricted_to) == 0
    readable = or_(unrestricted, admitted, in_projects(actor, project_id, OWNER))
    return in_projects(actor, project_id) & readable


def roles_in(
    session: Session, actor: Actor, project_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, ProjectRole]:
    """The actor's strongest role in each of these projects that they are a member of."""
    rows = session.execute(
        select(ProjectMember.project_id, ProjectMember.role).where(
            ProjectMember.project_id.in_(set(project_ids)), is_member(actor)
        )
    )
    strongest: dict[uuid.UUID, ProjectRole] = {}
    for project_id, role in rows:
        known = strongest.get(project_id, VIEWER)
        strongest[project_id] = max(known, ProjectRole(role), key=list(ProjectRole).index)
    return strongest


def require_change(
    session: Session, actor: Actor, project_id: uuid.UUID, at_least: ProjectRole
) -> None:
    """Refuse a change that the actor's role or the state of the project does not allow.

    Raises:
        Forbidden: the role is too weak.
        Conflict: the project is archived.
    """
    project = session.get_one(Project, project_id)
    require_role(session, actor, project, at_least)
    refuse_archived(project)


def require_role(session: Session, actor: Actor, project: Project, at_least: ProjectRole) -> None:
    """Refuse what the actor's role in a project, which they may see, does not allow.

    Raises:
        Forbidden: the role is too weak.
    """
    allowed = session.scalar(
        select(Project.id).where(Project.id == project.id, in_projects(actor, Project.id, at_least))
    )
    if allowed is None:
        raise Forbidden(
            f"Only {_plural(at_least)} of the project {project.name!r} may do this.",
            code="project_role",
            remedy="Ask an owner of the project for the role.",
        )


def refuse_archived(project: Project) -> None:
    """Refuse to change or use what belongs to an archived project.

    Raises:
        Conflict: `project_archived`.
    """
    if project.archived_at:
        raise Conflict(
            f"The project {project.name!r} is archived.",
            code="project_archived",
            remedy="An owner of the project can restore it.",
        )


def _plural(role: ProjectRole) -> str:
    return "owners" if role is OWNER else f"{role}s and owners"


def _unbound(actor: Actor) -> Actor:
    """The actor without the binding of the key, to ask what the owner may use."""
    return Actor(actor.user_id, actor.role, actor.email, actor.session_id)
