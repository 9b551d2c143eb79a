"""Routes of prompt templates."""

import uuid

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.common import Page, VersionNumber
from app.schemas.prompts import (
    PromptPreviewOut,
    PromptPreviewRequest,
    PromptTemplateCreate,
    PromptTemplateDiffOut,
    PromptTemplateOut,
    PromptTemplateUpdate,
    PromptTemplateVersionOut,
)
from app.services.prompts import service
from app.services.prompts.preview import preview

router = APIRouter(prefix="/deployments/prompt-templates", tags=["prompt templates"])

READ = [Depends(Require(Permission.DEPLOYMENTS_READ))]
WRITE = [Depends(Require(Permission.DEPLOYMENTS_WRITE))]


@router.get("", dependencies=READ, responses=errors(401, 403, 422))
def list_prompt_templates(
    uow: UowDep, page: PageDep, project_id: uuid.UUID | None = None, q: SearchText = None
) -> Page[PromptTemplateOut]:
    """Prompt templates of your projects, by name; `q` is part of it."""
    return service.list_page(uow, page, project_id, q)


@router.post("", status_code=201, dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def create_prompt_template(body: PromptTemplateCreate, uow: UowDep) -> PromptTemplateOut:
    """Create a prompt template."""
    return service.create(uow, body)


@router.get("/{template_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_prompt_template(template_id: uuid.UUID, uow: UowDep) -> PromptTemplateOut:
    """One prompt template with its latest text."""
    return service.read(uow, template_id)


@router.patch("/{template_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422))
def change_prompt_template(
    template_id: uuid.UUID, body: PromptTemplateUpdate, uow: UowDep
) -> PromptTemplateOut:
    """Change a prompt template; another text is a new version, and deployments keep theirs."""
    return service.change(uow, template_id, body)


@router.delete(
    "/{template_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_prompt_template(template_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a prompt template that no deployment answers with now."""
    service.delete(uow, template_id)


@router.get("/{template_id}/versions", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_prompt_template_versions(
    template_id: uuid.UUID, uow: UowDep, page: PageDep
) -> Page[PromptTemplateVersionOut]:
    """The versions of a prompt template, the latest first."""
    return service.list_versions(uow, template_id, page)


@router.get("/{template_id}/versions/{number}", dependencies=READ, responses=errors(401, 403, 404))
def read_prompt_template_version(
    template_id: uuid.UUID, number: VersionNumber, uow: UowDep
) -> PromptTemplateVersionOut:
    """One version of a prompt template."""
    return service.read_version(uow, template_id, number)


@router.get("/{template_id}/diff", dependencies=READ, responses=errors(401, 403, 404, 422))
def diff_prompt_template_versions(
    template_id: uuid.UUID, uow: UowDep, a: VersionNumber, b: VersionNumber
) -> PromptTemplateDiffOut:
    """How version `a` of a prompt template became version `b`, line by line."""
    return service.diff(uow, template_id, a, b)


@router.post(
    "/{template_id}/preview",
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
def preview_prompt_template(
    template_id: uuid.UUID, body: PromptPreviewRequest, open_unit: OpenUnitDep, ports: PortsDep
) -> PromptPreviewOut:
    """What a model would read: the question and the passages found for it in a template.

    No model is asked and nothing is stored.
    """
    return preview(open_unit, ports, template_id, body)
