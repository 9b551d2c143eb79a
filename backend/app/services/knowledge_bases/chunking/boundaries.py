"""Places where a text may be cut, from the best to the worst."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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
_CODE_LINE = re.compile(r"\n(?:[ \t]*\n)*(?=[ \t]*\S)")
_WORD = re.compile(r"\s+(?=\S)")
_NO_SENTENCE_END = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|etc|approx|no|nos|fig|sec|ch|art|pp|mr|mrs|ms|dr|prof|st|inc|ltd)\.\s+$"
    r"|(?:^|\n)[#*\s]*\d{1,3}(?:\.\d{1,3})*\.\s+$",
    re.I,
)
"""Full stops of abbreviations and of numbered headings and items."""


class Boundaries:
    """Sorted positions of possible cuts in a text, by strength.

    Inside a block (a table, or code) only its lines may be parted, or single words where a line
    is too long.
    """

    def __init__(self, text: str, tables: Sequence[Span], code: Sequence[Span]) -> None:
        self.blocks = Blocks([*tables, *code])
        in_table, in_code = Blocks(tables), Blocks(code)
        self.code = in_code
        lines = _ends(_LINE, text)
        block_lines = [
            *(position for position in lines if in_table.around(position)),
            *(position for span in code for position in _ends_in(_CODE_LINE, text, span)),
        ]
        self._positions: dict[Strength, list[int]] = {
            Strength.PARAGRAPH: in_code.outside(_ends(_PARAGRAPH, text)),
            Strength.ITEM: sorted(
                {*in_code.outside(_ends(_ITEM, text)), *block_lines, *self.blocks.edges}
            ),
            Strength.SENTENCE: self.blocks.outside(
                position
                for position in _ends(_SENTENCE, text)
                if not _ends_no_sentence(text, position)
            ),
            Strength.LINE: in_code.outside(lines),
            Strength.WORD: _ends(_WORD, text),
        }

    def last(self, kinds: Iterable[Strength], low: int, high: int) -> int | None:
        """The last cut of one of these kinds in `[low, high]`."""
        return max((p for kind in kinds if (p := self._last(kind, low, high))), default=None)

    def first(self, kinds: Iterable[Strength], low: int, high: int) -> int | None:
        """The first cut of one of these kinds in `[low, high]`."""
        return min((p for kind in kinds if (p := self._first(kind, low, high))), default=None)

    def between(self, kinds: Iterable[Strength], low: int, high: int) -> list[int]:
        """All cuts of these kinds in `(low, high)`, in order."""
        found: set[int] = set()
        for kind in kinds:
            positions = self._positions[kind]
            found.update(positions[bisect_right(positions, low) : bisect_left(positions, high)])
        return sorted(found)

    def _last(self, kind: Strength, low: int, high: int) -> int | None:
        positions = self._positions[kind]
        index = bisect_right(positions, high) - 1
        return positions[index] if index >= 0 and positions[index] >= low else None

    def _first(self, kind: Strength, low: int, high: int) -> int | None:
        positions = self._positions[kind]
        index = bisect_left(positions, low)
        return positions[index] if index < len(positions) and positions[index] <= high else None


class Blocks:
    """Stretches of a text that belong together: which one lies around a position."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self.edges = [start for start in self._starts if start]

    def around(self, position: int) -> Span | None:
        """The block that a cut at `position` would part; at its first character none would be."""
        index = bisect_left(self._starts, position) - 1
        return self._spans[index] if index >= 0 and position < self._spans[index].end else None

    def outside(self, positions: Iterable[int]) -> list[int]:
        """Those positions that part no block."""
        if not self._spans:
            return list(positions)
        return [position for position in positions if self.around(position) is None]


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]


def _ends_in(pattern: re.Pattern[str], text: str, span: Span) -> list[int]:
    ends = (match.end() for match in pattern.finditer(text, span.start, span.end))
    return [end for end in ends if end > span.start]


def _ends_no_sentence(text: str, position: int) -> bool:
    return _NO_SENTENCE_END.search(text, max(0, position - 12), position) is not None
