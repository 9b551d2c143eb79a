"""Puts the profile of a run in force."""

import uuid

from app.core.errors import Conflict
from app.core.permissions import ProjectRole
from app.db.uow import UnitOfWork
from app.schemas.audit_events import EvaluationRunPromoted
from app.schemas.deployments import DeploymentConfig, DeploymentUpdate
from app.schemas.evaluations import PromotedOut, PromoteRequest
from app.schemas.knowledge_bases import KnowledgeBaseUpdate
from app.schemas.retrieval import RetrievalProfile
from app.services.audit import service as audit
from app.services.deployments import service as deployments
from app.services.evaluations import repository
from app.services.knowledge_bases import layers
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.configuration import retrieval_over


def promote(uow: UnitOfWork, run_id: uuid.UUID, request: PromoteRequest) -> PromotedOut:
    """Let a knowledge base or a deployment of the run's project search as the run did.

    Raises:
        NotFound: the run or the target is missing or not the actor's to see.
        Forbidden: the actor may not change the target.
        Conflict: the target is of another project.
    """
    run = repository.get_run(uow.session, uow.signed_in, run_id, ProjectRole.EDITOR)
    profile = RetrievalProfile.model_validate(run.profile)
    row = repository.get_set(uow.session, uow.signed_in, run.question_set_id)
    project_id = repository.project_of(uow.session, row)
    write = _to_knowledge_base if request.target == "knowledge_base" else _to_deployment
    name = write(uow, request.id, project_id, profile)
    event = EvaluationRunPromoted(target=request.target, target_id=request.id)
    audit.record(uow, event, run.id)
    return PromotedOut(target=request.target, id=request.id, name=name, profile=profile)


def _to_knowledge_base(
    uow: UnitOfWork, kb_id: uuid.UUID, project_id: uuid.UUID, profile: RetrievalProfile
) -> str:
    kb = knowledge_bases.get(uow, kb_id)
    _refuse_other(kb.project_id, project_id)
    (told,) = knowledge_bases.present(uow, [kb])
    overrides = retrieval_over(layers.retrieval_below(uow.session, kb), profile)
    config = told.overrides.model_copy(update={"retrieval": overrides})
    return knowledge_bases.change(uow, kb_id, KnowledgeBaseUpdate(config=config)).name


def _to_deployment(
    uow: UnitOfWork, deployment_id: uuid.UUID, project_id: uuid.UUID, profile: RetrievalProfile
) -> str:
    deployment = deployments.get(uow, deployment_id)
    _refuse_other(deployment.project_id, project_id)
    below = layers.searched_together(uow.session, deployment.live.knowledge_base_ids)
    overrides = retrieval_over(below.retrieval, profile)
    config = DeploymentConfig(**deployment.live.config).model_copy(update={"retrieval": overrides})
    return deployments.change(uow, deployment_id, DeploymentUpdate(config=config)).name


def _refuse_other(project_id: uuid.UUID, wanted: uuid.UUID) -> None:
    if project_id != wanted:
        raise Conflict(
            "What a run found in one project says little about another one.",
            code="other_project",
            remedy="Choose a knowledge base or deployment of the run's project.",
        )
