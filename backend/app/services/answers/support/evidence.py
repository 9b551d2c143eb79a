"""A passage read for what it supports, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.services.answers.support.reading import Figure, Reading, Word, is_among, read, same_value
from app.services.answers.support.sentences import spans

_FIGURE_WEIGHT, _NAME_WEIGHT = 2.0, 2.0
# A second sentence of the passage is read too when it has at least this much more.
_WORTH_ADDING = 0.12


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of a passage. `also` is what it is known by: its document and section."""

    sentences: tuple[str, ...]
    readings: tuple[Reading, ...]
    also: frozenset[str]
    language: str | None

    @property
    def words(self) -> frozenset[str]:
        """All that it says, and what it is known by."""
        return self.also.union(*(reading.stems for reading in self.readings))


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
    best = max(
        (Match(share_of(said, [reading]), (reading,)) for reading in evidence.readings),
        key=lambda match: match.share,
        default=Match(0.0, ()),
    )
    wider = max(
        (
            Match(share_of(said, [*best.readings, reading]), (*best.readings, reading))
            for reading in evidence.readings
            if reading not in best.readings
        ),
        key=lambda match: match.share,
        default=best,
    )
    return wider if wider.share >= best.share + _WORTH_ADDING else best


def share_of(said: Reading, there: Sequence[Reading]) -> float:
    """Share of what is said that stands there, in [0, 1]; figures and names weigh more."""
    stems = frozenset[str]().union(*(reading.stems for reading in there))
    figures = [figure for reading in there for figure in reading.figures]
    found = {stem: is_among(stem, stems) for stem in {word.stem for word in said.words}}
    weighed = [(_weight(word), found[word.stem]) for word in said.words]
    weighed += [
        (_FIGURE_WEIGHT, any(same_value(figure, other) for other in figures))
        for figure in said.figures
    ]
    total = sum(weight for weight, _ in weighed)
    return sum(weight for weight, is_there in weighed if is_there) / total if total else 0.0


def _weight(word: Word) -> float:
    return _NAME_WEIGHT if word.is_name else 1.0
