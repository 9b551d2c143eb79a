"""JSON and JSON Lines: records as tables where they are uniform, else lines with their path."""

import json

import pytest

from app.services.knowledge_bases.parsing.types import JSON, JSON_LINES
from tests.unit.parsing.files import outcome, parsed

RECORDS = [{"route": "North", "fare": 8.4}, {"route": "South", "fare": None}]
TABLE = "route | fare\nNorth | 8.4\nSouth"


def test_uniform_records_are_a_table() -> None:
    document = parsed(JSON, json.dumps(RECORDS).encode())

    assert document.text == TABLE
    assert len(document.tables) == 1


def test_lines_of_uniform_records_are_a_table() -> None:
    lines = "\n".join(map(json.dumps, RECORDS))

    assert parsed(JSON_LINES, lines.encode()).text == TABLE


def test_other_values_stand_behind_their_path() -> None:
    value = {"ship": {"name": "Aurora", "decks": [1, 2], "fit": True}, "crew": [{"a": [{"b": 1}]}]}

    assert parsed(JSON, json.dumps(value).encode()).text == (
        "ship.name: Aurora\nship.decks: 1, 2\nship.fit: true\n\ncrew[1].a[1].b: 1"
    )


def test_a_uniform_list_inside_an_object_is_a_table() -> None:
    document = parsed(JSON, json.dumps({"fares": RECORDS}).encode())

    assert document.text == f"fares:\n\n{TABLE}"


def test_records_of_other_shapes_are_blocks() -> None:
    lines = '{"a": 1}\n{"b": {"c": 2}}\n"text"\n[3, 4]'

    assert parsed(JSON_LINES, lines.encode()).text == "a: 1\n\nb.c: 2\n\n[3]: text\n\n[4]: 3, 4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_unicode_encoding_is_read(encoding: str) -> None:
    source = json.dumps({"grüße": "Fähre"}, ensure_ascii=False)

    assert parsed(JSON, source.encode(encoding)).text == "grüße: Fähre"


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    document = parsed(JSON_LINES, b'{"a": 1}\n{"a": \n{"a": 2}')

    assert document.text == "a\n1\n2"
    assert [problem.place for problem in document.problems] == ["line 2"]


def test_what_stands_before_the_error_is_kept() -> None:
    document = parsed(JSON, json.dumps(RECORDS).encode()[:-1] + b", {oops")

    assert document.text == TABLE
    assert document.problems


@pytest.mark.parametrize(
    ("media_type", "data"), [(JSON, b"{"), (JSON, b"no"), (JSON_LINES, b"no\nno"), (JSON, b"[}")]
)
def test_what_is_no_json_is_a_corrupt_file(media_type: str, data: bytes) -> None:
    assert outcome(media_type, data) == "corrupt_file"


@pytest.mark.parametrize("media_type", [JSON, JSON_LINES])
@pytest.mark.parametrize(
    "source", ["[" * 100_000, '{"a":' * 100_000], ids=["lists without end", "objects without end"]
)
def test_nesting_without_end_is_a_corrupt_file(media_type: str, source: str) -> None:
    assert outcome(media_type, source.encode()) == "corrupt_file"


def test_what_is_nested_too_deep_is_left_out() -> None:
    document = parsed(JSON, ("[1, " + "[" * 5_000 + "2" + "]" * 5_000 + ", 3]").encode())

    assert document.text == "[1]: 1\n\n[3]: 3"
    assert document.problems
