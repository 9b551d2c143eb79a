"""Payloads come out whole however the network has cut them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.llm.framing import MAX_PIECE_BYTES, Framing, JsonLines, ServerSentEvents

EVENTS = {
    b'data: {"a": 1}\n\ndata:{"b": 2}\n\n': [b'{"a": 1}', b'{"b": 2}'],
    b'data: {"a": 1}\r\n\r\ndata: {"b": 2}\r\n\r\n': [b'{"a": 1}', b'{"b": 2}'],
    b": comment\n\nevent: delta\nid: 7\ndata: 1\n\nretry: 5\n\n": [b"1"],
    b"data: {\ndata: }\n\n": [b"{\n}"],
    b"data: [DONE]": [b"[DONE]"],
    b"\n\n\n\ndata: 1\n\n\n\ndata: 2\n\n": [b"1", b"2"],
    b"<html>\n\n<body>": [],
    "data: ü€𝄞\n\n".encode(): ["ü€𝄞".encode()],
    b"": [],
}


def _fed(framing: Framing, data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    found = [payload for start, end in pairwise(edges) for payload in framing.feed(data[start:end])]
    return [payload.strip() for payload in found + framing.end()]


@pytest.mark.parametrize(("data", "expected"), EVENTS.items())
@given(cuts=st.lists(st.integers(min_value=0, max_value=200), max_size=40))
def test_reads_server_sent_events_cut_anywhere(
    data: bytes, expected: list[bytes], cuts: list[int]
) -> None:
    assert _fed(ServerSentEvents(), data, cuts) == expected


@given(cuts=st.lists(st.integers(min_value=0, max_value=60), max_size=20))
def test_reads_json_lines_cut_anywhere(cuts: list[int]) -> None:
    data = b'{"a": 1}\r\n\n{"b": 2}\n{"c": 3}'
    assert _fed(JsonLines(), data, cuts) == [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']


@pytest.mark.parametrize("framing", [ServerSentEvents, JsonLines])
def test_a_piece_without_end_is_refused(framing: type[Framing]) -> None:
    reader = framing()
    for _ in range(10):
        reader.feed(b"x" * (MAX_PIECE_BYTES // 10))
    with pytest.raises(ValueError, match="does not end"):
        reader.feed(b"x" * 100)
