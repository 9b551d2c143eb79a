"""Several rankings in one order: weighted Reciprocal Rank Fusion."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    dense: Sequence[Sequence[Hit]], keyword: Sequence[Hit], profile: RetrievalProfile
) -> list[Candidate]:
    """Hits in one order, by the sum of `weight / (rrf_k + rank)` over the lists they are in.

    Similarities by different models cannot be compared, so each model has a dense list of its
    own. A passage is in one of them at most.
    """
    meaning = {hit.id: place for hits in dense for hit, place in _placed(hits)}
    words = {hit.id: place for hit, place in _placed(keyword)}
    shares = _shares(meaning, profile.dense_weight, profile.rrf_k)
    for id_, share in _shares(words, profile.keyword_weight, profile.rrf_k).items():
        shares[id_] = shares.get(id_, 0.0) + share
    ordered = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
    return [
        Candidate(id_, meaning.get(id_), words.get(id_), Place(rank, score))
        for rank, (id_, score) in enumerate(ordered, start=1)
    ]


def _placed(hits: Sequence[Hit]) -> Iterator[tuple[Hit, Place]]:
    for rank, hit in enumerate(hits, start=1):
        yield hit, Place(rank, hit.score)


def _shares(places: Mapping[uuid.UUID, Place], weight: float, rrf_k: int) -> dict[uuid.UUID, float]:
    return {id_: weight / (rrf_k + place.rank) for id_, place in places.items()}
