"""Which of the ranked passages are given out.

Each choice is made once, best first: a passage is left out that is not similar enough, whose
document has had its share, or that a better one brings along in its context. With diversity,
each next passage is the one that is both relevant and new (maximal marginal relevance):
relevance falls evenly from 1 with the place in the ranking, newness is 1 minus the largest share
of terms in common with a chosen passage (Jaccard). Terms rather than vectors, because they are
the same for passages of indexes by different models, and no store has to send vectors back.
"""

import uuid
from collections import Counter
from collections.abc import Sequence

from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases.lexical import term_counts
from app.services.knowledge_bases.retrieval.passages import Passage, Ranked


def choose(ranked: Sequence[Ranked], profile: RetrievalProfile) -> list[Ranked]:
    """At most `top_k` of the ranked passages, in the order in which they were chosen."""
    left = [each for each in ranked if _is_similar(each, profile)]
    newness = _Newness(left, profile.diversity)
    chosen: list[Ranked] = []
    per_document: Counter[uuid.UUID] = Counter()
    while left and len(chosen) < profile.top_k:
        best = left.pop(newness.best_of(left))
        if not _is_admitted(best, chosen, per_document, profile):
            continue
        chosen.append(best)
        per_document[best.passage.document_id] += 1
        newness.note(best)
    return chosen


def is_within(passage: Passage, better: Passage, profile: RetrievalProfile) -> bool:
    """Whether the context of a better passage contains this one."""
    if passage.document_id != better.document_id:
        return False
    if abs(passage.ordinal - better.ordinal) <= profile.neighbours:
        return True
    if not profile.parents or better.parent_start is None or better.parent_end is None:
        return False
    return better.parent_start <= passage.char_start and passage.char_end <= better.parent_end


def _is_similar(ranked: Ranked, profile: RetrievalProfile) -> bool:
    """Passages found by their words alone have no similarity: they stay."""
    place = ranked.candidate.dense
    if profile.min_similarity is None or place is None:
        return True
    return place.score >= profile.min_similarity


def _is_admitted(
    ranked: Ranked,
    chosen: Sequence[Ranked],
    per_document: Counter[uuid.UUID],
    profile: RetrievalProfile,
) -> bool:
    most = profile.max_per_document
    if most is not None and per_document[ranked.passage.document_id] >= most:
        return False
    return not any(is_within(ranked.passage, each.passage, profile) for each in chosen)


class _Newness:
    """Weighs relevance against what has been chosen; without diversity it costs nothing."""

    def __init__(self, ranked: Sequence[Ranked], diversity: float) -> None:
        self._diversity = diversity
        self._places = {each.passage.id: place for place, each in enumerate(ranked)}
        self._terms = {each.passage.id: _terms(each) for each in ranked} if diversity else {}
        self._overlap = dict.fromkeys(self._terms, 0.0)

    def best_of(self, left: Sequence[Ranked]) -> int:
        """The index of the passage to take next; equal ones by their place."""
        if not self._diversity:
            return 0
        return max(range(len(left)), key=lambda index: (self._value(left[index]), -index))

    def note(self, chosen: Ranked) -> None:
        """Compare everything with a passage that has been chosen."""
        if not self._diversity:
            return
        words = self._terms[chosen.passage.id]
        for id_, others in self._terms.items():
            self._overlap[id_] = max(self._overlap[id_], _jaccard(words, others))

    def _value(self, ranked: Ranked) -> float:
        relevance = 1 - self._places[ranked.passage.id] / len(self._places)
        overlap = self._overlap[ranked.passage.id]
        return (1 - self._diversity) * relevance - self._diversity * overlap


def _terms(ranked: Ranked) -> frozenset[int]:
    return frozenset(term_counts(ranked.passage.text, ranked.passage.language))


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
