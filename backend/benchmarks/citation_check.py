"""How well the check of citations tells supported sentences from planted ones.

    python -m benchmarks.citation_check [--model all-MiniLM-L6-v2 --models FOLDER]

Reads data/citation_check.yaml. Precision is the share of truly supported sentences among those
that the check lets pass, recall the share that it lets pass among the supported ones; `found` is
the share of each kind that is judged right. Without a model the check goes by words alone.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from app.core.caching import LruCache
from app.integrations.embeddings.local import load_embedder
from app.services.answers.support.evidence import evidence_of
from app.services.answers.support.judging import Similarity, judge
from app.services.answers.support.meaning import Nearness

DATA = Path(__file__).parent / "data" / "citation_check.yaml"
SUPPORTED = frozenset({"verbatim", "paraphrase", "merged"})


@dataclass
class Counts:
    """Judged sentences: by whether they are supported and were judged to be, and by kind."""

    judged: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, sentence: str, passed: bool) -> None:
        """Count a sentence that passed the check, or did not."""
        supported = kind in SUPPORTED
        self.judged[supported, passed] += 1
        self.kinds[kind] += 1
        self.right[kind] += supported == passed
        if supported != passed:
            self.wrong.append(f"{kind}: {sentence}")

    @property
    def precision(self) -> float:
        """Of what passed, the share that is supported."""
        return self.judged[True, True] / (self.judged[True, True] + self.judged[False, True])

    @property
    def recall(self) -> float:
        """Of what is supported, the share that passed."""
        return self.judged[True, True] / (self.judged[True, True] + self.judged[True, False])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--models", type=Path, default=Path("../data/models"))
    arguments = parser.parse_args()
    similarity: Similarity | None = None
    if arguments.model:
        embedder = load_embedder(arguments.model, arguments.models)
        similarity = Nearness(embedder, LruCache(10_000))
    for held_out in (False, True):
        _print("held out" if held_out else "tuned on", measure(groups(held_out), similarity))


def groups(held_out: bool | None = None) -> Iterator[Mapping[str, Any]]:
    """The passages with their sentences: all of them, or the part that is (not) held out."""
    for group in yaml.safe_load(DATA.read_text()):
        if held_out in (None, group["held_out"]):
            yield group


def measure(labelled: Iterable[Mapping[str, Any]], similarity: Similarity | None) -> Counts:
    """Judge every sentence over its passages."""
    counts = Counts()
    for group in labelled:
        passages = [evidence_of(text, group["language"]) for text in group["passages"]]
        for kind, sentence in group["sentences"]:
            passed = any(judge(sentence, each, similarity).holds for each in passages)
            counts.add(kind, sentence, passed)
    return counts


def _print(title: str, counts: Counts) -> None:
    print(f"\n{title}: {counts.kinds.total()} sentences")
    print(f"  precision {counts.precision:.3f}  recall {counts.recall:.3f}")
    for kind, count in counts.kinds.most_common():
        print(f"  {kind:12} found {counts.right[kind]:3} of {count}")
    for sentence in counts.wrong:
        print(f"  wrong: {sentence}")


if __name__ == "__main__":
    main()
