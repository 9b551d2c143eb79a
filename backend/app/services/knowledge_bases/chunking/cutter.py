"""Cuts a stretch of a text into passages, each as full as a good place to cut allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.services.knowledge_bases.chunking.boundaries import Strength
from app.services.knowledge_bases.chunking.sheet import Sheet
from app.services.knowledge_bases.parsing import Span

Kinds = tuple[Strength, ...]


@dataclass(frozen=True, slots=True)
class Taste:
    """Which cuts a strategy likes.

    `good` are kinds of cuts from the best to the worst; of kinds in one group the latest cut is
    taken. `fair` ones come before cuts between words. `whole_blocks`: a table or code that would
    fit into the next passage as a whole is left to it.
    """

    good: tuple[Kinds, ...] = ((Strength.PARAGRAPH,), (Strength.ITEM,), (Strength.SENTENCE,))
    fair: tuple[Kinds, ...] = ((Strength.LINE,),)
    whole_blocks: bool = False


class Cutter:
    """Passages of at most `size` tokens; neighbours share at most `overlap`.

    `embedded`: the model reads the passages, so that they have to leave room for what is
    embedded with them.
    """

    def __init__(
        self, sheet: Sheet, taste: Taste, size: int, overlap: int, *, embedded: bool = True
    ) -> None:
        self._sheet = sheet
        self._taste = taste
        self._size = size
        self._overlap = overlap
        self._embedded = embedded
        self._ruler = sheet.ruler
        self._boundaries = sheet.boundaries

    def pieces(self, stretch: Span) -> Iterator[Span]:
        """The passages of one stretch in order, without the white space around them."""
        start = done = stretch.start
        while done < stretch.end:
            cut = self._cut(start, done, stretch.end)
            if cut <= done:  # so little room here that the overlap would fill it
                start = done
                cut = self._cut(start, done, stretch.end)
            done = cut
            piece = self._sheet.trimmed(start, done)
            if piece.end > piece.start:
                yield piece
            start = self._overlap_start(start, done)

    def _cut(self, start: int, done: int, end: int) -> int:
        """Where the passage from `start` ends: after `done` where there is room, at most `end`."""
        size = self._room(start, end)
        cut = self._good_cut(start, done, end, size)
        while self._sheet.is_longer(start, cut, size) and cut - start > 1:
            cut = (start + cut) // 2
        return cut

    def _room(self, start: int, end: int) -> int:
        if not self._embedded:
            return self._size
        furthest = self._ruler.forward(start, self._size) or end
        return min(self._size, self._sheet.room(start, min(furthest, end)))

    def _good_cut(self, start: int, done: int, end: int, size: int) -> int:
        limit = self._ruler.forward(start, size)
        if limit is None or limit >= end:
            return end
        limit = self._leave_enough(start, limit, end, size)
        if whole := self._before_block(start, done, limit, size):
            return whole
        for kinds, low in self._preferences(start, done, limit, size):
            if cut := self._boundaries.last(kinds, low + 1, limit):
                return cut
        return limit

    def _preferences(
        self, start: int, done: int, limit: int, size: int
    ) -> Iterator[tuple[Kinds, int]]:
        """Kinds of cuts from the best to the worst, each with how far the passage must reach."""
        half = max(done, self._ruler.forward(start, size // 2) or done)
        some = self._ruler.forward(done, size // 8) or done
        yield from ((kinds, half) for kinds in self._taste.good)
        if self._boundaries.blocks.around(limit):
            yield (Strength.ITEM,), done
        yield from ((kinds, some) for kinds in self._taste.good)
        yield from ((kinds, half) for kinds in self._taste.fair)
        yield (Strength.WORD,), done

    def _before_block(self, start: int, done: int, limit: int, size: int) -> int | None:
        """The start of the table or code around `limit`, where the next passage can hold it all."""
        block = self._boundaries.blocks.around(limit) if self._taste.whole_blocks else None
        if block is None or block.start <= done or self._ruler.size(start, block.start) < size // 8:
            return None
        return block.start if self._ruler.size(block.start, block.end) <= size else None

    def _leave_enough(self, start: int, limit: int, end: int, size: int) -> int:
        """A nearer limit where the rest of the stretch would otherwise be a mere tail."""
        rest = self._ruler.size(start, end)
        tail = size // 4
        if rest - size >= tail:
            return limit
        return self._ruler.forward(start, rest - tail) or limit

    def _overlap_start(self, start: int, cut: int) -> int:
        """Where the passage after `cut` starts: earlier by at most the overlap.

        Where there was little room, no more than half of the passage is repeated.
        """
        overlap = min(self._overlap, self._ruler.size(start, cut) // 2)
        if not overlap:
            return cut
        earliest = max(self._ruler.back(cut, overlap), start + 1)
        kinds = {kind for group in self._taste.good for kind in group}
        blocks = self._boundaries.blocks
        in_block = blocks.around(cut - 1) or blocks.around(earliest)
        if in_block:
            kinds = kinds | {Strength.ITEM}
        found = self._boundaries.first(kinds, earliest, cut - 1)
        if found or in_block:
            return found or cut
        return self._boundaries.first((Strength.WORD,), earliest, cut - 1) or cut
