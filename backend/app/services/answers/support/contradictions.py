"""What speaks against a sentence although the passage is about the same."""

from collections.abc import Sequence
from typing import Literal

from app.services.answers.support.evidence import Evidence, Match
from app.services.answers.support.reading import (
    Figure,
    Item,
    Reading,
    Word,
    alike,
    is_among,
    same_value,
)

Contradiction = Literal["wrong_figure", "wrong_name", "contradicted"]
# So much more of a figure's company stands beside another figure: they were exchanged.
_EXCHANGED = 2
_LONGEST_REPLACED, _LONGEST_REPLACING = 2, 3


def contradiction(said: Reading, match: Match, evidence: Evidence) -> Contradiction | None:
    """The first that is found; `match` is what the passage says of the same."""
    if _has_wrong_figure(said, match):
        return "wrong_figure"
    if _has_wrong_name(said, evidence) or _is_replaced(said, match):
        return "wrong_name"
    if _is_denied(said, match):
        return "contradicted"
    return None


def _has_wrong_figure(said: Reading, match: Match) -> bool:
    return any(
        _is_missing(figure, match.figures)
        or _is_exchanged(figure, match.figures)
        or _is_another_names(figure, said, match)
        for figure in said.figures
    )


def _is_missing(figure: Figure, there: Sequence[Figure]) -> bool:
    if any(same_value(figure, other) for other in there):
        return False
    # "One" is often no number.
    return figure.values != {1.0} or figure.written.isdigit()


def _is_exchanged(figure: Figure, there: Sequence[Figure]) -> bool:
    """Whether another figure of the passage keeps the company that this one has here."""
    own = [other for other in there if same_value(figure, other)]
    others = [other for other in there if other not in own]
    return _shared(figure, others) >= _shared(figure, own) + _EXCHANGED


def _shared(figure: Figure, others: Sequence[Figure]) -> int:
    shared = [sum(is_among(stem, other.company) for stem in figure.company) for other in others]
    return max(shared, default=0)


def _is_another_names(figure: Figure, said: Reading, match: Match) -> bool:
    """Whether the passage says this figure of one name, and the sentence of another."""
    named = {word.stem for word in said.words if word.is_name and word.clause == figure.clause}
    for reading in match.readings:
        for other in reading.figures:
            names = {w.stem for w in reading.words if w.is_name and w.clause == other.clause}
            elsewhere = {w.stem for w in reading.words if w.is_name} - names
            if same_value(figure, other) and names and not names & named and elsewhere & named:
                return True
    return False


def _has_wrong_name(said: Reading, evidence: Evidence) -> bool:
    return any(word.is_name and word.stem not in evidence.words for word in said.words)


def _is_replaced(said: Reading, match: Match) -> bool:
    """Whether other words stand in a place where the passage has its own: between the same two."""
    return any(_replaces(said.sequence, reading.sequence) for reading in match.readings)


def _replaces(said: Sequence[Item], there: Sequence[Item]) -> bool:
    mine, theirs = [item.stem for item in said], [item.stem for item in there]
    for start in range(1, len(said)):
        for length in range(1, _LONGEST_REPLACED + 1):
            new = mine[start : start + length]
            if len(new) < length or any(stem[0] == "#" or is_among(stem, theirs) for stem in new):
                break
            following = mine[start + length] if start + length < len(mine) else None
            if said[start].names and _stands_between(mine[start - 1], following, mine, theirs):
                return True
    return False


def _stands_between(
    left: str, right: str | None, said: Sequence[str], there: Sequence[str]
) -> bool:
    """Whether the passage has words of its own between these two."""
    for place, stem in enumerate(there):
        if stem != left:
            continue
        for length in range(1, _LONGEST_REPLACING + 1):
            own = there[place + 1 : place + 1 + length]
            if len(own) < length or any(each[0] == "#" or is_among(each, said) for each in own):
                break
            behind = place + 1 + length
            if (there[behind] if behind < len(there) else None) == right:
                return True
    return False


def _is_denied(said: Reading, match: Match) -> bool:
    """Whether the sentence denies what the passage affirms, or affirms what it denies."""
    pairs = [
        (word, other)
        for word in said.words
        for other in match.words
        if alike(word.stem, other.stem)
    ]
    if any(_odd(word) and _odd(other) for word, other in pairs):
        return False
    here = any(word.heads and _odd(word) and not _odd(other) for word, other in pairs)
    there = any(other.heads and _odd(other) and not _odd(word) for word, other in pairs)
    return here or (there and not any(word.denied for word in said.words))


def _odd(word: Word) -> bool:
    return word.denied % 2 == 1
