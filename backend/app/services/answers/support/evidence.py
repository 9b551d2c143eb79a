"""A passage read for what it supports, sentence by sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.services.answers.support.reading import (
    Figure,
    Reading,
    Word,
    alike,
    beginning,
    read,
    same_value,
)
from app.services.answers.support.sentences import spans

_FIGURE_WEIGHT, _NAME_WEIGHT = 2.0, 2.0
# A second sentence of the passage is read too when it has at least this much more.
_WORTH_ADDING = 0.12


@dataclass(frozen=True)
class Evidence:
    """The sentences of a passage. `also` is what it is known by: its document and section."""

    sentences: tuple[str, ...]
    readings: tuple[Reading, ...]
    also: frozenset[str]
    language: str | None

    @cached_property
    def words(self) -> frozenset[str]:
        """All that it says, and what it is known by."""
        return self.also.union(*(reading.stems for reading in self.readings))

    @cached_property
    def index(self) -> "SentenceIndex":
        """Which of its sentences say what."""
        return SentenceIndex(self.readings)


class SentenceIndex:
    """Which of several sentences have a word or a figure, as bits: bit n is the n-th of them.

    Built once for a passage, it is asked for every word of an answer.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._with: dict[str, int] = {}
        self._beginning: dict[str, list[str]] = {}
        self._figures: list[tuple[Figure, int]] = []
        for number, reading in enumerate(readings):
            for stem in reading.stems:
                self._with[stem] = self._with.get(stem, 0) | 1 << number
            self._figures += [(figure, 1 << number) for figure in reading.figures]
        for stem in self._with:
            self._beginning.setdefault(beginning(stem), []).append(stem)

    def with_word(self, stem: str) -> int:
        """The sentences that have a word, or a form of it."""
        found = self._with.get(stem, 0)
        for other in self._beginning.get(beginning(stem), ()):
            if alike(stem, other):
                found |= self._with[other]
        return found

    def with_figure(self, figure: Figure) -> int:
        """The sentences that have a figure of this value."""
        found = 0
        for other, sentence in self._figures:
            if same_value(figure, other):
                found |= sentence
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """The sentences of a passage that say most of another sentence, and how much of it."""

    share: float
    readings: tuple[Reading, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """Their words, in order."""
        return tuple(word for reading in self.readings for word in reading.words)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Their figures, in order."""
        return tuple(figure for reading in self.readings for figure in reading.figures)


@lru_cache(maxsize=512)
def evidence_of(text: str, language: str | None, also: str = "") -> Evidence:
    """A passage in a language; `also` are the names of its document and section."""
    sentences = tuple(text[start:end] for start, end in spans(text))
    return Evidence(
        sentences=sentences,
        readings=tuple(read(sentence, language) for sentence in sentences),
        also=read(also, language).stems,
        language=language,
    )


def joined(one: Evidence, other: Evidence) -> Evidence:
    """Two passages as one."""
    return Evidence(
        sentences=(*one.sentences, *other.sentences),
        readings=(*one.readings, *other.readings),
        also=one.also | other.also,
        language=one.language,
    )


def best_match(said: Reading, evidence: Evidence) -> Match:
    """The one or two sentences of the passage that have most of what is said."""
    numbers = range(len(evidence.readings))
    if not numbers:
        return Match(0.0, ())
    share_in = _shares(said, evidence.index)
    best = max(numbers, key=lambda number: share_in(1 << number))
    other = max(numbers, key=lambda number: share_in(1 << best | 1 << number))
    alone, together = share_in(1 << best), share_in(1 << best | 1 << other)
    if together >= alone + _WORTH_ADDING:
        return Match(together, (evidence.readings[best], evidence.readings[other]))
    return Match(alone, (evidence.readings[best],))


def best_sentence(said: Reading, sentences: Sequence[Reading]) -> int:
    """The number of the sentence that has most of what is said; 0 for the first."""
    share_in = _shares(said, SentenceIndex(sentences))
    return max(range(len(sentences)), key=lambda number: share_in(1 << number))


def _shares(said: Reading, index: SentenceIndex) -> Callable[[int], float]:
    """The share of what is said that stands in given sentences, in [0, 1], by their bits.

    Figures and names weigh more.
    """
    parts = [(_weight(word), index.with_word(word.stem)) for word in said.words]
    parts += [(_FIGURE_WEIGHT, index.with_figure(figure)) for figure in said.figures]
    total = sum(weight for weight, _ in parts) or 1.0
    found = [part for part in parts if part[1]]

    def share_in(sentences: int) -> float:
        return sum([weight for weight, having in found if having & sentences]) / total

    return share_in


def _weight(word: Word) -> float:
    return _NAME_WEIGHT if word.is_name else 1.0
