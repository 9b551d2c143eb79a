"""Citations are checked, not believed.

A model names the passages it used as `[n]`. Small models name wrong ones, or none. So each
sentence of the answer is compared with the passages by the words they share: a marker
stays when its passage supports the sentence, moves when another one does, and goes when
none does. The quoted span is the sentence of the passage that supports it best.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.schemas.chat import Citation

SUPPORTED = 0.5
KEEP_RATIO = 0.7
_MARKER = re.compile(r"\s*\[\s*(\d+(?:\s*[,;]\s*\d+)*)\s*\]")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?:\s*\[[\d\s,;]+\])+|[.!?]+(?=\s)(?!\s*\[\d)|(?=\n)|$)")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_SPLIT = re.compile(r"(?<=[.!?])\s+|\n+")
_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "must",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "or",
        "our",
        "shall",
        "she",
        "should",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "also",
        "any",
        "all",
        "each",
        "per",
        "according",
        "passage",
        "passages",
        "document",
        "documents",
    ]
)


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer whose markers all point to passages that support them."""

    text: str
    citations: list[Citation]


def check_citations(
    answer: str, passages: Sequence[Citation], contexts: Mapping[int, str] | None = None
) -> CheckedAnswer:
    """Check every marker of `answer` against `passages` and narrow each citation's span.

    `contexts` is what the model read of a passage by its number, where that is more than the
    passage: it supports a sentence too. The span stays within the passage itself.
    """
    read = contexts or {}
    words = {
        passage.number: _content_words(read.get(passage.number, passage.text))
        for passage in passages
    }
    supported: dict[int, list[str]] = {}
    parts: list[str] = []
    for sentence, gap in _sentences(answer):
        bare, cited = _strip_markers(sentence)
        numbers = _supporting(bare, cited, words)
        for number in numbers:
            supported.setdefault(number, []).append(bare)
        parts.append(_with_markers(bare, numbers) + gap)
    used = [passage for passage in passages if passage.number in supported]
    return CheckedAnswer(
        text="".join(parts).strip(),
        citations=[_narrowed(passage, supported[passage.number]) for passage in used],
    )


def share_of_supported(answer: str, passages: Sequence[str]) -> float | None:
    """Share of the answer's sentences that one of the passages supports, in [0, 1].

    Sentences without a word of their own count for nothing; `None` when there is no other.
    """
    words = [_content_words(passage) for passage in passages]
    bare = [_strip_markers(sentence)[0] for sentence, _ in _sentences(answer)]
    wanted = [found for sentence in bare if (found := _content_words(sentence))]
    if not wanted:
        return None
    supported = [any(_overlap(own, there) >= SUPPORTED for there in words) for own in wanted]
    return sum(supported) / len(supported)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Sentences, each with the white space behind it; nothing of `text` is lost."""
    position = 0
    while position < len(text):
        sentence = _SENTENCE.match(text, position)
        end = sentence.end() if sentence else position
        gap = _SPACE.match(text, end)
        stop = gap.end() if gap else end
        yield text[position:end], text[end:stop]
        position = stop


def _strip_markers(sentence: str) -> tuple[str, list[int]]:
    numbers = [
        int(number)
        for group in _MARKER.findall(sentence)
        for number in re.split(r"\s*[,;]\s*", group)
    ]
    return _MARKER.sub("", sentence), numbers


def _with_markers(sentence: str, numbers: Iterable[int]) -> str:
    markers = "".join(f"[{number}]" for number in numbers)
    return f"{sentence.rstrip()} {markers}" if markers else sentence


def _supporting(
    sentence: str, cited: Sequence[int], passages: dict[int, frozenset[str]]
) -> list[int]:
    """The passages to cite for a sentence: the model's own where they hold, else the best."""
    wanted = _content_words(sentence)
    if not wanted or not passages:
        return []
    support = {number: _overlap(wanted, words) for number, words in passages.items()}
    best = max(support, key=lambda number: support[number])
    if support[best] < SUPPORTED:
        return []
    good = [n for n in dict.fromkeys(cited) if support.get(n, 0) >= support[best] * KEEP_RATIO]
    return good or [best]


def _overlap(wanted: frozenset[str], words: frozenset[str]) -> float:
    """Share of the wanted words that are there, in [0, 1]; figures weigh most.

    A figure that the passage does not have halves the rest: it is what must not be wrong.
    """
    weights = {word: 3 if word[0].isdigit() else 1 for word in wanted}
    if not weights:
        return 0.0
    missing = wanted - words
    share = 1 - sum(weights[word] for word in missing) / sum(weights.values())
    return share / 2 if any(word[0].isdigit() for word in missing) else share


def _content_words(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _STOP_WORDS)


def _stem(word: str) -> str:
    """Fold the commonest English endings, so that `weeks` meets `week`."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _narrowed(passage: Citation, sentences: Sequence[str]) -> Citation:
    """The citation with its span narrowed to the passage's best sentence."""
    wanted = _content_words(" ".join(sentences))
    start, end = max(
        _spans(passage.text),
        key=lambda span: _overlap(wanted, _content_words(passage.text[span[0] : span[1]])),
    )
    return passage.model_copy(
        update={
            "char_start": passage.char_start + start,
            "char_end": passage.char_start + end,
            "quote": passage.text[start:end],
        }
    )


def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a passage as spans without surrounding white space."""
    spans, start = [], 0
    for match in _SPLIT.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip()] or [(0, len(text))]
