"""The `[n]` of an answer: taken out with their places, and put back behind sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.services.answers.support.remarks import code_spans, within
from app.services.answers.support.sentences import spans

_ONE = r"\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]"
_MARKER = re.compile(rf"[ \t]*{_ONE}(?:[ \t]*,?[ \t]*{_ONE})*")
_NUMBER = re.compile(r"\d+")
# Where a marker went, its neighbours may meet only if they cannot become markup together.
_MAY_MEET = re.compile(r"[.,;:!?)\"'”’»*_|]*(?:\s|$)")
_OPENING_FENCE = re.compile(r"```")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of a text without markers, and the numbers it was marked with."""

    start: int
    end: int
    cited: tuple[int, ...]
    is_code: bool


@dataclass(frozen=True, slots=True)
class Unmarked:
    """An answer without its markers."""

    text: str
    sentences: tuple[Sentence, ...]


def unmarked(answer: str) -> Unmarked:
    """Take the markers out of an answer; those in code are code."""
    text, marks = _taken_out(answer)
    code = [span for span in code_spans(text) if _OPENING_FENCE.match(text, span[0])]
    places = list(spans(text))
    cited: dict[int, list[int]] = {}
    for position, numbers in marks:
        cited.setdefault(_owner(text, places, position), []).extend(numbers)
    sentences = (
        Sentence(
            start,
            end,
            tuple(dict.fromkeys(cited.get(index, ()))),
            any(within((start, end), block) for block in code),
        )
        for index, (start, end) in enumerate(places)
    )
    return Unmarked(text, tuple(sentences))


def marked(sentence: str, numbers: Iterable[int]) -> str:
    """A sentence with its markers behind it; in a row of a table they stay in the last cell."""
    markers = "".join(f"[{number}]" for number in numbers)
    if not markers:
        return sentence
    row = sentence.rstrip()
    if row.endswith("|") and row.startswith("|"):
        return f"{row[:-1].rstrip()} {markers} |"
    return f"{row} {markers}"


def _taken_out(answer: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without markers, and where in it each stood."""
    code = code_spans(answer)
    parts: list[str] = []
    marks: list[tuple[int, list[int]]] = []
    length = last = 0
    for found in _MARKER.finditer(answer):
        if any(within((found.end() - 1, found.end()), span) for span in code):
            continue
        parts.append(answer[last : found.start()])
        length += found.start() - last
        marks.append((length, [int(number) for number in _NUMBER.findall(found[0])]))
        if not _MAY_MEET.match(answer, found.end()):
            parts.append(" ")
            length += 1
        last = found.end()
    return "".join([*parts, answer[last:]]), marks


def _owner(text: str, places: Sequence[tuple[int, int]], position: int) -> int:
    """The sentence that a marker stands in or behind; at the start of a line the one after it."""
    index = sum(start < position for start, _ in places) - 1
    if index < 0 or "\n" in text[places[index][1] : position]:
        return index + 1
    return index
