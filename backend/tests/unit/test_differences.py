"""Differences of texts: nothing is lost, whatever the texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.differences import LINES, WORDS, Segment, differences


@pytest.mark.parametrize("unit", [LINES, WORDS])
@given(before=st.text("ab \n."), after=st.text("ab \n."))
def test_both_texts_can_be_told_from_the_segments(
    unit: re.Pattern[str], before: str, after: str
) -> None:
    segments = differences(before, after, unit)
    assert "".join(text for kind, text in segments if kind != "added") == before
    assert "".join(text for kind, text in segments if kind != "removed") == after


def test_lines_stay_whole() -> None:
    assert differences("Be brief.\nCite.\n", "Be kind.\nCite.\n", LINES) == [
        Segment("removed", "Be brief.\n"),
        Segment("added", "Be kind.\n"),
        Segment("same", "Cite.\n"),
    ]


def test_words_tell_a_changed_figure() -> None:
    assert differences("26 weeks", "28 weeks", WORDS) == [
        Segment("removed", "26"),
        Segment("added", "28"),
        Segment("same", " weeks"),
    ]
