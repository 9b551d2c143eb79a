"""Create, read, change, share and delete deployments."""

import uuid
from collections.abc import Sequence

from app.core.errors import Conflict
from app.core.permissions import Permission, ProjectRole
from app.db.uow import UnitOfWork
from app.models import Deployment, Project
from app.schemas.audit_events import (
    DeploymentChanged,
    DeploymentCreated,
    DeploymentDeleted,
    DeploymentShared,
)
from app.schemas.common import NamedReference, Page, PageRequest
from app.schemas.deployments import (
    DeploymentConfig,
    DeploymentCreate,
    DeploymentOut,
    DeploymentUpdate,
    SharingOut,
    SharingUpdate,
)
from app.schemas.retrieval import RetrievalProfile
from app.services.access import scope
from app.services.audit import service as audit
from app.services.deployments import repository
from app.services.groups import service as groups
from app.services.knowledge_bases import layers
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.configuration import resolve_retrieval
from app.services.knowledge_bases.retrieval.service import resolve_profile
from app.services.models import service as models
from app.services.projects import service as projects


def create(uow: UnitOfWork, request: DeploymentCreate) -> DeploymentOut:
    """A new deployment.

    Raises:
        Conflict: the project has one of this name or is archived, the model cannot answer,
            or a knowledge base is of another project.
        NotFound: project, model or a knowledge base is missing or not the actor's to see.
        Forbidden: the actor is no editor of the project.
    """
    project = projects.place_for_new(uow, request.project_id)
    _refuse_taken_name(uow, project.id, request.name)
    _refuse_mute_model(uow, request.model_id)
    deployment = Deployment(
        project_id=project.id,
        created_by_id=uow.signed_in.user_id,
        name=request.name,
        description=request.description,
        model_id=request.model_id,
        system_prompt=request.system_prompt,
        memory_turns=request.memory_turns,
        config=_stored(request.config),
        knowledge_bases=knowledge_bases.get_all_of_project(
            uow, project.id, request.knowledge_base_ids
        ),
    )
    require_profile(uow, deployment)
    uow.session.add(deployment)
    uow.session.flush()
    uow.session.refresh(deployment)
    audit.record(uow, DeploymentCreated(name=deployment.name, project_id=project.id), deployment.id)
    return present(uow, [deployment])[0]


def list_page(
    uow: UnitOfWork, page: PageRequest, project_id: uuid.UUID | None, query: str | None
) -> Page[DeploymentOut]:
    """The deployments that the actor may use, by name."""
    rows, total = repository.list_page(
        uow.session, uow.signed_in, project_id, query, page.limit, page.offset
    )
    return Page[DeploymentOut](
        items=present(uow, rows), total=total, limit=page.limit, offset=page.offset
    )


def get(uow: UnitOfWork, deployment_id: uuid.UUID) -> Deployment:
    """A deployment that the actor may see, for other services."""
    return repository.get(uow.session, uow.signed_in, deployment_id)


def get_to_run(uow: UnitOfWork, deployment_id: uuid.UUID) -> Deployment:
    """A deployment that is to answer now.

    Raises:
        NotFound: it is missing or not the actor's to use.
        Conflict: its project is archived.
    """
    deployment = get(uow, deployment_id)
    scope.refuse_archived(uow.session.get_one(Project, deployment.project_id))
    return deployment


def require_profile(uow: UnitOfWork, deployment: Deployment) -> RetrievalProfile:
    """How a deployment retrieves passages, over the settings of its only knowledge base.

    Raises:
        Invalid: the layers make no sense together, or a rerank model is missing.
    """
    with uow.session.no_autoflush:
        kb_ids = [kb.id for kb in deployment.knowledge_bases]
        own = DeploymentConfig(**deployment.config).retrieval
        return resolve_profile(uow.session, kb_ids, own)


def read(uow: UnitOfWork, deployment_id: uuid.UUID) -> DeploymentOut:
    """One deployment."""
    return present(uow, [get(uow, deployment_id)])[0]


def change(uow: UnitOfWork, deployment_id: uuid.UUID, request: DeploymentUpdate) -> DeploymentOut:
    """Change a deployment and raise its version. Absent fields stay."""
    deployment = _to_change(uow, deployment_id, ProjectRole.EDITOR)
    changes = request.model_dump(exclude_none=True, exclude={"knowledge_base_ids", "config"})
    if "name" in changes:
        _refuse_taken_name(uow, deployment.project_id, changes["name"], deployment.id)
    if "model_id" in changes:
        _refuse_mute_model(uow, changes["model_id"])
    for field, value in changes.items():
        setattr(deployment, field, value)
    if request.config is not None:
        deployment.config = _stored(request.config)
    if request.knowledge_base_ids is not None:
        deployment.knowledge_bases = knowledge_bases.get_all_of_project(
            uow, deployment.project_id, request.knowledge_base_ids
        )
    if request.config is not None or request.knowledge_base_ids is not None:
        require_profile(uow, deployment)
    deployment.version += 1
    uow.session.flush()
    uow.session.refresh(deployment)
    audit.record(
        uow,
        DeploymentChanged(fields=sorted(request.model_fields_set), version=deployment.version),
        deployment.id,
    )
    return present(uow, [deployment])[0]


def share(uow: UnitOfWork, deployment_id: uuid.UUID, request: SharingUpdate) -> DeploymentOut:
    """Say who may use a deployment besides the members of its project.

    Raises:
        NotFound: the deployment or a group is missing.
        Forbidden: the actor is no owner of the project.
    """
    deployment = _to_change(uow, deployment_id, ProjectRole.OWNER)
    deployment.shared_with_everyone = request.everyone
    deployment.shared_with = groups.get_all(uow, request.group_ids)
    uow.session.flush()
    uow.session.refresh(deployment)
    audit.record(
        uow,
        DeploymentShared(everyone=request.everyone, group_ids=request.group_ids),
        deployment.id,
    )
    return present(uow, [deployment])[0]


def delete(uow: UnitOfWork, deployment_id: uuid.UUID) -> None:
    """Delete a deployment with its conversations."""
    deployment = _to_change(uow, deployment_id, ProjectRole.EDITOR)
    uow.session.delete(deployment)
    audit.record(uow, DeploymentDeleted(name=deployment.name), deployment.id)


def present(uow: UnitOfWork, rows: Sequence[Deployment]) -> list[DeploymentOut]:
    """Deployments with the names of what they use and the actor's role in their projects."""
    project_ids = {row.project_id for row in rows}
    names = projects.names(uow, project_ids)
    roles = scope.roles_in(uow.session, uow.signed_in, project_ids)
    profiles = _profiles(uow, rows)
    sees_all = uow.signed_in.may(Permission.OBJECTS_OF_OTHERS)
    presented = [
        _present_one(row, names[row.project_id], roles.get(row.project_id), profiles[row.id])
        for row in rows
    ]
    return [out if out.role or sees_all else _for_guests(out) for out in presented]


def _profiles(uow: UnitOfWork, rows: Sequence[Deployment]) -> dict[uuid.UUID, RetrievalProfile]:
    """The same for many, in one query, and also where the layers make no sense any more."""
    below = {row.id: row.knowledge_bases[0].id for row in rows if len(row.knowledge_bases) == 1}
    layers_of = layers.retrieval_of(uow.session, below.values()) if below else {}
    return {
        row.id: resolve_retrieval(
            *(layers_of[below[row.id]] if row.id in below else ()),
            DeploymentConfig(**row.config).retrieval,
        )
        for row in rows
    }


def _stored(config: DeploymentConfig) -> dict[str, object]:
    """What a row keeps: of retrieval what the deployment decides itself."""
    return config.model_dump(mode="json", exclude_none=True)


def _for_guests(out: DeploymentOut) -> DeploymentOut:
    """Without what is the project's own business, for those it is only shared with."""
    return out.model_copy(
        update={
            "system_prompt": "",
            "knowledge_base_ids": [],
            "knowledge_bases": [],
            "sharing": SharingOut(everyone=out.sharing.everyone, groups=[]),
        }
    )


def _present_one(
    deployment: Deployment,
    project_name: str,
    role: ProjectRole | None,
    profile: RetrievalProfile,
) -> DeploymentOut:
    return DeploymentOut(
        id=deployment.id,
        project_id=deployment.project_id,
        project_name=project_name,
        role=role,
        name=deployment.name,
        slug=deployment.slug,
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
        retrieval=profile,
        version=deployment.version,
        sharing=SharingOut(
            everyone=deployment.shared_with_everyone,
            groups=[NamedReference.model_validate(group) for group in deployment.shared_with],
        ),
        created_by_id=deployment.created_by_id,
        created_at=deployment.created_at,
        updated_at=deployment.updated_at,
    )


def _to_change(uow: UnitOfWork, deployment_id: uuid.UUID, at_least: ProjectRole) -> Deployment:
    return repository.get(uow.session, uow.signed_in, deployment_id, at_least)


def _refuse_mute_model(uow: UnitOfWork, model_id: uuid.UUID) -> None:
    model = models.get(uow.session, model_id)
    if model.model_type not in ("base", "fine_tuned"):
        raise Conflict(
            f"{model.name!r} does not answer questions.",
            code="not_a_language_model",
            remedy="Choose a model of type base or fine_tuned.",
        )


def _refuse_taken_name(
    uow: UnitOfWork, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, project_id, name, except_id):
        raise Conflict(
            f"There is already a deployment named {name!r} in this project.", code="name_taken"
        )
