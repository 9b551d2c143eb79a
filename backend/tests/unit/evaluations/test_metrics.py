"""Metrics against numbers worked out by hand."""

import uuid
from math import log2

import pytest

from app.services.evaluations.metrics import (
    Judgement,
    Passage,
    is_found,
    of_ranking,
    relevant_grade,
)

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))


def ranking(*documents: uuid.UUID) -> list[Passage]:
    return [Passage(document, 100 * n, 100 * n + 50) for n, document in enumerate(documents)]


def test_without_gold_there_is_nothing_to_measure() -> None:
    assert of_ranking([], ranking(A)) == {}


def test_everything_in_the_best_order_is_one() -> None:
    metrics = of_ranking([Judgement(A, grade=4), Judgement(B, grade=1)], ranking(A, B, C))
    assert metrics.pop("recall@1") == 0.5
    assert set(metrics.values()) == {1.0}


def test_nothing_found_is_zero() -> None:
    assert set(of_ranking([Judgement(A)], ranking(B, C)).values()) == {0.0}
    assert set(of_ranking([Judgement(A)], []).values()) == {0.0}


def test_graded_gains_by_hand() -> None:
    gold = [Judgement(A, grade=3), Judgement(B, grade=2), Judgement(D, grade=1)]
    metrics = of_ranking(gold, ranking(C, B, A))
    dcg = 0 + 3 / log2(3) + 7 / log2(4)
    ideal = 7 + 3 / log2(3) + 1 / log2(4)
    assert metrics["ndcg@5"] == pytest.approx(dcg / ideal)
    assert metrics["ndcg@5"] == pytest.approx(0.57414, abs=1e-5)
    assert metrics["mrr"] == 0.5
    assert (metrics["hit@1"], metrics["hit@3"]) == (0, 1)
    assert (metrics["recall@1"], metrics["recall@3"]) == (0, pytest.approx(2 / 3))


def test_the_ideal_is_cut_where_the_ranking_is() -> None:
    gold = [Judgement(uuid.UUID(int=n), grade=1) for n in range(10, 20)]
    metrics = of_ranking(gold, ranking(*(item.document_id for item in gold[:5])))
    assert metrics["ndcg@5"] == 1
    assert metrics["recall@5"] == 0.5
    assert metrics["ndcg@10"] < 1


def test_a_document_counts_at_its_first_passage() -> None:
    metrics = of_ranking([Judgement(B)], ranking(A, A, A, B, B))
    assert metrics["mrr"] == 0.5
    assert metrics["ndcg@5"] == pytest.approx(1 / log2(3))


def test_with_a_span_passages_are_ranked() -> None:
    passages = [Passage(A, 0, 50), Passage(A, 50, 100), Passage(A, 100, 150)]
    metrics = of_ranking([Judgement(A, (100, 140))], passages)
    assert metrics["mrr"] == pytest.approx(1 / 3)
    assert metrics["hit@1"] == 0


def test_a_span_that_two_passages_meet_counts_once() -> None:
    passages = [Passage(A, 0, 50), Passage(A, 40, 90)]
    metrics = of_ranking([Judgement(A, (30, 60)), Judgement(B)], passages)
    assert metrics["recall@20"] == 0.5
    assert metrics["ndcg@5"] == pytest.approx(1 / (1 + 1 / log2(3)))


def test_a_passage_that_answers_everything_is_never_more_than_one() -> None:
    gold = [Judgement(A, (0, 10), 4), Judgement(A, (20, 30), 4)]
    metrics = of_ranking(gold, [Passage(A, 0, 100)])
    assert metrics["ndcg@5"] == 1
    assert metrics["recall@1"] == 1


def test_places_beyond_the_twentieth_do_not_count() -> None:
    others = [uuid.UUID(int=n) for n in range(100, 120)]
    assert of_ranking([Judgement(A)], ranking(*others, A))["mrr"] == 0
    assert of_ranking([Judgement(A)], ranking(*others[:19], A))["mrr"] == 1 / 20


@pytest.mark.parametrize(
    ("span", "passage", "found"),
    [
        ((0, 100), (0, 100), True),
        ((0, 100), (50, 150), True),
        ((0, 100), (51, 151), False),
        # Half of the shorter one, whichever that is.
        ((0, 1000), (990, 1010), True),
        ((0, 10), (5, 1000), True),
        ((0, 10), (6, 1000), False),
        ((0, 10), (10, 20), False),
        ((20, 30), (0, 10), False),
        ((0, 10), (5, 5), False),
    ],
)
def test_a_span_is_found_by_half_of_the_shorter_one(
    span: tuple[int, int], passage: tuple[int, int], found: bool
) -> None:
    assert is_found(Judgement(A, span), Passage(A, *passage)) is found
    assert not is_found(Judgement(A, span), Passage(B, *passage))


def test_the_grade_of_a_passage_is_the_best_of_what_it_answers() -> None:
    gold = [Judgement(A, grade=1), Judgement(A, (0, 10), 3), Judgement(B, grade=4)]
    assert relevant_grade(gold, Passage(A, 0, 10)) == 3
    assert relevant_grade(gold, Passage(A, 50, 60)) == 1
    assert relevant_grade(gold, Passage(C, 0, 10)) == 0
