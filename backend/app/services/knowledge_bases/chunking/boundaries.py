"""Places where a text may be cut, from the best to the worst."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum

from app.services.knowledge_bases.parsing import Span


class Strength(IntEnum):
    """What a cut separates; lower is better."""

    PARAGRAPH = 0
    ITEM = 1
    SENTENCE = 2
    LINE = 3
    WORD = 4


_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*(?=\S)")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•–▪◦‣]|\(?\d{1,3}[.)]|#{1,6})[ \t])")
_SENTENCE = re.compile(
    r"""(?:(?<![ (]\w)[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z])|[。！？]\s*(?=\S))"""
)
_LINE = re.compile(r"\n\s*(?=\S)")
_WORD = re.compile(r"\s+(?=\S)")
_NO_SENTENCE_END = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|etc|approx|no|nos|fig|sec|ch|art|pp|mr|mrs|ms|dr|prof|st|inc|ltd)\.\s+$"
    r"|(?:^|\n)[#*\s]*\d{1,3}(?:\.\d{1,3})*\.\s+$",
    re.I,
)
"""Full stops of abbreviations and of numbered headings and items."""


class Boundaries:
    """Sorted positions of possible cuts in a text, by strength.

    Inside a table only its rows may be parted, or single words where a row is too long.
    """

    def __init__(self, text: str, tables: Sequence[Span]) -> None:
        inside = self.in_table = _Inside(tables)
        sentences = [p for p in _ends(_SENTENCE, text) if not _ends_no_sentence(text, p)]
        lines = _ends(_LINE, text)
        self._positions: dict[Strength, list[int]] = {
            Strength.PARAGRAPH: _ends(_PARAGRAPH, text),
            Strength.ITEM: sorted(
                {*_ends(_ITEM, text), *(p for p in lines if inside(p)), *inside.edges}
            ),
            Strength.SENTENCE: [p for p in sentences if not inside(p)],
            Strength.LINE: lines,
            Strength.WORD: _ends(_WORD, text),
        }

    def last(self, strength: Strength, low: int, high: int) -> int | None:
        """The last cut of `strength` in `[low, high]`."""
        positions = self._positions[strength]
        index = bisect_right(positions, high) - 1
        return positions[index] if index >= 0 and positions[index] >= low else None

    def first(self, strength: Strength, low: int, high: int) -> int | None:
        """The first cut of `strength` in `[low, high]`."""
        positions = self._positions[strength]
        index = bisect_left(positions, low)
        return positions[index] if index < len(positions) and positions[index] <= high else None


class _Inside:
    """Whether a position lies inside a table, its first character not included."""

    def __init__(self, tables: Sequence[Span]) -> None:
        self._starts = [table.start for table in tables]
        self._ends = [table.end for table in tables]
        self.edges = [table.start for table in tables if table.start]

    def __call__(self, position: int) -> bool:
        index = bisect_left(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]


def _ends_no_sentence(text: str, position: int) -> bool:
    return _NO_SENTENCE_END.search(text, max(0, position - 12), position) is not None
