"""OpenAI's API over our deployments: existing clients change the address and the key."""

from collections.abc import AsyncGenerator
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from app.api.completion_chunks import Chunks
from app.api.deps import AuthoriseDep, OpenUnitDep, PortsDep, Require, UowDep
from app.api.disconnects import unless_gone
from app.api.openai_errors import error_frame, openai_errors
from app.api.rate_limits import METERED, Count, CountDep
from app.api.sse import MEDIA_TYPE, FrameStream
from app.core.permissions import Permission
from app.db.uow import OpenUnit
from app.integrations.llm import Delta, ToolCallDelta
from app.integrations.ports import Ports
from app.schemas.openai import (
    ChatCompletion,
    ChatCompletionRequest,
    EmbeddingRequest,
    Embeddings,
    ModelCard,
    ModelCards,
)
from app.services.answers import run
from app.services.openai import completions, embeddings, offered
from app.services.openai.completions import Order
from app.services.openai.head_start import head_starts

router = APIRouter(prefix="/v1", tags=["openai"])

READ = [Depends(Require(Permission.DEPLOYMENTS_READ))]
RUN = [Depends(Require(Permission.DEPLOYMENTS_RUN))]

_COMPLETION: dict[int | str, dict[str, Any]] = {
    200: {
        "model": ChatCompletion,
        "description": "The answer; with `stream`, server-sent events with its chunks and then "
        "`[DONE]`. The last chunk with a choice has `citations`.",
        "content": {MEDIA_TYPE: {}},
    }
}


@router.get("/models", dependencies=READ, responses=openai_errors(401, 403))
def list_openai_models(uow: UowDep) -> ModelCards:
    """The deployments that you may use, as models."""
    return offered.list_all(uow)


@router.get("/models/{model}", dependencies=READ, responses=openai_errors(401, 403, 404))
def read_openai_model(model: str, uow: UowDep) -> ModelCard:
    """One deployment as a model, by its slug or id."""
    return offered.read(uow, model)


@router.post(
    "/chat/completions",
    dependencies=RUN,
    response_model=None,
    responses={**_COMPLETION, **openai_errors(400, 401, 403, 404, 409, 429, 502, 503)},
)
async def create_chat_completion(
    body: ChatCompletionRequest,
    request: Request,
    open_unit: OpenUnitDep,
    ports: PortsDep,
    authorise: AuthoriseDep,
    count: CountDep,
) -> ChatCompletion | StreamingResponse:
    """Go on with a conversation. Passages are searched for the last message of the user."""
    order = await head_starts().order(
        open_unit, ports, request.state.actor, body, lambda: _order(open_unit, body, count)
    )
    if not body.stream:
        return await unless_gone(request.receive, completions.complete(open_unit, ports, order))
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    frames = _frames(open_unit, ports, order, with_usage)
    still_usable = partial(authorise, partial(completions.require_usable, order))
    return FrameStream(frames, still_usable, error_frame)


@router.post(
    "/embeddings",
    dependencies=[*RUN, METERED],
    response_model=Embeddings,
    responses=openai_errors(400, 401, 403, 404, 429, 502, 503),
)
def create_embeddings(body: EmbeddingRequest, open_unit: OpenUnitDep, ports: PortsDep) -> Response:
    """Vectors of texts, by the name or id of an embedding model."""
    found = embeddings.embed(open_unit, ports, body)
    return Response(found.model_dump_json(), media_type="application/json")


def _order(open_unit: OpenUnit, body: ChatCompletionRequest, count: Count) -> Order:
    count()
    return completions.order(open_unit, body)


async def _frames(
    open_unit: OpenUnit, ports: Ports, order: Order, with_usage: bool
) -> AsyncGenerator[bytes, None]:
    chunks = Chunks(order, with_usage=with_usage)
    async for event in run.write(open_unit, ports, order.run):
        if isinstance(event, Delta):
            yield chunks.text(event.text)
        elif isinstance(event, ToolCallDelta):
            yield chunks.call(event)
    end = await completions.ending(open_unit, ports.settings, order, streamed=True)
    yield chunks.end(end)
