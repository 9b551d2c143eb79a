"""Citations are checked against what the passages say."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.schemas.chat import Citation
from app.services.answers.citations import check_citations

LEAVE = "Parental leave is twenty-six weeks at full pay. It can be split in two."
FERRY = "The ferry Aurora carries 312 passengers. Expenses above 400 euros need approval."


def passage(number: int, text: str, start: int = 0) -> Citation:
    return Citation(
        number=number,
        document_id=uuid.uuid4(),
        document_name="handbook.pdf",
        knowledge_base_id=uuid.uuid4(),
        chunk_id=uuid.uuid4(),
        page=1,
        section=None,
        char_start=start,
        char_end=start + len(text),
        quote=text,
        text=text,
        score=0.5,
    )


PASSAGES = [passage(1, LEAVE), passage(2, FERRY, start=1000)]


@pytest.mark.parametrize(
    ("answer", "checked"),
    [
        ("Leave is twenty-six weeks [1].", "Leave is twenty-six weeks. [1]"),
        ("Leave is twenty-six weeks.", "Leave is twenty-six weeks. [1]"),
        ("Leave is twenty-six weeks [2].", "Leave is twenty-six weeks. [1]"),
        ("Leave is twenty-six weeks. [9]", "Leave is twenty-six weeks. [1]"),
        ("The Aurora carries 312 passengers [1, 2].", "The Aurora carries 312 passengers. [2]"),
        ("The documents do not say.", "The documents do not say."),
        ("Pigs fly over Paris [1].", "Pigs fly over Paris."),
        (
            "Leave is twenty-six weeks [1]. The Aurora carries 312 passengers [2].",
            "Leave is twenty-six weeks. [1] The Aurora carries 312 passengers. [2]",
        ),
        (
            "- Leave: twenty-six weeks\n- Aurora: 312 passengers",
            "- Leave: twenty-six weeks [1]\n- Aurora: 312 passengers [2]",
        ),
    ],
)
def test_markers_end_up_at_the_passage_that_supports_them(answer: str, checked: str) -> None:
    assert check_citations(answer, PASSAGES).text == checked


def test_only_used_passages_are_cited_with_the_span_of_their_best_sentence() -> None:
    (citation,) = check_citations("The Aurora carries 312 passengers [2].", PASSAGES).citations
    assert citation.number == 2
    assert citation.quote == "The ferry Aurora carries 312 passengers."
    assert (citation.char_start, citation.char_end) == (1000, 1000 + len(citation.quote))


def test_a_wrong_figure_is_not_supported() -> None:
    assert check_citations("The Aurora carries 912 passengers.", PASSAGES).citations == []


def test_no_passages_no_citations() -> None:
    assert check_citations("Anything at all [1].", []).text == "Anything at all."


@given(st.text(max_size=300))
def test_nothing_but_markers_and_outer_space_is_ever_changed(answer: str) -> None:
    import re

    def bare(text: str) -> str:
        return re.sub(r"\[[\d\s,;]*\]|\s", "", text)

    assert bare(check_citations(answer, PASSAGES).text) == bare(answer)


@given(st.text(max_size=200), st.text(min_size=1, max_size=200))
def test_a_quote_is_always_the_text_at_its_span(answer: str, material: str) -> None:
    for citation in check_citations(f"{material} {answer}", [passage(1, material, 50)]).citations:
        assert material[citation.char_start - 50 : citation.char_end - 50] == citation.quote
