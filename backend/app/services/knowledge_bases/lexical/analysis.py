"""Text into terms with their places.

A word is one term, its stem. Scripts without spaces give overlapping pairs of characters. What is
put together of several pieces (`ISO-27001`, `user_id`, `v2.3`) is a term as a whole, the same
however it is joined, and so are its pieces.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import regex

from app.integrations.vectors import TERM_IDS, Keywords
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


class Highlighter:
    """Finds where the terms of one query stand in texts.

    Texts that answer the same question share most of their words: each is looked at once.
    """

    def __init__(self, query: Keywords) -> None:
        self._wanted = frozenset(query.terms.tolist())
        self._known: dict[str | None, dict[str, list[tuple[int, int]]]] = {}

    def spans(self, text: str, language: str | None) -> list[tuple[int, int]]:
        """Spans of characters in order, without overlaps."""
        known = self._known.setdefault(language, {})
        spans: list[tuple[int, int]] = []
        position = 0
        for run in text.split():
            position = text.index(run, position)
            matching = known.get(run)
            if matching is None:
                matching = known[run] = self._spans_in_run(run, language)
            for start, end in matching:
                _add(spans, position + start, position + end)
            position += len(run)
        return spans

    def _spans_in_run(self, run: str, language: str | None) -> list[tuple[int, int]]:
        if len(run) <= _LONGEST_REMEMBERED and self._wanted.isdisjoint(_ids(run, language)):
            return []
        found = _terms_of_run(run, language)
        return [(start, end) for id_, start, end in found if id_ in self._wanted]


@lru_cache(maxsize=_REMEMBERED)
def _ids(run: str, language: str | None) -> frozenset[int]:
    return frozenset([term.id for term in _analyse(run, language)])


def _add(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and start < spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], end))
    else:
        spans.append((start, end))


def _terms_of_run(run: str, language: str | None) -> tuple[Term, ...]:
    """The terms of what stands between blanks, with their places in it."""
    if len(run) > _LONGEST_REMEMBERED:
        return _analyse(run, language)
    return _remembered(run, language)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(run: str, language: str | None) -> tuple[Term, ...]:
    return _analyse(run, language)


def _analyse(run: str, language: str | None) -> tuple[Term, ...]:
    word = run.strip(_AROUND_WORDS)
    if word.isascii() and word.isalpha() and len(word) <= _LONGEST_TOKEN:
        # Most of what is written, told apart without the expression: one token of one piece.
        start = run.index(word)
        return (Term(_id(word, language), start, start + len(word)),)
    return tuple(
        Term(id_, token.start() + start, token.start() + end)
        for token in _TOKEN.finditer(run)
        if not token["elided"]
        for id_, start, end in _terms_of(token[0], language, bool(token["unspaced"]))
    )


@lru_cache(maxsize=_REMEMBERED)
def _terms_of(token: str, language: str | None, unspaced: bool) -> tuple[Term, ...]:
    """Terms with their places in the token. Most tokens of a text have been seen before."""
    if len(token) > _LONGEST_TOKEN:
        return ()
    pieces = _pairs(token) if unspaced else _pieces(token)
    return tuple(Term(_id(piece, language), start, end) for piece, start, end in pieces)


def _pairs(run: str) -> Iterator[tuple[str, int, int]]:
    clusters = [match.span() for match in _CLUSTER.finditer(run)]
    if len(clusters) == 1:
        yield run, 0, len(run)
    for (start, _), (_, end) in pairwise(clusters):
        yield run[start:end], start, end


def _pieces(token: str) -> Iterator[tuple[str, int, int]]:
    yield _JOINT.sub("", token), 0, len(token)
    pieces = list(_PIECE.finditer(token))
    if len(pieces) > 1:
        yield from ((piece[0], *piece.span()) for piece in pieces)


def _id(word: str, language: str | None) -> int:
    """The same in every process and for ever: it is stored."""
    stem = stemmer(language)(_plain(word, language))
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest()) % TERM_IDS


def _plain(word: str, language: str | None) -> str:
    """A word without differences that nobody means."""
    if word.isascii():
        return word.lower()  # all that the rest would change
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).casefold()
    if language in FOLDED:
        plain = _MARK.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", plain)
