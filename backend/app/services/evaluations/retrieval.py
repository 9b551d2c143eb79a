"""Adapter over today's search until the one retrieval path is there."""

import hashlib
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models import Document
from app.schemas.retrieval import (
    HitScores,
    IndexState,
    ListScore,
    RetrievalOverrides,
    RetrievalProfile,
    SearchHit,
    SearchOut,
)
from app.services.knowledge_bases.indexes import state as indexes
from app.services.knowledge_bases.search import search


def retrieve(
    open_unit: OpenUnit,
    ports: Ports,
    kb_ids: Sequence[uuid.UUID],
    query: str,
    profile: RetrievalProfile,
) -> SearchOut:
    found = search(open_unit, ports, kb_ids, query, profile.top_k)
    hits = [
        SearchHit(
            **hit.model_dump(),
            scores=HitScores(
                dense=ListScore(rank=hit.rank, score=hit.score),
                keyword=None,
                fused=ListScore(rank=hit.rank, score=hit.score),
                rerank=None,
            ),
            ordinal=0,
            matches=[],
            context_start=hit.char_start,
            context_end=hit.char_end,
            context_text=hit.text,
        )
        for hit in found.hits
    ]
    with open_unit() as uow:
        states = _states(uow.session, kb_ids)
    return SearchOut(
        query=query,
        searched_query=query,
        profile=profile,
        languages=[],
        candidate_count=len(hits),
        hits=hits,
        timings=[],
        total_ms=found.timings.total_ms,
        indexes=states,
    )


def resolve_profile(
    _session: Session, _kb_ids: Sequence[uuid.UUID], *overrides: RetrievalOverrides
) -> RetrievalProfile:
    fields: dict[str, object] = {}
    for layer in overrides:
        fields |= layer.model_dump(exclude_none=True)
    return RetrievalProfile.model_validate(fields)


def _states(session: Session, kb_ids: Sequence[uuid.UUID]) -> list[IndexState]:
    states = []
    for index in indexes.live_of(session, kb_ids):
        rows = session.execute(
            select(Document.id, Document.generation)
            .where(
                Document.knowledge_base_id == index.knowledge_base_id,
                Document.deleted_at.is_(None),
            )
            .order_by(Document.id)
        ).all()
        states.append(
            IndexState(
                knowledge_base_id=index.knowledge_base_id,
                index_id=index.id,
                embedding_model=index.embedding_model,
                layout=1,
                documents=len(rows),
                chunks=session.scalar(select(func.count())) or 0,
                state=hashlib.sha256(repr(rows).encode()).hexdigest(),
            )
        )
    return states
