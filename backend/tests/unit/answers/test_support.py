"""Which sentences a passage supports, on a labelled set and case by case."""

import pytest

from app.services.answers.support.evidence import evidence_of
from app.services.answers.support.judging import Reason, judge
from app.services.answers.support.sentences import spans
from benchmarks.citation_check import groups, measure

PASSAGE = (
    "The ferry Aurora carries 312 passengers and 48 cars. Dogs are not allowed on deck. "
    "The crossing takes 1,250 seconds, the fare of Dr. Holm is 4.50 euros. Pump P-204 is checked "
    "every two weeks."
)


def test_the_labelled_set_is_judged_at_least_this_well_by_words_alone() -> None:
    counts = measure(groups(), None)
    assert counts.kinds.total() >= 120
    assert counts.precision >= 0.95, counts.wrong
    assert counts.recall >= 0.9, counts.wrong


def test_what_is_held_out_is_judged_about_as_well() -> None:
    counts = measure(groups(held_out=True), None)
    assert counts.precision >= 0.9, counts.wrong
    assert counts.recall >= 0.9, counts.wrong


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The ferry Aurora carries 312 passengers.", None),
        ("On the ferry Aurora there is room for 312 passengers.", None),
        ("The crossing takes 1250 seconds.", None),
        ("Yes, there is a deck.", None),
        ("Pump P-204 is checked every 14 days.", None),
        ("Dogs are forbidden on deck.", None),
        ("The ferry Aurora carries 912 passengers.", "wrong_figure"),
        ("The ferry Aurora carries 48 passengers and 312 cars.", "wrong_figure"),
        ("The ferry Borealis carries 312 passengers.", "wrong_name"),
        ("Pump P-240 is checked every two weeks.", "wrong_name"),
        ("Dogs are allowed on deck.", "contradicted"),
        ("The ferry Aurora does not carry passengers.", "contradicted"),
        ("A restaurant serves breakfast from seven.", "not_found"),
    ],
)
def test_says_why_a_sentence_is_not_supported(sentence: str, reason: Reason | None) -> None:
    assert judge(sentence, evidence_of(PASSAGE, "en")).reason == reason


def same(_sentence: str, _others: object) -> float:
    """All sentences mean the same."""
    return 1.0


def test_a_paraphrase_is_supported_by_its_meaning_and_a_wrong_figure_never_is() -> None:
    evidence = evidence_of(PASSAGE, "en")
    paraphrase = "For cars the Aurora has 48 places to offer on every trip."
    assert not judge(paraphrase, evidence).holds
    assert judge(paraphrase, evidence, same).holds
    assert not judge("The ferry Aurora carries 912 passengers.", evidence, same).holds


def test_meaning_is_asked_for_only_where_words_are_shared_or_the_language_is_another() -> None:
    def must_not_be_asked(_sentence: str, _others: object) -> float:
        raise AssertionError

    evidence = evidence_of(PASSAGE, "en")
    unrelated = "A restaurant serves breakfast from seven."
    assert judge(unrelated, evidence, must_not_be_asked).reason == "not_found"
    assert judge("Hunde bleiben unter Deck.", evidence, same, is_translated=True).holds


def test_sentences_do_not_end_at_abbreviations_and_initials() -> None:
    text = "Dr. Holm met J. Berg at 9 a.m. on deck. Then?\nA list\n- one"
    assert [text[start:end] for start, end in spans(text)] == [
        "Dr. Holm met J. Berg at 9 a.m. on deck.",
        "Then?",
        "A list",
        "- one",
    ]
