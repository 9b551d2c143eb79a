"""Search: the one path for the search route, deployments and chat."""

import time
import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.integrations.vectors import AccessFilter, Hit, HybridQuery
from app.integrations.vectors.base import Vector
from app.models import KnowledgeBaseIndex
from app.models.usage import UsageKind
from app.schemas.knowledge_bases import SearchHit, SearchOut, SearchTimings
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.indexes import state as indexes
from app.services.usage import tokens
from app.services.usage.tokens import Spent

# Points of a generation that is just being replaced take places and are dropped afterwards.
OVERFETCH = 2
# Of Reciprocal Rank Fusion: how little the first places weigh more than the next ones.
RRF_K = 60

# Indexes with the same are searched with the same vector, and their scores can be compared.
_ModelAndPrefix = tuple[str, str | None]
_Groups = dict[_ModelAndPrefix, list[KnowledgeBaseIndex]]


def search_one(
    open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, query: str, top_k: int
) -> SearchOut:
    """Search a knowledge base of the actor's own projects.

    Raises:
        NotFound: it is missing, or only reaches the actor in answers of a shared deployment.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        kb = repository.get(uow.session, uow.signed_in, kb_id)
    spent = Spent(prompt_tokens=ports.embedders.get(kb.embedding_model).count_tokens(query))
    with open_unit() as uow:
        call = tokens.call_by_actor(uow, UsageKind.SEARCH, project_id=kb.project_id)
        reservation_id = tokens.reserve(uow, call, spent.total)
    try:
        found = search(open_unit, ports, [kb_id], query, top_k)
    except Exception:
        with open_unit() as uow:
            tokens.release(uow, reservation_id)
        raise
    with open_unit() as uow:
        tokens.settle(uow, reservation_id, spent)
    return found


def search(
    open_unit: OpenUnit, ports: Ports, kb_ids: Sequence[uuid.UUID], query: str, top_k: int
) -> SearchOut:
    """The `top_k` passages nearest in meaning, of those the actor may see, best first.

    Each knowledge base is searched with the model of its live index. Similarities by different
    models cannot be compared: where there are several, the passages of each are ranked by
    similarity and the ranks fused (Reciprocal Rank Fusion), so that scores need not fall from
    one hit to the next.

    Raises:
        NotFound: a knowledge base is missing or not the actor's to see.
    """
    started = time.perf_counter()
    with open_unit() as uow:
        actor = uow.signed_in
        repository.searchable(uow.session, actor, kb_ids)
        groups = _by_model(indexes.live_of(uow.session, kb_ids))
        hidden = repository.hidden_documents(uow.session, actor, kb_ids)
    vectors = {
        (model, prefix): ports.embedders.get(model).embed_query(query, prefix=prefix)
        for model, prefix in groups
    }
    embedded = time.perf_counter()
    rankings = [
        _nearest(ports, members, hidden, vectors[group], top_k * OVERFETCH)
        for group, members in groups.items()
    ]
    hits = fused(rankings)[: top_k * OVERFETCH]
    with open_unit() as uow:
        found = _with_text(uow.session, actor, kb_ids, hits)[:top_k]
    finished = time.perf_counter()
    return SearchOut(
        query=query,
        hits=found,
        timings=SearchTimings(
            embed_ms=_ms(embedded - started),
            search_ms=_ms(finished - embedded),
            total_ms=_ms(finished - started),
        ),
    )


def _by_model(live: Sequence[KnowledgeBaseIndex]) -> _Groups:
    groups: _Groups = {}
    for index in live:
        groups.setdefault((index.embedding_model, index.query_prefix), []).append(index)
    return groups


def _nearest(
    ports: Ports,
    members: Sequence[KnowledgeBaseIndex],
    hidden: frozenset[uuid.UUID],
    vector: Vector,
    limit: int,
) -> list[Hit]:
    by_collection: dict[str, list[KnowledgeBaseIndex]] = {}
    for index in members:
        by_collection.setdefault(index.collection, []).append(index)
    hits: list[Hit] = []
    for collection, sharing in by_collection.items():
        ports.vectors.ensure_collection(collection, sharing[0].dimension)
        access = AccessFilter(frozenset(index.knowledge_base_id for index in sharing), hidden)
        hits += ports.vectors.search(collection, HybridQuery(vector, None), access, limit).dense
    return sorted(hits, key=lambda hit: hit.score, reverse=True)[:limit]


def fused(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Hits of several rankings in one order, by the sum of `1 / (RRF_K + rank)`, best first.

    Equal sums keep the order of the rankings; one ranking stays as it is.
    """
    weights: dict[uuid.UUID, float] = {}
    by_id: dict[uuid.UUID, Hit] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            by_id.setdefault(hit.id, hit)
            weights[hit.id] = weights.get(hit.id, 0.0) + 1 / (RRF_K + rank)
    return sorted(by_id.values(), key=lambda hit: weights[hit.id], reverse=True)


def _with_text(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID], hits: Sequence[Hit]
) -> list[SearchHit]:
    rows = repository.searchable_chunks(session, actor, kb_ids, [hit.id for hit in hits])
    current = [(hit, *rows[hit.id]) for hit in hits if hit.id in rows]
    return [
        SearchHit(
            rank=rank,
            score=round(hit.score, 6),
            chunk_id=chunk.id,
            document_id=document.id,
            document_name=document.name,
            knowledge_base_id=document.knowledge_base_id,
            page=chunk.page,
            section=chunk.section,
            char_start=chunk.char_start,
            char_end=chunk.char_end,
            text=chunk.text,
        )
        for rank, (hit, chunk, document) in enumerate(current, start=1)
    ]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
