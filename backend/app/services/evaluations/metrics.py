"""What a ranking is worth, by what is known to be relevant. Pure functions of numbers.

A judgement names a document, or a span of its characters. Where no judgement of a question has a
span, documents are ranked, each at its first passage; else passages are. A judgement counts once,
at the first place that finds it.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log2

DEPTH = 20
RECALL_AT = (1, 3, 5, 10, 20)
NDCG_AT = (5, 10, 20)
# Of the shorter one of passage and span, this much has to be in both.
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where an answer stands, and how well it answers: `grade` is 1 to 4."""

    document_id: uuid.UUID
    span: tuple[int, int] | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in a ranking: characters `start` to `end` of a document."""

    document_id: uuid.UUID
    start: int
    end: int


def is_found(judgement: Judgement, passage: Passage) -> bool:
    """Whether a passage is of the judged document and, where there is a span, about it."""
    if judgement.document_id != passage.document_id:
        return False
    if judgement.span is None:
        return True
    start, end = judgement.span
    shared = min(end, passage.end) - max(start, passage.start)
    return shared >= _OVERLAP * min(end - start, passage.end - passage.start) > 0


def relevant_grade(judgements: Iterable[Judgement], passage: Passage) -> int:
    """The best grade of what a passage answers; 0 when it answers nothing."""
    return max((item.grade for item in judgements if is_found(item, passage)), default=0)


def ranked(judgements: Sequence[Judgement], passages: Sequence[Passage]) -> list[Passage]:
    """The places of a ranking, at most `DEPTH`: passages, or the first one of each document."""
    if any(judgement.span for judgement in judgements):
        return list(passages[:DEPTH])
    first = {passage.document_id: passage for passage in reversed(passages)}
    in_order = dict.fromkeys(passage.document_id for passage in passages)
    return [first[document_id] for document_id in in_order][:DEPTH]


def of_ranking(judgements: Sequence[Judgement], passages: Sequence[Passage]) -> dict[str, float]:
    """Every metric of one question by name, each in [0, 1]; nothing without judgements."""
    if not judgements:
        return {}
    found = _newly_found(judgements, ranked(judgements, passages))
    return {
        **_recall(len(judgements), found),
        **{f"hit@{k}": float(any(found[:k])) for k in RECALL_AT},
        "mrr": _reciprocal_rank(found),
        **_ndcg(judgements, found),
    }


def gain(grade: int) -> int:
    """What a relevant place is worth: a complete answer far more than a hint."""
    return int(2**grade) - 1


def _newly_found(
    judgements: Sequence[Judgement], places: Sequence[Passage]
) -> list[list[Judgement]]:
    """For each place the judgements that no place before has found, padded to `DEPTH`."""
    left, found = list(judgements), []
    for place in places:
        found.append([item for item in left if is_found(item, place)])
        left = [item for item in left if not is_found(item, place)]
    return found + [[]] * (DEPTH - len(found))


def _recall(total: int, found: Sequence[Sequence[Judgement]]) -> dict[str, float]:
    counts = list(accumulate(len(items) for items in found))
    return {f"recall@{k}": counts[k - 1] / total for k in RECALL_AT}


def _reciprocal_rank(found: Sequence[Sequence[Judgement]]) -> float:
    return next((1 / rank for rank, items in enumerate(found, start=1) if items), 0.0)


def _ndcg(
    judgements: Sequence[Judgement], found: Sequence[Sequence[Judgement]]
) -> dict[str, float]:
    """Normalised by the best order of all judgements.

    A passage that answers several at once can be better than one each: that is 1 too.
    """
    gains = [sum(gain(item.grade) for item in items) for items in found]
    ideal = sorted((gain(item.grade) for item in judgements), reverse=True)
    return {f"ndcg@{k}": min(1.0, _dcg(gains[:k]) / _dcg(ideal[:k])) for k in NDCG_AT}


def _dcg(gains: Sequence[int]) -> float:
    return sum(value / log2(rank + 1) for rank, value in enumerate(gains, start=1))
