"""What a template makes of a real question, before a model is asked."""

import uuid
from collections.abc import Sequence

from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.models import PromptTemplate
from app.models.usage import UsageKind
from app.schemas.deployments import DeploymentConfig
from app.schemas.prompts import (
    PromptMessageOut,
    PromptPreviewOut,
    PromptPreviewRequest,
)
from app.schemas.retrieval import RetrievalProfile
from app.services.answers.passages import Passage
from app.services.answers.prompt import Asked, build_messages
from app.services.knowledge_bases import service as knowledge_bases
from app.services.knowledge_bases.retrieval.planning import plan
from app.services.knowledge_bases.retrieval.service import retrieve
from app.services.prompts import repository
from app.services.prompts.template import Template, parse
from app.services.usage import tokens
from app.services.usage.tokens import Spent


def preview(
    open_unit: OpenUnit, ports: Ports, template_id: uuid.UUID, request: PromptPreviewRequest
) -> PromptPreviewOut:
    """Put a question, the passages found for it and a conversation into a template.

    Raises:
        NotFound: template, version or a knowledge base are missing or not the actor's to see.
        Invalid: the variables of `content` are not where they have to be.
        Conflict: a knowledge base is of another project.
        TooManyRequests: the actor's tokens of this month do not suffice.
        Upstream: the embedding model or the vector store failed.
    """
    with open_unit() as uow:
        row = repository.get(uow.session, uow.signed_in, template_id)
        template = parse(request.content or _content(uow, row, request.version))
        profile = _profile(uow, row, request)
        project_id = row.project_id
    passages = _passages(open_unit, ports, request, profile, project_id)
    return _presented(template, request, passages)


def _content(uow: UnitOfWork, row: PromptTemplate, number: int | None) -> str:
    return repository.get_version(uow.session, row, number).content


def _profile(
    uow: UnitOfWork, row: PromptTemplate, request: PromptPreviewRequest
) -> RetrievalProfile:
    """How a new deployment over these knowledge bases would retrieve."""
    kbs = knowledge_bases.get_all_of_project(uow, row.project_id, request.knowledge_base_ids)
    return plan(uow.session, [kb.id for kb in kbs], DeploymentConfig().retrieval).profile


def _passages(
    open_unit: OpenUnit,
    ports: Ports,
    request: PromptPreviewRequest,
    profile: RetrievalProfile,
    project_id: uuid.UUID,
) -> list[Passage]:
    """The passages for the question; what the search took is charged."""
    if not request.knowledge_base_ids:
        return []
    found = retrieve(open_unit, ports, request.knowledge_base_ids, request.question, profile)
    spent = Spent(prompt_tokens=tokens.estimate(request.question))
    with open_unit() as uow:
        uow.commit_lazily()
        call = tokens.call_by_actor(uow, UsageKind.SEARCH, project_id=project_id)
        tokens.charge(uow, call, spent)
    return [Passage.of(hit, hit.rank) for hit in found.hits]


def _presented(
    template: Template, request: PromptPreviewRequest, passages: Sequence[Passage]
) -> PromptPreviewOut:
    before = [Asked(turn.question, (), turn.answer) for turn in request.history]
    messages = build_messages(
        "",
        [*before, Asked(request.question, passages)],
        grounded=bool(request.knowledge_base_ids),
        template=template,
    )
    return PromptPreviewOut(
        messages=[PromptMessageOut(role=each.role, content=each.content) for each in messages],
        passages=[passage.citation for passage in passages],
        tokens=tokens.estimate(*(message.content for message in messages)),
    )
