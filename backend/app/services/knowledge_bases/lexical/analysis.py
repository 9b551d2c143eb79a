"""Text into terms with their places.

A word is one term, its stem. Scripts without spaces give overlapping pairs of characters. What is
put together of several pieces (`ISO-27001`, `user_id`, `v2.3`) is a term as a whole, the same
however it is joined, and so are its pieces.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import regex

from app.integrations.vectors import TERM_IDS
from app.services.knowledge_bases.lexical.languages import FOLDED, stemmer

# Written without spaces between words; Korean endings come apart in pairs as well.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Inside a word: marks, and characters that only say how to break or join it.
_INNER = r"\p{M}\u00ad\u200c\u200d"
_LETTER = rf"[[\p{{L}}\p{{N}}]--[{_UNSPACED}]]"
_WORD = rf"{_LETTER}[[\p{{L}}\p{{N}}{_INNER}]--[{_UNSPACED}]]*"
_TOKEN = regex.compile(
    rf"""
      (?P<elided> \p{{L}}['’](?=\p{{L}}) | (?<=\p{{L}})['’]\p{{L}}{{1,2}}(?!\p{{L}}) )
    | (?P<unspaced> [{_UNSPACED}][{_UNSPACED}\p{{M}}]* )
    | {_WORD} (?: [-_./:@&+\u2010\u2011] {_WORD} )* (?: \+\+ | \# )?
    """,
    regex.VERBOSE | regex.VERSION1,
)
_CLUSTER = regex.compile(r"\X")
_PIECE = regex.compile(rf"\p{{L}}[\p{{L}}{_INNER}]*|\p{{N}}+")
# A point between digits says something, whatever else joins pieces does not.
_JOINT = regex.compile(r"(?<!\p{N})\.|\.(?!\p{N})|[-_/:@&\u2010\u2011]")
_INVISIBLE = regex.compile(r"[\u00ad\u200c\u200d]")
_MARK = regex.compile(r"\p{M}")
# What stands before and after a word without being part of it.
_AROUND_WORDS = '.,;:!?()[]"'
# Longer ones are noise (encoded data), and nobody types them.
_LONGEST_TOKEN = 200
# No token reaches across blanks, so what stands between them is analysed once and remembered.
_RUN = re.compile(r"\S+")
_LONGEST_REMEMBERED = 40
_REMEMBERED = 1 << 16


class Term(NamedTuple):
    """A term and the characters of the text that it stands for."""

    id: int
    start: int
    end: int


class _Piece(NamedTuple):
    """What one term is made of, as it is written, and where it stands."""

    written: str
    start: int
    end: int


def terms(text: str, language: str | None) -> Iterator[Term]:
    """The terms of a text in order, those of a whole before those of its pieces."""
    for run in _RUN.finditer(text):
        offset = run.start()
        for id_, start, end in _terms_of_run(run[0], language):
            yield Term(id_, offset + start, offset + end)


def term_counts(text: str, language: str | None) -> Counter[int]:
    """How often a text has each term, by id."""
    counts: Counter[int] = Counter()
    for run, times in Counter(text.split()).items():
        for term in _terms_of_run(run, language):
            counts[term.id] += times
    return counts


_SpansOfRuns = dict[str, list[tuple[int, int]]]


class Highlighter:
    """Finds where the words of one query stand in texts, as the keyword index matches them.

    It is of the languages that the index was asked in. Texts that answer the same question share
    most of their words: each is looked at once.
    """

    def __init__(self, query: str, languages: Collection[str | None]) -> None:
        self._stems = {
            _stem(piece.written, language)
            for run in query.split()
            for piece in _pieces(run)
            for language in languages
        }
        self._known: dict[str | None, _KnownRuns] = {}

    def spans(self, text: str, language: str | None) -> list[tuple[int, int]]:
        """Spans of characters in order, without overlaps."""
        known = self._known.setdefault(language, _KnownRuns())
        runs = set(text.split())
        known.matching |= self._matching(runs - known.seen, language)
        known.seen |= runs
        return _without_overlaps(
            (position + start, position + end)
            for run in runs & known.matching.keys()
            for position in _places(run, text)
            for start, end in known.matching[run]
        )

    def _matching(self, runs: Iterable[str], language: str | None) -> _SpansOfRuns:
        """Those of the runs in which something matches. Most are plain words that do not."""
        stems, stem = self._stems, stemmer(language)
        found: _SpansOfRuns = {}
        for run in runs:
            word = run.strip(_AROUND_WORDS)
            if _is_plain(word) and stem(word.lower()) not in stems:
                continue
            spans = [
                (start, end)
                for written, start, end in _pieces(run)
                if _stem(written, language) in stems
            ]
            if spans:
                found[run] = spans
        return found


@dataclass(slots=True)
class _KnownRuns:
    """What stands between blanks: what was looked at, and the spans in what matches."""

    seen: set[str] = field(default_factory=set)
    matching: _SpansOfRuns = field(default_factory=dict)


def _places(run: str, text: str) -> Iterator[int]:
    """Where a run stands in a text with blanks, or nothing, on both sides."""
    position = text.find(run)
    while position >= 0:
        end = position + len(run)
        if not text[position - 1 : position].strip() and not text[end : end + 1].strip():
            yield position
        position = text.find(run, end)


def _without_overlaps(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def _terms_of_run(run: str, language: str | None) -> tuple[Term, ...]:
    """The terms of what stands between blanks, with their places in it."""
    if len(run) > _LONGEST_REMEMBERED:
        return _analyse(run, language)
    return _remembered(run, language)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(run: str, language: str | None) -> tuple[Term, ...]:
    return _analyse(run, language)


def _analyse(run: str, language: str | None) -> tuple[Term, ...]:
    return tuple(
        [Term(_id(_stem(piece, language)), start, end) for piece, start, end in _pieces(run)]
    )


def _is_plain(word: str) -> bool:
    """Whether a word is one token of one piece for certain: so is most of what is written."""
    return word.isascii() and word.isalpha() and len(word) <= _LONGEST_TOKEN


def _pieces(run: str) -> Sequence[_Piece]:
    """The pieces of what stands between blanks, those of a whole before its parts."""
    word = run.strip(_AROUND_WORDS)
    if _is_plain(word):
        start = run.index(word)
        return [_Piece(word, start, start + len(word))]
    return [
        _Piece(written, token.start() + start, token.start() + end)
        for token in _TOKEN.finditer(run)
        if not token["elided"]
        for written, start, end in _pieces_of(token[0], bool(token["unspaced"]))
    ]


@lru_cache(maxsize=_REMEMBERED)
def _pieces_of(token: str, unspaced: bool) -> tuple[_Piece, ...]:
    """Pieces with their places in the token. Most tokens of a text have been seen before."""
    if len(token) > _LONGEST_TOKEN:
        return ()
    return tuple(_pairs(token) if unspaced else _whole_and_parts(token))


def _pairs(run: str) -> Iterator[_Piece]:
    clusters = [match.span() for match in _CLUSTER.finditer(run)]
    if len(clusters) == 1:
        yield _Piece(run, 0, len(run))
    for (start, _), (_, end) in pairwise(clusters):
        yield _Piece(run[start:end], start, end)


def _whole_and_parts(token: str) -> Iterator[_Piece]:
    yield _Piece(_JOINT.sub("", token), 0, len(token))
    parts = list(_PIECE.finditer(token))
    if len(parts) > 1:
        yield from (_Piece(part[0], *part.span()) for part in parts)


def _id(stem: str) -> int:
    """The same in every process and for ever: it is stored."""
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest()) % TERM_IDS


def _stem(written: str, language: str | None) -> str:
    return stemmer(language)(_plain(written, language))


def _plain(word: str, language: str | None) -> str:
    """A word without differences that nobody means."""
    if word.isascii():
        return word.lower()  # all that the rest would change
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).casefold()
    if language in FOLDED:
        plain = _MARK.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", plain)
