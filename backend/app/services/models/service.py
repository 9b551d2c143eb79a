"""Which models there are, and whether they answer."""

import time
import uuid
from pathlib import Path
from typing import Literal

import yaml
from anyio import CancelScope, to_thread
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.core.config import REPOSITORY_ROOT, Settings
from app.core.errors import Conflict, NotFound, Upstream
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.llm import ModelEndpoint, Prompt, PromptMessage
from app.integrations.llm.base import Completion, complete
from app.integrations.ports import Ports
from app.models import ModelRegistry
from app.models.usage import UsageKind
from app.schemas.audit_events import ModelRegistered
from app.schemas.common import Page, PageRequest
from app.schemas.models import (
    CostOut,
    ModelHealthOut,
    ModelOut,
    ModelTestOut,
    ModelTestRequest,
    ModelType,
    OutcomeOut,
)
from app.services.access import scope
from app.services.audit import service as audit
from app.services.models import prices
from app.services.models.endpoints import ANSWERING_TYPES, endpoint_of
from app.services.models.presenting import present
from app.services.usage import tokens
from app.services.usage.tokens import NOTHING

LOCAL_MODEL_NAME = "Local model"
LOCAL_RERANKER_NAME = "Local reranker"
TEST_MAX_TOKENS = 256


def list_page(uow: UnitOfWork, page: PageRequest, model_type: ModelType | None) -> Page[ModelOut]:
    """The registered models that the actor may see, by name."""
    query = select(ModelRegistry).where(scope.models(uow.signed_in))
    if model_type:
        query = query.where(ModelRegistry.model_type == model_type)
    rows = uow.session.scalars(
        query.options(selectinload(ModelRegistry.visible_to))
        .order_by(ModelRegistry.name)
        .limit(page.limit)
        .offset(page.offset)
    ).all()
    total = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    items = present(uow, rows)
    return Page[ModelOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read(uow: UnitOfWork, model_id: uuid.UUID) -> ModelOut:
    """One model that the actor may see."""
    return present(uow, [get_visible(uow, model_id)])[0]


def get(session: Session, model_id: uuid.UUID) -> ModelRegistry:
    """A model that is to be used, by whomever; raises `NotFound` when it is missing."""
    found = session.get(ModelRegistry, model_id)
    if found is None:
        raise _not_found()
    return found


def get_to_keep(session: Session, model_id: uuid.UUID) -> ModelRegistry:
    """The same, and nobody deletes it before this unit has said what uses it."""
    keep = select(ModelRegistry.id).where(ModelRegistry.id == model_id)
    session.execute(keep.with_for_update(read=True, key_share=True))
    return get(session, model_id)


def get_visible(uow: UnitOfWork, model_id: uuid.UUID) -> ModelRegistry:
    """A model that the actor may list and choose; raises `NotFound` when there is none."""
    query = select(ModelRegistry).where(ModelRegistry.id == model_id, scope.models(uow.signed_in))
    found = uow.session.scalar(query)
    if found is None:
        raise _not_found()
    return found


def is_visible(uow: UnitOfWork, model_id: uuid.UUID) -> bool:
    """Whether the actor may list and choose a model."""
    query = select(ModelRegistry.id).where(
        ModelRegistry.id == model_id, scope.models(uow.signed_in)
    )
    return uow.session.scalar(query) is not None


def default_id(uow: UnitOfWork) -> uuid.UUID:
    """The model that answers where nobody chose one: the installation's own, else the first.

    Raises:
        Conflict: the actor may choose no model that answers.
    """
    query = select(ModelRegistry.id).where(
        ModelRegistry.model_type.in_(ANSWERING_TYPES), scope.models(uow.signed_in)
    )
    own_first = query.order_by(
        (ModelRegistry.name == LOCAL_MODEL_NAME).desc(), ModelRegistry.created_at, ModelRegistry.id
    )
    found = uow.session.scalar(own_first.limit(1))
    if found is None:
        raise Conflict(
            "There is no model that answers and that you may choose.",
            code="no_language_model",
            remedy="Ask an administrator to add one.",
        )
    return found


async def try_out(
    open_unit: OpenUnit, ports: Ports, model_id: uuid.UUID, request: ModelTestRequest
) -> ModelTestOut:
    """Ask a model something, outside any deployment.

    A rerank model is given the first line as the question and the others as passages; it
    answers with a score for each.

    Raises:
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    model = await to_thread.run_sync(lambda: _visible_row(open_unit, model_id))
    if model.model_type == "reranker":
        return await to_thread.run_sync(lambda: _rerank(ports, model, request.prompt))
    prompt = Prompt((PromptMessage("user", request.prompt),), max_tokens=TEST_MAX_TOKENS)
    endpoint = endpoint_of(ports.settings, model)
    reservation_id = await to_thread.run_sync(lambda: _reserve(open_unit, model_id, prompt))
    started, answer = time.perf_counter(), Completion()
    try:
        await complete(ports.chat_models.at(endpoint), prompt, answer)
    finally:
        with CancelScope(shield=True):
            await to_thread.run_sync(lambda: _settle(open_unit, reservation_id, prompt, answer))
    return ModelTestOut(
        output=answer.text,
        latency_ms=_ms_since(started),
        prompt_tokens=answer.usage.prompt_tokens if answer.usage else None,
        completion_tokens=answer.usage.completion_tokens if answer.usage else None,
        answered_by=answer.answered_by.model_id if answer.answered_by else None,
        cost=_cost(model, answer),
    )


def _cost(model: ModelRegistry, answer: Completion) -> CostOut | None:
    """What it cost, by the prices of the model that answered, where it has counted."""
    if answer.usage is None or answer.answered_by is None:
        return None
    answering = prices.answering(model, answer.answered_by.id)
    if answering is None or answering.price_currency is None:
        return None
    amount = prices.cost(answering, answer.usage.prompt_tokens, answer.usage.completion_tokens)
    return None if amount is None else CostOut(amount=amount, currency=answering.price_currency)


def _rerank(ports: Ports, model: ModelRegistry, prompt: str) -> ModelTestOut:
    started = time.perf_counter()
    question, *passages = prompt.splitlines()
    texts = passages or [question]
    scores = ports.rerankers.get(model.id).scores(question, texts)
    return ModelTestOut(
        output="\n".join(f"{score:.4f}  {text}" for score, text in zip(scores, texts, strict=True)),
        latency_ms=_ms_since(started),
        prompt_tokens=None,
        completion_tokens=None,
    )


def _reserve(open_unit: OpenUnit, model_id: uuid.UUID, prompt: Prompt) -> uuid.UUID:
    expected = tokens.estimate(*(turn.content for turn in prompt.messages)) + prompt.max_tokens
    with open_unit() as uow:
        call = tokens.call_by_actor(uow, UsageKind.MODEL_TEST, model_id=model_id)
        return tokens.reserve(uow, call, expected)


def _settle(
    open_unit: OpenUnit, reservation_id: uuid.UUID, prompt: Prompt, answer: Completion
) -> None:
    """Charge what there is of an answer; where the model said nothing, nothing."""
    said_something = bool(answer.text or answer.usage)
    spent = tokens.spent_on(prompt, answer.text, answer.usage) if said_something else NOTHING
    with open_unit() as uow:
        tokens.settle(uow, reservation_id, spent)


async def health(open_unit: OpenUnit, ports: Ports, model_id: uuid.UUID) -> ModelHealthOut:
    """Whether a model that the actor may see answers now, and how its latest calls went."""
    model = await to_thread.run_sync(lambda: _visible_row(open_unit, model_id))
    return await health_of(ports, model)


async def health_of(ports: Ports, model: ModelRegistry) -> ModelHealthOut:
    """The same for a model at hand."""
    if model.model_type == "embedding":
        return await to_thread.run_sync(lambda: _embedding_health(ports, model))
    if model.model_type == "reranker":
        return await to_thread.run_sync(lambda: _rerank_health(ports, model))
    try:
        endpoint = endpoint_of(ports.settings, model)
    except Conflict as error:
        return ModelHealthOut(status="down", latency_ms=None, message=error.message)
    started = time.perf_counter()
    try:
        await ports.chat_models.at(endpoint).ping()
    except Upstream as error:
        return _with_condition(ports, endpoint, "down", None, error.message)
    return _with_condition(ports, endpoint, "up", _ms_since(started), "It answers.")


def _with_condition(
    ports: Ports,
    endpoint: ModelEndpoint,
    status: Literal["up", "down"],
    latency_ms: float | None,
    message: str,
) -> ModelHealthOut:
    seen = ports.chat_models.condition(endpoint)
    return ModelHealthOut(
        status=status,
        latency_ms=latency_ms,
        message=message,
        circuit=seen.circuit,
        running=seen.running,
        waiting=seen.waiting,
        history=[OutcomeOut.model_validate(outcome) for outcome in seen.outcomes],
    )


def _embedding_health(ports: Ports, model: ModelRegistry) -> ModelHealthOut:
    started = time.perf_counter()
    name = model.model_id if model.provider == "local" else str(model.id)
    try:
        ports.embedders.require_ready(name)
        dimension = ports.embedders.get(name).dimension
    except Upstream as error:
        return ModelHealthOut(status="down", latency_ms=None, message=error.message)
    return ModelHealthOut(
        status="up",
        latency_ms=_ms_since(started),
        message=f"{model.model_id} is ready, {dimension} dimensions.",
    )


def _rerank_health(ports: Ports, model: ModelRegistry) -> ModelHealthOut:
    started = time.perf_counter()
    try:
        ports.rerankers.get(model.id).scores("Is it up?", ["It is up."])
    except Upstream as error:
        return ModelHealthOut(status="down", latency_ms=None, message=error.message)
    return ModelHealthOut(status="up", latency_ms=_ms_since(started), message="It ranks.")


def register_configured(uow: UnitOfWork, settings: Settings) -> None:
    """Register the models that the installation brings along, or bring them up to date."""
    _upsert(
        uow,
        ModelRegistry(
            name=settings.embedding_model,
            description="Turns passages and questions into vectors; runs inside the product.",
            model_type="embedding",
            provider="local",
            model_id=settings.embedding_model,
            config={},
        ),
    )
    if settings.rerank_model:
        _upsert(
            uow,
            ModelRegistry(
                name=LOCAL_RERANKER_NAME,
                description=f"{settings.rerank_model} puts passages into a better order; "
                "runs inside the product.",
                model_type="reranker",
                provider="local",
                model_id=settings.rerank_model,
                config={},
            ),
        )
    if settings.local_llm_url:
        _upsert(
            uow,
            ModelRegistry(
                name=LOCAL_MODEL_NAME,
                description=_local_description(settings.local_llm_model),
                model_type="base",
                provider="local",
                model_id=settings.local_llm_model,
                config={},
            ),
        )


def _upsert(uow: UnitOfWork, wanted: ModelRegistry) -> None:
    found = uow.session.scalar(select(ModelRegistry).where(ModelRegistry.name == wanted.name))
    if found is None:
        uow.session.add(wanted)
        uow.session.flush()
        audit.record(uow, ModelRegistered(name=wanted.name), wanted.id)
        return
    found.model_id, found.description = wanted.model_id, wanted.description


def _local_description(model_id: str) -> str:
    title = _local_titles(REPOSITORY_ROOT / "configs" / "local_models.yaml").get(model_id)
    return f"{title or model_id}, served by llama.cpp on this machine."


def _local_titles(path: Path) -> dict[str, str]:
    """Titles of the local models that we know, by model id."""
    if not path.is_file():
        return {}
    entries: dict[str, dict[str, str]] = yaml.safe_load(path.read_text())["models"]
    return {name: entry.get("title", name) for name, entry in entries.items()}


def _visible_row(open_unit: OpenUnit, model_id: uuid.UUID) -> ModelRegistry:
    with open_unit() as uow:
        return get_visible(uow, model_id)


def _not_found() -> NotFound:
    return NotFound("There is no such model.", code="model_not_found")


def _ms_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
