"""The search of one knowledge base, as its test screen and the API's clients ask for it."""

import uuid

from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.models.usage import UsageKind
from app.schemas.retrieval import RetrievalOverrides, SearchOut, SearchRequest
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.configuration import check_retrieval, resolve_retrieval
from app.services.knowledge_bases.retrieval.service import Retrieval
from app.services.models.rerank_models import require_choosable
from app.services.usage import tokens
from app.services.usage.tokens import Spent


def search_one(
    open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, request: SearchRequest
) -> SearchOut:
    """Search a knowledge base of the actor's own projects.

    Raises:
        NotFound: it is missing, or only reaches the actor in answers of a shared deployment.
        Invalid: the profile makes no sense, or its rerank model is not registered.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        uow.autocommit()
        searched = repository.searched(uow.session, uow.signed_in, kb_id)
        already = resolve_retrieval(*searched.layers).rerank_model_id
        require_choosable(uow, request.profile, already)
        profile = resolve_retrieval(*searched.layers, *_layers(request))
        check_retrieval(profile)
        retrieval = Retrieval(ports, request.query, profile)
        retrieval.look_up(uow, [searched], request.filters)
    spent = Spent(prompt_tokens=_tokens(ports, retrieval, request.query))
    return retrieval.run(open_unit, lambda uow: _charge(uow, searched.project_id, spent))


def _charge(uow: UnitOfWork, project_id: uuid.UUID, spent: Spent) -> None:
    """Afterwards: a query takes few tokens, and one more write before would double its time."""
    uow.commit_lazily()
    tokens.charge(uow, tokens.call_by_actor(uow, UsageKind.SEARCH, project_id=project_id), spent)


def _tokens(ports: Ports, retrieval: Retrieval, query: str) -> int:
    return sum(
        ports.embedders.get(model).count_tokens(query) for model in retrieval.embedding_models
    )


def _layers(request: SearchRequest) -> list[RetrievalOverrides]:
    layers = [request.profile] if request.profile else []
    return [*layers, RetrievalOverrides(top_k=request.top_k)] if request.top_k else layers
