"""The versions of a deployment: list, read, compare their settings."""

import uuid
from collections.abc import Iterator
from typing import Any

from app.core.differences import LINES, differences
from app.db.uow import UnitOfWork
from app.models import Deployment, DeploymentVersion
from app.schemas.common import Page, PageRequest, TextSegment, UserReference
from app.schemas.deployments import (
    DeploymentConfig,
    DeploymentVersionOut,
    FieldChange,
    SearchedReference,
    TemplateReference,
    VersionDiffOut,
    VersionSummary,
)
from app.services.deployments import repository, versions
from app.services.knowledge_bases import layers
from app.services.knowledge_bases.configuration import resolve_retrieval


def list_page(
    uow: UnitOfWork, deployment_id: uuid.UUID, page: PageRequest
) -> Page[DeploymentVersionOut]:
    """The versions of a deployment, the latest first.

    Raises:
        NotFound: the deployment is missing or not the actor's to see.
        Forbidden: it is only shared with the actor.
    """
    deployment = repository.get_of_project(uow.session, uow.signed_in, deployment_id)
    rows, total = repository.list_versions(uow.session, deployment.id, page.limit, page.offset)
    return Page[DeploymentVersionOut](
        items=[present(uow, deployment, row) for row in rows],
        total=total,
        limit=page.limit,
        offset=page.offset,
    )


def get(uow: UnitOfWork, deployment_id: uuid.UUID, number: int) -> DeploymentVersion:
    """A version that a member of its project asks for, for other services.

    Raises: as `list_page`, and `NotFound` for a number that there is not.
    """
    deployment = repository.get_of_project(uow.session, uow.signed_in, deployment_id)
    return versions.get(uow, deployment, number)


def read(uow: UnitOfWork, deployment_id: uuid.UUID, number: int) -> DeploymentVersionOut:
    """One version. Raises as `list_page`, and `NotFound` for a number that there is not."""
    deployment = repository.get_of_project(uow.session, uow.signed_in, deployment_id)
    return present(uow, deployment, versions.get(uow, deployment, number))


def diff(uow: UnitOfWork, deployment_id: uuid.UUID, a: int, b: int) -> VersionDiffOut:
    """How version `a` became version `b`. Raises as `read`."""
    deployment = repository.get_of_project(uow.session, uow.signed_in, deployment_id)
    return difference(versions.get(uow, deployment, a), versions.get(uow, deployment, b))


def difference(before: DeploymentVersion, after: DeploymentVersion) -> VersionDiffOut:
    """What two versions do not have in common."""
    old, new = dict(_settings(before)), dict(_settings(after))
    prompts = (prompt_of(before), prompt_of(after))
    segments = differences(*prompts, LINES) if prompts[0] != prompts[1] else []
    return VersionDiffOut(
        a=VersionSummary.model_validate(before),
        b=VersionSummary.model_validate(after),
        changes=[
            FieldChange(field=name, a=old.get(name, ""), b=new.get(name, ""))
            for name in dict.fromkeys((*old, *new))
            if old.get(name) != new.get(name)
        ],
        prompt=[TextSegment.model_validate(segment) for segment in segments],
    )


def present(
    uow: UnitOfWork, deployment: Deployment, version: DeploymentVersion
) -> DeploymentVersionOut:
    """A version as members of its project see it."""
    config = DeploymentConfig(**version.config)
    alive = version.knowledge_base_ids
    below = layers.searched_together(uow.session, alive).retrieval
    return DeploymentVersionOut(
        **VersionSummary.model_validate(version).model_dump(),
        id=version.id,
        created_by=UserReference.model_validate(version.created_by),
        is_live=version.number == deployment.live_version,
        percent=_percent(deployment, version.number),
        model_id=version.model_id,
        model_name=version.model_name,
        model_available=version.model is not None,
        knowledge_bases=[
            SearchedReference(
                id=link.knowledge_base_id,
                name=link.name,
                available=link.knowledge_base_id in alive,
            )
            for link in version.searched
        ],
        prompt_template=template_reference(version),
        prompt=prompt_of(version),
        memory_turns=version.memory_turns,
        config=config,
        retrieval=resolve_retrieval(*below, config.retrieval),
    )


def template_reference(version: DeploymentVersion) -> TemplateReference | None:
    """Which template a version has, if any."""
    row = version.prompt_template_version
    if row is None:
        return None
    return TemplateReference(
        id=row.template_id,
        name=row.template.name,
        version=row.number,
        available=row.template.deleted_at is None,
    )


def prompt_of(version: DeploymentVersion) -> str:
    """The text that a version's model is told: of its template, or its system prompt."""
    row = version.prompt_template_version
    return row.content if row else version.system_prompt


def _percent(deployment: Deployment, number: int) -> int:
    if number == deployment.candidate_version:
        return deployment.candidate_percent
    return 100 - deployment.candidate_percent if number == deployment.live_version else 0


def _settings(version: DeploymentVersion) -> Iterator[tuple[str, str]]:
    """Everything but the prompt's text, by path, as text."""
    template = template_reference(version)
    yield "model", version.model_name
    yield "knowledge_bases", ", ".join(link.name for link in version.searched)
    yield "prompt_template", f"{template.name} v{template.version}" if template else ""
    yield "memory_turns", str(version.memory_turns)
    config = DeploymentConfig(**version.config).model_dump(mode="json", exclude_none=True)
    yield from _leaves("config", config)


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        yield path, str(value)
        return
    for name, inner in value.items():
        yield from _leaves(f"{path}.{name}", inner)
