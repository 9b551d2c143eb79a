"""Several rankings in one order: weighted Reciprocal Rank Fusion."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.integrations.vectors import Hit
from app.schemas.retrieval import ListScore, RetrievalProfile

DIGITS = 6
"""Digits of a score that clients see. What is ordered is ordered by all of them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its place in each ranking."""

    id: uuid.UUID
    score: float
    dense: ListScore | None
    keyword: ListScore | None
    fused: ListScore
    rerank: ListScore | None = None


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Best first; hits of the same score by id, so that the order is always the same."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def fuse(
    dense: Sequence[Sequence[Hit]], keyword: Sequence[Hit], profile: RetrievalProfile
) -> list[Candidate]:
    """Hits in one order, by the sum of `weight / (rrf_k + rank)` over the lists they are in.

    Similarities by different models cannot be compared, so each model has a dense list of its
    own. A passage is in one of them at most.
    """
    places = {hit.id: place for hits in dense for hit, place in _placed(hits)}
    words = {hit.id: place for hit, place in _placed(keyword)}
    candidates = [
        _candidate(id_, places.get(id_), words.get(id_), profile) for id_ in places | words
    ]
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.id))
    return [
        replace(candidate, fused=ListScore(rank=rank, score=round(candidate.score, DIGITS)))
        for rank, candidate in enumerate(candidates, start=1)
    ]


def _placed(hits: Sequence[Hit]) -> list[tuple[Hit, ListScore]]:
    return [
        (hit, ListScore(rank=rank, score=round(hit.score, DIGITS)))
        for rank, hit in enumerate(hits, start=1)
    ]


def _candidate(
    id_: uuid.UUID, dense: ListScore | None, keyword: ListScore | None, profile: RetrievalProfile
) -> Candidate:
    score = _share(profile.dense_weight, dense, profile) + _share(
        profile.keyword_weight, keyword, profile
    )
    return Candidate(id_, score, dense, keyword, ListScore(rank=0, score=score))


def _share(weight: float, place: ListScore | None, profile: RetrievalProfile) -> float:
    return weight / (profile.rrf_k + place.rank) if place else 0.0
