"""Citations are checked, not believed.

A model names the passages it used as `[n]`. Small models name wrong ones, or none. So each
sentence of the answer is held against every passage that was read: a marker stays where its
passage supports the sentence, moves to the one that does, and goes where none does. Sentences that
none supports are listed. The quoted span is the sentence of the passage that supports best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.schemas.chat import Citation, Grounding, UnsupportedSpan
from app.services.answers.markers import Sentence, marked, unmarked
from app.services.answers.support.evidence import Evidence, best_sentence, evidence_of, joined
from app.services.answers.support.judging import NOT_FOUND, Similarity, Verdict, judge, may_be_meant
from app.services.answers.support.reading import read
from app.services.answers.support.remarks import claims_nothing, says_it_is_absent
from app.services.answers.support.sentences import spans
from app.services.knowledge_bases.lexical import detect_language

# A passage that the model names is kept when it supports at least so much of what the best does.
_KEEP_RATIO = 0.7
# By meaning a sentence is compared with this many passages: those that have most of its words.
_COMPARED = 4


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer whose markers all point to passages that support them."""

    text: str
    citations: list[Citation] = field(default_factory=list)
    unsupported: list[UnsupportedSpan] = field(default_factory=list)
    grounding: Grounding | None = None


def check_citations(
    answer: str,
    passages: Sequence[Citation],
    contexts: Mapping[int, str] | None = None,
    similarity: Similarity | None = None,
    language: str | None = None,
) -> CheckedAnswer:
    """Hold an answer against `passages`, and narrow each citation's span.

    `contexts` is what the model read of a passage by its number, where that is more than the
    passage: it supports a sentence too. The span stays within the passage itself. `language` is
    that of all passages; without it each one's is detected.

    Raises:
        Upstream: `similarity` failed.
    """
    evidence = _evidence(passages, contexts or {}, language)
    bare = unmarked(answer)
    check = _Check(evidence, similarity, detect_language(bare.text) if similarity else None)
    for sentence in bare.sentences:
        check.add(bare.text, sentence)
    check.add_rest(bare.text)
    text, shift = _trimmed(check.text())
    return CheckedAnswer(
        text=text,
        citations=[
            _narrowed(passage, check.cited[passage.number], evidence[passage.number].language)
            for passage in passages
            if passage.number in check.cited
        ],
        unsupported=[
            UnsupportedSpan(start=span.start - shift, end=span.end - shift, reason=span.reason)
            for span in check.unsupported
        ],
        grounding=check.grounding(),
    )


def share_of_supported(answer: str, passages: Sequence[str]) -> float | None:
    """Share of the answer's sentences that one of the passages supports, in [0, 1].

    Sentences that claim nothing count for nothing; `None` when there is no other.
    """
    evidence = [evidence_of(text, detect_language(text)) for text in passages]
    bare = unmarked(answer)
    sentences = [bare.text[each.start : each.end] for each in bare.sentences if not each.is_code]
    claims = [sentence for sentence in sentences if _is_claim(sentence)]
    if not claims:
        return None
    supported = [any(judge(claim, each).holds for each in evidence) for claim in claims]
    return sum(supported) / len(supported)


@dataclass(slots=True)
class _Supported:
    """What stands before the markers of a passage, and how well it supports the weakest of it."""

    sentences: list[str] = field(default_factory=list)
    confidence: float = 1.0

    def add(self, sentence: str, support: float) -> None:
        self.sentences.append(sentence)
        self.confidence = min(self.confidence, round(support, 2))


class _Check:
    """The sentences of an answer, one after the other."""

    def __init__(
        self,
        evidence: Mapping[int, Evidence],
        similarity: Similarity | None,
        language: str | None,
    ) -> None:
        self._evidence = evidence
        self._similarity = similarity
        self._language = language
        self._parts: list[str] = []
        self._length = 0
        self._read = 0
        self._absent = False
        self.cited: dict[int, _Supported] = {}
        self.unsupported: list[UnsupportedSpan] = []

    def add(self, text: str, sentence: Sentence) -> None:
        """Judge the next sentence of the text without markers, and write it with its markers."""
        self._write(text[self._read : sentence.start])
        self._read = sentence.end
        said = text[sentence.start : sentence.end]
        if sentence.is_code or not _is_claim(said):
            self._write(said)
            return
        verdicts = self._judge(said)
        numbers = _chosen(sentence.cited, verdicts)
        for number in numbers:
            self.cited.setdefault(number, _Supported()).add(said, verdicts[number].support)
        if not numbers:
            self._note_unsupported(said, verdicts)
        self._write(marked(said, numbers))

    def add_rest(self, text: str) -> None:
        """What stands behind the last sentence."""
        self._write(text[self._read :])

    def text(self) -> str:
        """The answer with the markers that hold."""
        return "".join(self._parts)

    def grounding(self) -> Grounding | None:
        """What the sentences make of the answer."""
        if self.cited:
            return "partly" if self.unsupported or self._absent else "supported"
        if self.unsupported:
            return "unsupported"
        return "not_in_documents" if self._absent else None

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _judge(self, said: str) -> dict[int, Verdict]:
        """The verdict of each passage, by words and, where that is not enough, by meaning."""
        verdicts = {number: judge(said, each) for number, each in self._evidence.items()}
        nearest = sorted(verdicts, key=lambda number: -verdicts[number].support)[:_COMPARED]
        if any(verdict.holds for verdict in verdicts.values()):
            return verdicts
        if self._similarity:
            verdicts |= {n: self._judge_by_meaning(said, n, verdicts[n]) for n in nearest}
        if len(nearest) > 1 and not any(verdict.holds for verdict in verdicts.values()):
            one, other, *_ = nearest
            both = judge(said, joined(self._evidence[one], self._evidence[other]))
            if both.holds and verdicts[other].support > 0:
                verdicts |= {one: both, other: both}
        return verdicts

    def _judge_by_meaning(self, said: str, number: int, by_words: Verdict) -> Verdict:
        evidence = self._evidence[number]
        # What is not known for sure counts as the same.
        is_translated = len({self._language, evidence.language} - {None}) > 1
        if not may_be_meant(by_words, is_translated=is_translated):
            return by_words
        return judge(said, evidence, self._similarity, is_translated=is_translated)

    def _note_unsupported(self, said: str, verdicts: Mapping[int, Verdict]) -> None:
        if says_it_is_absent(said):
            self._absent = True
            return
        nearest = max(verdicts.values(), key=lambda verdict: verdict.support, default=NOT_FOUND)
        self.unsupported.append(
            UnsupportedSpan(
                start=self._length,
                end=self._length + len(said),
                reason=nearest.reason or NOT_FOUND.reason or "not_found",
            )
        )


def _is_claim(sentence: str) -> bool:
    reading = read(sentence, None)
    return bool(reading.words or reading.figures) and not claims_nothing(sentence)


def _chosen(cited: Sequence[int], verdicts: Mapping[int, Verdict]) -> list[int]:
    """The passages to cite for a sentence: the model's own where they hold, else the best."""
    holding = {number: each.support for number, each in verdicts.items() if each.holds}
    if not holding:
        return []
    best = max(holding, key=lambda number: holding[number])
    joint = [n for n in holding if holding[n] == holding[best] and verdicts[n] is verdicts[best]]
    good = [n for n in cited if holding.get(n, 0.0) >= holding[best] * _KEEP_RATIO]
    return good or joint


def _evidence(
    passages: Sequence[Citation], contexts: Mapping[int, str], language: str | None
) -> dict[int, Evidence]:
    return {
        passage.number: evidence_of(
            text := contexts.get(passage.number, passage.text),
            language or detect_language(text),
            f"{passage.document_name} {passage.section or ''}",
        )
        for passage in passages
    }


def _trimmed(text: str) -> tuple[str, int]:
    """The text without outer white space, and how much of it stood in front."""
    return text.strip(), len(text) - len(text.lstrip())


def _narrowed(passage: Citation, supported: _Supported, language: str | None) -> Citation:
    """The citation with its span narrowed to the passage's best sentence."""
    said = read(" ".join(supported.sentences), language)
    sentences = list(spans(passage.text)) or [(0, len(passage.text))]
    readings = [read(passage.text[start:end], language) for start, end in sentences]
    start, end = sentences[best_sentence(said, readings)]
    return passage.model_copy(
        update={
            "char_start": passage.char_start + start,
            "char_end": passage.char_start + end,
            "quote": passage.text[start:end],
            "confidence": supported.confidence,
        }
    )
