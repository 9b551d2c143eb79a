"""Encodings and characters."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.knowledge_bases.parsing import ParseError
from app.services.knowledge_bases.parsing.cleaning import (
    LONGEST_LINE,
    clean,
    decode,
    text_lines,
    wide_encoding,
)

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, "Паром в 8 часов. " * 9, "مرحبا بالعالم 12. " * 9, "ab"])
def test_utf16_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"some text with a \x00 in it", bytes(64), bytes(range(256)), b"\x00\x01" * 9, b""]
)
def test_bytes_with_nuls_are_not_taken_for_utf16(data: bytes) -> None:
    assert wide_encoding(data) is None


def test_lines_that_are_in_another_encoding_than_the_rest_are_read() -> None:
    assert decode("Grüße\n".encode() + "Straße\n".encode("cp1252")) == "Grüße\nStraße\n"


def test_text_is_read_as_a_stream_whatever_its_line_ends() -> None:
    source = "a\r\nb\rc\n" + "d" * 3_000_000 + "\r\n" * 300_000

    lines = list(text_lines(io.BytesIO(source.encode())))

    assert "".join(lines) == "a\nb\nc\n" + "d" * 3_000_000 + "\n" * 300_000
    assert max(map(len, lines)) <= LONGEST_LINE
