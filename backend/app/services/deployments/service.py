"""Create, read, change, share and delete deployments."""

import uuid
from collections.abc import Sequence

from app.core.errors import Conflict
from app.core.permissions import Permission, ProjectRole
from app.db.uow import UnitOfWork
from app.models import Deployment, DeploymentVersion
from app.schemas.audit_events import (
    DeploymentChanged,
    DeploymentCreated,
    DeploymentDeleted,
    DeploymentShared,
)
from app.schemas.common import NamedReference, Page, PageRequest
from app.schemas.deployments import (
    CandidateOut,
    DeploymentConfig,
    DeploymentCreate,
    DeploymentOut,
    DeploymentUpdate,
    SharingOut,
    SharingUpdate,
    VersionSummary,
)
from app.schemas.retrieval import RetrievalProfile
from app.services.access import scope
from app.services.audit import service as audit
from app.services.deployments import contents, history, repository, versions
from app.services.groups import service as groups
from app.services.knowledge_bases import layers
from app.services.knowledge_bases.configuration import resolve_retrieval
from app.services.projects import service as projects

_OF_VERSIONS = {
    "model_id",
    "knowledge_base_ids",
    "system_prompt",
    "prompt_template_id",
    "prompt_template_version",
    "memory_turns",
    "config",
}


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
    content = contents.wanted(uow, project.id, request)
    deployment = Deployment(
        project_id=project.id,
        created_by_id=uow.signed_in.user_id,
        name=request.name,
        description=request.description,
    )
    uow.session.add(deployment)
    uow.session.flush()
    versions.write(uow, deployment, content, request.note or "")
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


def require_usable(uow: UnitOfWork, deployment_id: uuid.UUID) -> None:
    """Raise `NotFound` unless the actor may use the deployment."""
    repository.require_usable(uow.session, uow.signed_in, deployment_id)


def get_to_run(
    uow: UnitOfWork, value: uuid.UUID | str, column: repository.Called = "id"
) -> Deployment:
    """A deployment, by its id or slug, that is to answer now.

    Raises:
        NotFound: it is missing or not the actor's to use.
        Conflict: its project is archived.
    """
    return repository.get_to_run(uow.session, uow.signed_in, value, column)


def read(uow: UnitOfWork, deployment_id: uuid.UUID) -> DeploymentOut:
    """One deployment."""
    return present(uow, [get(uow, deployment_id)])[0]


def change(uow: UnitOfWork, deployment_id: uuid.UUID, request: DeploymentUpdate) -> DeploymentOut:
    """Change a deployment. Absent fields stay; another way to answer is a new version.

    Raises:
        NotFound: deployment, version, model, template or a knowledge base is missing or not the
            actor's to see.
        Forbidden: the actor is no editor of the project.
        Conflict: the name is taken, the model cannot answer, or a knowledge base or template is
            of another project.
        Invalid: the layers of retrieval make no sense together.
    """
    deployment = _to_change(uow, deployment_id, ProjectRole.EDITOR, lock=True)
    if request.name is not None:
        _refuse_taken_name(uow, deployment.project_id, request.name, deployment.id)
        deployment.name = request.name
    if request.description is not None:
        deployment.description = request.description
    written = _write_version(uow, deployment, request)
    uow.session.flush()
    uow.session.refresh(deployment)
    changed = DeploymentChanged(
        fields=sorted(request.model_fields_set), version=written, live=deployment.live_version
    )
    audit.record(uow, changed, deployment.id)
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
    ids = [row.id for row in rows]
    candidates = repository.candidates(uow.session, ids)
    latest = repository.latest_numbers(uow.session, ids)
    project_ids = {row.project_id for row in rows}
    names = projects.names(uow, project_ids)
    roles = scope.roles_in(uow.session, uow.signed_in, project_ids)
    profiles = _profiles(uow, rows)
    sees_all = uow.signed_in.may(Permission.OBJECTS_OF_OTHERS)
    presented = [
        _present_one(
            row,
            names[row.project_id],
            roles.get(row.project_id),
            profiles[row.id],
            candidates.get(row.id),
            latest[row.id],
        )
        for row in rows
    ]
    return [out if out.role or sees_all else _for_guests(out) for out in presented]


def _profiles(uow: UnitOfWork, rows: Sequence[Deployment]) -> dict[uuid.UUID, RetrievalProfile]:
    """The same for many, in one query, and also where the layers make no sense any more."""
    searched = {row.id: row.live.knowledge_base_ids for row in rows}
    below = {id_: kb_ids[0] for id_, kb_ids in searched.items() if len(kb_ids) == 1}
    layers_of = layers.retrieval_of(uow.session, below.values()) if below else {}
    return {
        row.id: resolve_retrieval(
            *(layers_of[below[row.id]] if row.id in below else ()),
            DeploymentConfig(**row.live.config).retrieval,
        )
        for row in rows
    }


def _for_guests(out: DeploymentOut) -> DeploymentOut:
    """Without what is the project's own business, for those it is only shared with."""
    return out.model_copy(
        update={
            "system_prompt": "",
            "prompt_template": None,
            "live": out.live.model_copy(update={"note": ""}),
            "candidate": None,
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
    candidate: DeploymentVersion | None,
    latest_version: int,
) -> DeploymentOut:
    live = deployment.live
    return DeploymentOut(
        id=deployment.id,
        project_id=deployment.project_id,
        project_name=project_name,
        role=role,
        name=deployment.name,
        slug=deployment.slug,
        description=deployment.description,
        model_id=live.model_id,
        model_name=live.model.name if live.model else live.model_name,
        knowledge_base_ids=[kb.id for kb in live.knowledge_bases],
        knowledge_bases=[NamedReference.model_validate(kb) for kb in live.knowledge_bases],
        system_prompt=live.system_prompt,
        prompt_template=history.template_reference(live),
        memory_turns=live.memory_turns,
        config=DeploymentConfig(**live.config),
        retrieval=profile,
        version=live.number,
        latest_version=latest_version,
        live=VersionSummary.model_validate(live),
        candidate=_present_candidate(candidate, deployment.candidate_percent),
        sharing=SharingOut(
            everyone=deployment.shared_with_everyone,
            groups=[NamedReference.model_validate(group) for group in deployment.shared_with],
        ),
        created_by_id=deployment.created_by_id,
        created_at=deployment.created_at,
        updated_at=deployment.updated_at,
    )


def _present_candidate(candidate: DeploymentVersion | None, percent: int) -> CandidateOut | None:
    if candidate is None:
        return None
    summary = VersionSummary.model_validate(candidate)
    return CandidateOut(percent=percent, **summary.model_dump())


def _write_version(
    uow: UnitOfWork, deployment: Deployment, request: DeploymentUpdate
) -> int | None:
    """Write the version that a change asks for, if it does; returns its number."""
    if not request.model_fields_set & _OF_VERSIONS:
        return None
    base = deployment.live
    if request.base_version is not None:
        base = versions.get(uow, deployment, request.base_version)
    content = contents.changed(uow, deployment.project_id, base, request)
    number = versions.write(uow, deployment, content, request.note or "").number
    if request.publish is not False:
        deployment.live_version = number
    return number


def _to_change(
    uow: UnitOfWork, deployment_id: uuid.UUID, at_least: ProjectRole, *, lock: bool = False
) -> Deployment:
    return repository.get(uow.session, uow.signed_in, deployment_id, at_least, lock=lock)


def _refuse_taken_name(
    uow: UnitOfWork, project_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> None:
    if repository.name_taken(uow.session, project_id, name, except_id):
        raise Conflict(
            f"There is already a deployment named {name!r} in this project.", code="name_taken"
        )
