"""Several rankings in one order: weighted Reciprocal Rank Fusion."""

import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.integrations.vectors import Hit
from app.schemas.retrieval import ListScore, RetrievalProfile

DIGITS = 6
"""Digits of a score that clients see. What is ordered is ordered by all of them."""


class Place(NamedTuple):
    """A place in a ranking, 1 for the best, and the score there."""

    rank: int
    score: float

    def shown(self) -> ListScore:
        """As clients see it."""
        return ListScore(rank=self.rank, score=round(self.score, DIGITS))


class Candidate(NamedTuple):
    """A passage with its place in each ranking."""

    id: uuid.UUID
    dense: Place | None
    keyword: Place | None
    fused: Place
    rerank: Place | None = None


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Best first; hits of the same score by id, so that the order is always the same."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def fuse(
    dense: Iterable[Sequence[Hit]], keyword: Sequence[Hit], profile: RetrievalProfile
) -> list[Candidate]:
    """Hits in one order, by the sum of `weight / (rrf_k + rank)` over the lists they are in.

    Similarities by different models cannot be compared, so each model has a dense list of its
    own. A passage is in one of them at most.
    """
    places: dict[uuid.UUID, _Places] = {}
    for hits in dense:
        places.update((hit.id, (Place(rank, hit.score), None)) for rank, hit in enumerate(hits, 1))
    for rank, hit in enumerate(keyword, 1):
        by_meaning, _ = places.get(hit.id, _NOWHERE)
        places[hit.id] = by_meaning, Place(rank, hit.score)
    ordered = sorted((-_score(found, profile), id_, found) for id_, found in places.items())
    return [
        Candidate(id_, *found, Place(rank, -score))
        for rank, (score, id_, found) in enumerate(ordered, 1)
    ]


_Places = tuple[Place | None, Place | None]
_NOWHERE: _Places = None, None


def _score(places: _Places, profile: RetrievalProfile) -> float:
    by_meaning, by_words = places
    score = 0.0
    if by_meaning:
        score += profile.dense_weight / (profile.rrf_k + by_meaning.rank)
    if by_words:
        score += profile.keyword_weight / (profile.rrf_k + by_words.rank)
    return score
