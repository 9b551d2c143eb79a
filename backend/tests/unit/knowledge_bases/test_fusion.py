"""Fusing rankings, choosing passages, and what is read around them."""

import uuid
from typing import Any

import pytest

from app.integrations.vectors import Hit
from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases.retrieval.expansion import without
from app.services.knowledge_bases.retrieval.fusion import Candidate, Place, fuse, in_order
from app.services.knowledge_bases.retrieval.passages import Passage, Ranked
from app.services.knowledge_bases.retrieval.selection import choose

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))


def profile(**fields: Any) -> RetrievalProfile:
    return RetrievalProfile(**fields)


def hits(*ids: uuid.UUID, top: float = 0.9) -> list[Hit]:
    return [Hit(id_, top - place / 10) for place, id_ in enumerate(ids)]


def order(candidates: list[Candidate]) -> list[uuid.UUID]:
    return [candidate.id for candidate in candidates]


def test_what_both_lists_found_comes_before_what_one_list_put_first() -> None:
    found = fuse([hits(A, B)], hits(B, C), profile())
    assert order(found) == [B, A, C]
    assert found[0].dense.rank == 2  # type: ignore[union-attr]
    assert found[0].keyword.rank == 1  # type: ignore[union-attr]
    assert found[0].fused.shown().score == round(1 / 62 + 1 / 61, 6)
    assert (found[1].keyword, found[2].dense) == (None, None)


def test_weights_decide_which_list_counts() -> None:
    dense, keyword = [hits(A, B)], hits(C, B)
    assert order(fuse(dense, keyword, profile(keyword_weight=0)))[0] == A
    assert order(fuse(dense, keyword, profile(dense_weight=0.1, rrf_k=1)))[0] == C


def test_equal_sums_are_ordered_by_id() -> None:
    assert order(fuse([hits(B)], hits(A), profile())) == [A, B]
    assert [hit.id for hit in in_order([Hit(B, 0.5), Hit(A, 0.5)])] == [A, B]


def test_each_model_has_a_list_of_its_own() -> None:
    found = fuse([hits(A, B), hits(C, top=0.2)], [], profile())
    assert order(found) == [A, C, B]


def ranked(*passages: Passage, similarity: float | None = 0.5) -> list[Ranked]:
    candidates = fuse([hits(*(passage.id for passage in passages))], [], profile())
    return [
        Ranked(
            candidate._replace(dense=None if similarity is None else Place(1, similarity)),
            passage,
        )
        for candidate, passage in zip(candidates, passages, strict=True)
    ]


def passage(id_: uuid.UUID, ordinal: int = 0, document: int = 9, **fields: Any) -> Passage:
    values: dict[str, Any] = {
        "id": id_,
        "ordinal": ordinal,
        "generation": 1,
        "text": f"passage number {ordinal}",
        "page": None,
        "section": None,
        "char_start": ordinal * 100,
        "char_end": ordinal * 100 + 90,
        "parent_start": None,
        "parent_end": None,
        "document_id": uuid.UUID(int=document),
        "document_name": "a.txt",
        "language": None,
        "knowledge_base_id": uuid.UUID(int=8),
    }
    return Passage(**{**values, **fields})


def chosen(found: list[Ranked], **fields: Any) -> list[uuid.UUID]:
    return [each.passage.id for each in choose(found, profile(**fields))]


def test_top_k_and_the_share_of_a_document_bound_the_choice() -> None:
    found = ranked(passage(A), passage(B, 5), passage(C, 9), passage(D, 1, document=7))
    assert chosen(found, top_k=2) == [A, B]
    assert chosen(found, max_per_document=1) == [A, D]


@pytest.mark.parametrize(
    ("similarity", "least", "kept"),
    [(0.5, None, True), (0.5, 0.5, True), (0.5, 0.51, False), (None, 0.9, True)],
)
def test_too_little_similarity_drops_a_passage_unless_only_its_words_were_found(
    similarity: float | None, least: float | None, kept: bool
) -> None:
    found = ranked(passage(A), similarity=similarity)
    assert bool(chosen(found, min_similarity=least)) is kept


def test_what_a_better_passage_brings_along_is_left_out() -> None:
    near, far, other = passage(B, 1), passage(C, 4), passage(D, 1, document=7)
    found = ranked(passage(A, 0), near, far, other)
    assert chosen(found) == [A, B, C, D]
    assert chosen(found, neighbours=1) == [A, C, D]
    in_parent = ranked(passage(A, 0, parent_start=0, parent_end=200), near, far, other)
    assert chosen(in_parent) == [A, C, D]
    assert chosen(in_parent, parents=False) == [A, B, C, D]


def test_diversity_takes_what_is_new_before_what_has_been_said() -> None:
    found = ranked(
        passage(A, 0, text="ferry timetable of the harbour"),
        passage(B, 5, text="ferry timetable of the harbour again"),
        passage(C, 9, text="parental leave weeks"),
    )
    assert chosen(found) == [A, B, C]
    assert chosen(found, diversity=0.5) == [A, C, B]


@pytest.mark.parametrize(
    ("wanted", "said", "kept", "left"),
    [
        ((0, 300), [], (100, 200), (0, 300)),
        ((0, 300), [(0, 50)], (100, 200), (50, 300)),
        ((0, 300), [(250, 400)], (100, 200), (0, 250)),
        ((0, 300), [(0, 150)], (100, 200), (100, 300)),
        ((0, 300), [(20, 60)], (100, 200), (60, 300)),
        ((0, 300), [(220, 240)], (100, 200), (0, 220)),
        ((0, 300), [(0, 300)], (100, 200), (100, 200)),
        ((0, 300), [(300, 500)], (100, 200), (0, 300)),
    ],
)
def test_a_context_does_not_repeat_what_a_better_one_has_said(
    wanted: tuple[int, int],
    said: list[tuple[int, int]],
    kept: tuple[int, int],
    left: tuple[int, int],
) -> None:
    assert without(wanted, said, kept) == left
