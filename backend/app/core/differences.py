"""What has become of a text: the parts that stayed, went and came."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Segment(NamedTuple):
    """A part of one text, or of both. All but the added ones make the text before."""

    kind: Kind
    text: str


def differences(before: str, after: str, unit: re.Pattern[str]) -> list[Segment]:
    """How `before` became `after`, in whole units such as `LINES` or `WORDS`.

    The units together have to be the whole text.
    """
    old, new = unit.findall(before), unit.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        segment
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        for segment in _segments(tag, "".join(old[start:end]), "".join(new[new_start:new_end]))
    ]


def _segments(tag: str, old: str, new: str) -> Iterator[Segment]:
    if tag == "equal":
        yield Segment("same", old)
        return
    if old:
        yield Segment("removed", old)
    if new:
        yield Segment("added", new)
