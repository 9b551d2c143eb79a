"""A sentence read for what can be checked of it: words, figures, names, and what is denied."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.services.answers.support.words import UNITS, Words, senses_of, words_of
from app.services.knowledge_bases.lexical.languages import stemmer

_TOKEN = re.compile(r"\d[\d.,:]*\d|\d|[^\W_]+(?:[-'’.][^\W_]+)*|[%;,:()!?—–]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CODE = re.compile(r"(?=[^\d]*\d)(?=.*[^\W\d])[^\W_]+(?:[-./][^\W_]+)*")
_CLAUSE_ENDS = frozenset(",;:()!?—–")
# How many words a negation reaches to, and how far around a figure its company is.
_SCOPE, _COMPANY = 3, 2
# Forms of one word share at least so many characters.
_SHARED = 4
_MARK = re.compile(r"[̀-ͯ]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something. `denied` counts the negations before it, itself included."""

    stem: str
    is_name: bool
    denied: int
    heads: bool
    clause: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words around it. `values` are the ways in which it can be read."""

    values: frozenset[float]
    unit: str
    company: frozenset[str]
    clause: int
    written: str


class Item(NamedTuple):
    """A word or a figure in its place. `names` tells that it names something, as far as seen."""

    stem: str
    names: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, or several."""

    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    sequence: tuple[Item, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The words that say something."""
        return frozenset(word.stem for word in self.words)


@lru_cache(maxsize=4096)
def read(text: str, language: str | None) -> Reading:
    """What can be checked of a text in this language (ISO 639-1; `None` reads it as English)."""
    return _Reader(language).read(text)


class _Reader:
    def __init__(self, language: str | None) -> None:
        self._language = language
        self._known: Words = words_of(language)
        self._senses = senses_of(language)
        self._stem = stemmer(language or "en")
        self._words: list[Word] = []
        self._figures: list[tuple[int, frozenset[float], int, str]] = []
        self._sequence: list[Item] = []
        self._before = ""
        self._scopes: list[int] = []
        self._clause = 0

    def read(self, text: str) -> Reading:
        for number, token in enumerate(_TOKEN.findall(unicodedata.normalize("NFKC", text))):
            if token in _CLAUSE_ENDS:
                self._clause += 1
                self._scopes = []
            else:
                self._take(token, first=number == 0)
                self._before = token.casefold()
        return Reading(tuple(self._words), self._with_company(), tuple(self._sequence))

    def _take(self, token: str, *, first: bool) -> None:
        plain = token.casefold().replace("’", "'")
        negates = plain in self._known.negations or plain.endswith("n't")
        if values := self._values(plain):
            self._figures.append((len(self._words), values, self._clause, token))
            self._sequence.append(Item(f"#{min(values):g}", names=False))
            return
        if plain in self._senses if negates else self._says_something(plain):
            self._add(token, plain, first=first)
        if negates:
            self._scopes.append(_SCOPE)
        elif plain == "free" and self._language in (None, "en"):
            self._scopes.append(1)

    def _says_something(self, plain: str) -> bool:
        return plain not in self._known.function and not plain.endswith(("'s", "'ll"))

    def _add(self, token: str, plain: str, *, first: bool) -> None:
        sense, opposite = self._senses.get(plain, (plain, False))
        is_code = bool(_CODE.fullmatch(token))
        stem = _folded(plain.replace("-", "")) if is_code else self._stem_of(sense)
        denied = len(self._scopes) + opposite
        heads = opposite or any(left == _SCOPE for left in self._scopes)
        is_capital = token[0].isupper() and not first
        is_name = is_code or (is_capital and self._language != "de")
        self._words.append(Word(stem, is_name, denied, heads, self._clause))
        names = is_name or is_capital or self._before in self._known.leading
        self._sequence.append(Item(stem, names))
        self._scopes = [left - 1 for left in self._scopes if left > 1]

    def _stem_of(self, word: str) -> str:
        return _folded(self._stem(word.removesuffix("'s")))

    def _values(self, plain: str) -> frozenset[float]:
        """The numbers that a word may stand for: `1.250` is one thousand somewhere."""
        if plain[0].isdigit():
            return _numbers(plain)
        parts = plain.split("-")
        numbers = [self._known.numbers.get(part) for part in parts]
        if None in numbers:
            return frozenset()
        return frozenset([float(sum(number or 0 for number in numbers))])

    def _with_company(self) -> tuple[Figure, ...]:
        figures = []
        for place, (position, values, clause, written) in enumerate(self._figures):
            before = self._figures[place - 1][0] if place else 0
            after = self._figures[place + 1 :]
            following = after[0][0] if after else len(self._words)
            near = self._words[max(before, position - _COMPANY) : position]
            behind = self._words[position : min(max(following, position + 1), position + _COMPANY)]
            unit = behind[0].stem if behind and behind[0].clause == clause else ""
            company = frozenset(word.stem for word in (*near, *behind))
            figures.append(Figure(values, unit, company, clause, written))
        return tuple(figures)


def same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same, maybe in other units of time."""
    if one.values & other.values:
        return True
    return _converted(one, other) or _converted(other, one)


def _converted(larger: Figure, smaller: Figure) -> bool:
    unit, factor = UNITS.get(larger.unit, ("", 0))
    if not unit or not smaller.unit.startswith(unit[:4]):
        return False
    return any(value * factor in smaller.values for value in larger.values)


def alike(one: str, other: str) -> bool:
    """Whether two stems may be forms of one word: most of the longer one is in both."""
    if one == other:
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _SHARED and shared >= 0.6 * max(len(one), len(other))


def beginning(stem: str) -> str:
    """How a word begins: words of which this differs are not alike."""
    return stem[:_SHARED]


def is_among(stem: str, stems: Sequence[str] | frozenset[str]) -> bool:
    """Whether a word, or a form of it, is one of these."""
    if stem in stems:
        return True
    start = beginning(stem)
    return any(other.startswith(start) and alike(stem, other) for other in stems)


def _numbers(plain: str) -> frozenset[float]:
    text = plain.rstrip(".,:")
    if ":" in text:
        hours, _, minutes = text.partition(":")
        if hours.isdigit() and minutes.isdigit():
            whole = {float(hours)} if int(minutes) == 0 else set()
            return frozenset({int(hours) + int(minutes) / 100, *whole})
        return frozenset()
    readings = set()
    if _GROUPED.fullmatch(text):
        readings.add(float(re.sub(r"[.,]", "", text)))
    decimal = text.replace(",", ".")
    if decimal.count(".") <= 1:
        readings.add(float(decimal))
    return frozenset(readings)


def _folded(word: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFKD", word))
