"""Encodings and characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.knowledge_bases.parsing import ParseError
from app.services.knowledge_bases.parsing.cleaning import clean, decode

GERMAN = "Über die Straße fährt der große gelbe Bus zur Fähre, täglich außer sonntags. " * 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_through_in_every_encoding(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == GERMAN


def test_cyrillic_without_a_mark_is_recognised() -> None:
    russian = "Паром отправляется каждое утро без четверти восемь и возвращается вечером. " * 8

    assert decode(russian.encode("cp1251")) == russian


def test_line_ends_become_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"


def test_nul_surrogates_and_marks_go() -> None:
    assert clean("a\x00b\ud800c\ufeffd\x07e\u00adf") == "abcdef"


@given(st.binary(max_size=2000))
def test_whatever_comes_in_can_be_stored(data: bytes) -> None:
    try:
        text = decode(data)
    except ParseError:
        return
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
