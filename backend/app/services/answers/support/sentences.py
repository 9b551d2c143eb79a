"""Text into sentences, with their places."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?:[.!?…]+|[。！？]+)[\"'”’»)\]]*(?=\s|$)|[。！？]+|\n+")
# Behind these a full stop ends nothing.
_ABBREVIATIONS = {"dr", "mr", "mrs", "ms", "prof", "st", "mme", "mlle", "sr", "sra", "dott", "sig"}
_ABBREVIATIONS |= {"no", "nr", "fig", "vol", "art", "abs", "sec", "ch", "tel", "str", "min", "max"}
_ABBREVIATIONS |= {"approx", "ca", "bzw", "vgl", "usw", "inkl", "evtl", "etc", "e.g", "i.e", "z.b"}
_ABBREVIATIONS |= {"d.h", "u.a", "p.ex", "p.ej"}
_LAST_WORD = re.compile(r"([\w.]+)\.[\"'”’»)\]]*$")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Characters of each sentence, without the white space around it."""
    start = 0
    for end in _END.finditer(text):
        if text[end.start()] != "\n" and not _is_end(text, start, end.end()):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _is_end(text: str, start: int, end: int) -> bool:
    following = text[end:].lstrip()[:1]
    if following.islower():
        return False
    last = _LAST_WORD.search(text, start, end)
    word = last[1].casefold() if last else ""
    # A single letter is an initial.
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
