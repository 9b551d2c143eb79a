"""The judgement of a sentence over a passage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.services.answers.support.contradictions import contradiction
from app.services.answers.support.evidence import Evidence, best_match
from app.services.answers.support.reading import read

Reason = Literal["wrong_figure", "wrong_name", "contradicted", "not_found"]
Similarity = Callable[[str, Sequence[str]], float]
"""How near a sentence is to the nearest of others: 0 for unrelated ones, 1 for the same."""

# The share of a sentence's words, or its nearness, from which it is supported. Chosen on the part
# of benchmarks/data/citation_check.yaml that is not held out.
BY_WORDS, BY_MEANING, ON_AVERAGE, WORDS_ALONE = 0.8, 0.85, 0.6, 0.61
# Of less a passage does not speak: neither for the sentence nor against it. Its meaning is not
# looked at then, because embedding its sentences is what a check costs.
_RELATED = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a sentence is supported, in [0, 1], and why it is not where it is not."""

    support: float
    reason: Reason | None = None

    @property
    def holds(self) -> bool:
        """Whether the sentence is supported."""
        return self.reason is None


NOT_FOUND = Verdict(0.0, "not_found")


def may_be_meant(verdict: Verdict, *, is_translated: bool) -> bool:
    """Whether it is worth looking at the meaning of a passage that was judged by its words."""
    return is_translated or verdict.support >= _RELATED


def judge(
    sentence: str,
    evidence: Evidence,
    similarity: Similarity | None = None,
    *,
    is_translated: bool = False,
) -> Verdict:
    """Whether a passage supports a sentence: by its words, else by its meaning.

    A sentence that `is_translated` shares few words with the passage, whatever it says.
    """
    said = read(sentence, evidence.language)
    match = best_match(said, evidence)
    against = contradiction(said, match, evidence) if match.share >= _RELATED else None
    if against:
        return Verdict(match.share, against)
    if match.share >= BY_WORDS:
        return Verdict(match.share)
    by_words = Verdict(match.share, None if match.share >= WORDS_ALONE else "not_found")
    if similarity is None or not may_be_meant(by_words, is_translated=is_translated):
        return by_words
    near = similarity(sentence, evidence.sentences)
    support = max((match.share + near) / 2, near if near >= BY_MEANING else 0.0)
    return Verdict(support, None if support >= ON_AVERAGE else "not_found")
