"""Create, read, change and delete deployments."""

import uuid

from app.core.errors import Conflict
from app.db.uow import UnitOfWork
from app.models import Deployment
from app.schemas.common import Page, PageRequest
from app.schemas.deployments import (
    DeploymentConfig,
    DeploymentCreate,
    DeploymentOut,
    DeploymentUpdate,
    NamedReference,
)
from app.services.audit import service as audit
from app.services.deployments import repository
from app.services.knowledge_bases import service as knowledge_bases
from app.services.models import service as models


def create(uow: UnitOfWork, request: DeploymentCreate) -> DeploymentOut:
    """A new deployment of the actor.

    Raises:
        Conflict: the actor has one of this name, or the model cannot answer.
        NotFound: the model or a knowledge base is missing or not the actor's to see.
    """
    owner_id = uow.signed_in.user_id
    _refuse_taken_name(uow, owner_id, request.name)
    _refuse_mute_model(uow, request.model_id)
    deployment = Deployment(
        owner_id=owner_id,
        name=request.name,
        description=request.description,
        model_id=request.model_id,
        system_prompt=request.system_prompt,
        memory_turns=request.memory_turns,
        config=request.config.model_dump(),
        knowledge_bases=knowledge_bases.get_all(uow, request.knowledge_base_ids),
    )
    uow.session.add(deployment)
    uow.session.flush()
    uow.session.refresh(deployment)
    audit.record(uow, "deployment.created", "deployment", deployment.id, name=deployment.name)
    return present(deployment)


def list_page(uow: UnitOfWork, page: PageRequest) -> Page[DeploymentOut]:
    """The deployments that the actor may see, by name."""
    rows, total = repository.list_page(uow.session, uow.signed_in, page.limit, page.offset)
    items = [present(row) for row in rows]
    return Page[DeploymentOut](items=items, total=total, limit=page.limit, offset=page.offset)


def get(uow: UnitOfWork, deployment_id: uuid.UUID) -> Deployment:
    """A deployment that the actor may see, for other services."""
    return repository.get(uow.session, uow.signed_in, deployment_id)


def read(uow: UnitOfWork, deployment_id: uuid.UUID) -> DeploymentOut:
    """One deployment."""
    return present(get(uow, deployment_id))


def change(uow: UnitOfWork, deployment_id: uuid.UUID, request: DeploymentUpdate) -> DeploymentOut:
    """Change a deployment and raise its version. Absent fields stay."""
    deployment = repository.get(uow.session, uow.signed_in, deployment_id)
    changes = request.model_dump(exclude_none=True, exclude={"knowledge_base_ids", "config"})
    if "name" in changes:
        _refuse_taken_name(uow, deployment.owner_id, changes["name"], deployment.id)
    if "model_id" in changes:
        _refuse_mute_model(uow, changes["model_id"])
    for field, value in changes.items():
        setattr(deployment, field, value)
    if request.config is not None:
        deployment.config = request.config.model_dump()
    if request.knowledge_base_ids is not None:
        deployment.knowledge_bases = knowledge_bases.get_all(uow, request.knowledge_base_ids)
    deployment.version += 1
    uow.session.flush()
    uow.session.refresh(deployment)
    audit.record(
        uow,
        "deployment.changed",
        "deployment",
        deployment.id,
        fields=sorted(request.model_fields_set),
        version=deployment.version,
    )
    return present(deployment)


def delete(uow: UnitOfWork, deployment_id: uuid.UUID) -> None:
    """Delete a deployment with its conversations."""
    deployment = repository.get(uow.session, uow.signed_in, deployment_id)
    uow.session.delete(deployment)
    audit.record(uow, "deployment.deleted", "deployment", deployment.id, name=deployment.name)


def present(deployment: Deployment) -> DeploymentOut:
    """A deployment with the names of what it uses."""
    return DeploymentOut(
        id=deployment.id,
        name=deployment.name,
        description=deployment.description,
        model_id=deployment.model_id,
        model_name=deployment.model.name,
        knowledge_base_ids=[kb.id for kb in deployment.knowledge_bases],
        knowledge_bases=[
            NamedReference(id=kb.id, name=kb.name) for kb in deployment.knowledge_bases
        ],
        system_prompt=deployment.system_prompt,
        memory_turns=deployment.memory_turns,
        config=DeploymentConfig(**deployment.config),
        version=deployment.version,
        owner_id=deployment.owner_id,
        created_at=deployment.created_at,
        updated_at=deployment.updated_at,
    )


def _refuse_mute_model(uow: UnitOfWork, model_id: uuid.UUID) -> None:
    model = models.get(uow.session, model_id)
    if model.model_type not in ("base", "fine_tuned"):
        raise Conflict(
            f"{model.name!r} does not answer questions.",
            code="not_a_language_model",
            remedy="Choose a model of type base or fine_tuned.",
        )


def _refuse_taken_name(
    uow: UnitOfWork, owner_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, owner_id, name, except_id):
        raise Conflict(f"You already have a deployment named {name!r}.", code="name_taken")
