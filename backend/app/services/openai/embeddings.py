"""Vectors of texts, by the embedding models that knowledge bases use."""

import base64
import uuid

from app.core.errors import AppError, Invalid, NotFound
from app.db.uow import OpenUnit
from app.integrations.embeddings.base import Vectors
from app.integrations.ports import Ports
from app.models.usage import UsageKind
from app.schemas.openai import EmbeddingOut, EmbeddingRequest, Embeddings, EmbeddingUsage
from app.services.models import embedding_models
from app.services.models.embedding_models import EmbeddingFacts
from app.services.usage import tokens
from app.services.usage.tokens import Spent


def embed(open_unit: OpenUnit, ports: Ports, request: EmbeddingRequest) -> Embeddings:
    """A unit vector for each text. The texts are embedded as they are, without prefixes.

    Raises:
        NotFound: there is no such embedding model for the actor.
        Invalid: the model's vectors have another length than is asked for.
        TooManyRequests: the actor's tokens of this month do not suffice.
        Upstream: the model failed or is not prepared.
    """
    facts = _facts(open_unit, request)
    embedder = ports.embedders.get(request.model)
    count = sum(embedder.count_tokens(text) for text in request.texts)
    reservation_id = _reserve(open_unit, facts, count)
    try:
        vectors = embedder.embed_documents(request.texts, prefix="")
    except AppError:
        _settle(open_unit, reservation_id, 0)
        raise
    _settle(open_unit, reservation_id, count)
    return _present(request, vectors, count)


def _facts(open_unit: OpenUnit, request: EmbeddingRequest) -> EmbeddingFacts:
    with open_unit() as uow:
        if uow.signed_in.bound_deployment_id:  # a bound key reaches nothing else
            raise _unknown(request.model)
        try:
            embedding_models.require_choosable(uow, request.model)
            facts = embedding_models.facts(uow.session, request.model)
        except Invalid as error:
            raise _unknown(request.model) from error
    if request.dimensions not in (None, facts.dimension):
        raise Invalid(
            f"The vectors of {facts.title} have {facts.dimension} dimensions.",
            code="unsupported_dimensions",
            remedy="Leave out dimensions.",
            param="dimensions",
        )
    return facts


def _unknown(model: str) -> NotFound:
    return NotFound(
        f"There is no embedding model {model!r} for you.",
        code="model_not_found",
        remedy="GET /api/v1/embedding-models lists them by name.",
        param="model",
    )


def _reserve(open_unit: OpenUnit, facts: EmbeddingFacts, count: int) -> uuid.UUID:
    with open_unit() as uow:
        call = tokens.call_by_actor(uow, UsageKind.EMBEDDING, model_id=facts.registered_id)
        return tokens.reserve(uow, call, count)


def _settle(open_unit: OpenUnit, reservation_id: uuid.UUID, count: int) -> None:
    with open_unit() as uow:
        tokens.settle(uow, reservation_id, Spent(prompt_tokens=count))


def _present(request: EmbeddingRequest, vectors: Vectors, count: int) -> Embeddings:
    if request.encoding_format == "base64":
        encoded: list[str | list[float]] = [
            base64.b64encode(vector.astype("<f4").tobytes()).decode() for vector in vectors
        ]
    else:
        encoded = [vector.tolist() for vector in vectors]
    return Embeddings(
        data=[EmbeddingOut(index=index, embedding=each) for index, each in enumerate(encoded)],
        model=request.model,
        usage=EmbeddingUsage(prompt_tokens=count, total_tokens=count),
    )
