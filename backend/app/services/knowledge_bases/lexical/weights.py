"""Terms into the sparse vectors of BM25."""

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np

from app.integrations.vectors import Keywords
from app.services.knowledge_bases.lexical.analysis import term_counts

# Of BM25: how soon repeating a term stops counting, and how much longer passages lose.
K1 = 1.2
B = 0.75
# Terms of a passage of usual size. A constant: an average of what is stored would change with
# every document, and every stored weight with it.
AVERAGE_LENGTH = 120


def passage_keywords(text: str, language: str | None) -> Keywords:
    """BM25's term-frequency part of each term of a passage, in (0, K1 + 1)."""
    counts = term_counts(text, language)
    norm = K1 * (1 - B + B * counts.total() / AVERAGE_LENGTH)
    return _keywords({id_: n * (K1 + 1) / (n + norm) for id_, n in counts.items()})


def query_keywords(text: str, languages: Collection[str | None]) -> Keywords:
    """How often a query asks for each term, as the languages of the searched documents write it."""
    counts: Counter[int] = Counter()
    for language in languages:
        counts |= term_counts(text, language)
    return _keywords(counts)


def _keywords(weights: Mapping[int, float]) -> Keywords:
    ordered = sorted(weights)
    return Keywords(
        np.array(ordered, dtype=np.int64),
        np.array([weights[id_] for id_ in ordered], dtype=np.float32),
    )
