"""What a new version is made of, out of a request and the version before."""

import uuid
from typing import TypeVar

from app.core.errors import Conflict, Invalid
from app.db.uow import UnitOfWork
from app.models import DeploymentVersion, ModelRegistry, PromptTemplateVersion
from app.schemas.deployments import DeploymentConfig, DeploymentCreate, DeploymentUpdate
from app.services.deployments import versions
from app.services.deployments.versions import Content
from app.services.knowledge_bases import service as knowledge_bases
from app.services.models import service as models
from app.services.models.endpoints import ANSWERING_TYPES
from app.services.models.rerank_models import require_choosable
from app.services.prompts import service as prompts

_T = TypeVar("_T")


def wanted(uow: UnitOfWork, project_id: uuid.UUID, request: DeploymentCreate) -> Content:
    """The content of a first version.

    Raises:
        NotFound: model, template or a knowledge base is missing or not the actor's to see.
        Conflict: the model cannot answer, or something is of another project.
    """
    require_choosable(uow, request.config.retrieval)
    return Content(
        model=_language_model(uow, request.model_id),
        knowledge_bases=knowledge_bases.get_all_of_project(
            uow, project_id, request.knowledge_base_ids
        ),
        template=_template(uow, project_id, request, None),
        system_prompt=request.system_prompt,
        memory_turns=request.memory_turns,
        config=request.config,
    )


def changed(
    uow: UnitOfWork, project_id: uuid.UUID, base: DeploymentVersion, request: DeploymentUpdate
) -> Content:
    """What differs from `base` as the request says; knowledge bases that are gone are left out.

    Raises: as `wanted`, and `Conflict` where the model of `base` is gone and no other is named.
    """
    template = _template(uow, project_id, request, base.prompt_template_version)
    before = DeploymentConfig(**base.config)
    if request.config is not None:
        require_choosable(uow, request.config.retrieval, before.retrieval.rerank_model_id)
    kb_ids = request.knowledge_base_ids
    return Content(
        model=(
            models.get_to_keep(uow.session, versions.model_of(base).id)
            if request.model_id in (None, base.model_id)
            else _language_model(uow, request.model_id)
        ),
        knowledge_bases=(
            base.knowledge_bases
            if kb_ids is None
            else knowledge_bases.get_all_of_project(uow, project_id, kb_ids)
        ),
        template=template,
        system_prompt="" if template else _given(request.system_prompt, base.system_prompt),
        memory_turns=_given(request.memory_turns, base.memory_turns),
        config=_given(request.config, before),
    )


def _language_model(uow: UnitOfWork, model_id: uuid.UUID) -> ModelRegistry:
    """A model that the actor may choose; `base` keeps the one it has, whoever may choose it."""
    model = models.get_to_keep(uow.session, models.get_visible(uow, model_id).id)
    if model.model_type not in ANSWERING_TYPES:
        raise Conflict(
            f"{model.name!r} does not answer questions.",
            code="not_a_language_model",
            remedy="Choose a model of type base or fine_tuned.",
        )
    return model


def _template(
    uow: UnitOfWork,
    project_id: uuid.UUID,
    request: DeploymentCreate | DeploymentUpdate,
    before: PromptTemplateVersion | None,
) -> PromptTemplateVersion | None:
    """The template that a version has: the one asked for, else that of before.

    A system prompt, or null for a template, takes the one of before away.
    """
    template_id, number = request.prompt_template_id, request.prompt_template_version
    if template_id is None and number is not None:
        template_id = before.template_id if before else _refuse_number_alone()
    if template_id is None:
        is_taken_away = "prompt_template_id" in request.model_fields_set
        return None if is_taken_away or request.system_prompt else before
    found = prompts.get_version(uow, template_id, number)
    if found.template.project_id != project_id:
        raise Conflict(
            "A deployment answers with prompt templates of its own project.",
            code="other_project",
            remedy="Choose a template of the same project.",
        )
    return found


def _refuse_number_alone() -> uuid.UUID:
    raise Invalid(
        "A version of which prompt template?",
        code="prompt_template_missing",
        field="prompt_template_id",
        remedy="Give prompt_template_id too.",
    )


def _given(asked: _T | None, before: _T) -> _T:
    return before if asked is None else asked
