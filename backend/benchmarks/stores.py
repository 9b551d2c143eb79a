"""How fast the vector store in PostgreSQL answers, and how near to exact search.

    python -m benchmarks.stores [--chunks 100000] [--questions 200] [--limit 60]

Writes generated passages to an engine of its own and asks: each list alone, both at once, and both
with one document in a hundred visible. Prints milliseconds, the processor time of the database
behind them, and the share of the exact ten best that is found. A statement that does nothing and a
scan of the vector index alone are measured in the same run: no search can be faster.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, create_engine, text

from app.integrations.vectors import AccessFilter, Candidates, Hit, HybridQuery
from app.integrations.vectors.pgvector import PgVectorStore
from app.integrations.vectors.pgvector.search import vector_literal
from benchmarks.exact import ExactSearch
from benchmarks.passages import DIMENSION, Corpus, Question
from tests.engines import Engines

COLLECTION = "benchmark"
BATCH = 64
TOP = 10
WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one kind of search: what it found and what it took, for each question."""

    milliseconds: Sequence[float]
    processor_ms: float
    found: Sequence[Candidates]


class Bench:
    """A store filled with a corpus."""

    def __init__(self, engine: Engine, corpus: Corpus, limit: int) -> None:
        self._engine, self._limit = engine, limit
        self.corpus, self.store = corpus, PgVectorStore(engine)
        self.exact = ExactSearch(corpus.points)
        self.everything = AccessFilter(frozenset({corpus.knowledge_base_id}), frozenset())
        with engine.connect() as connection:
            self._backend = connection.scalar(text("SELECT pg_backend_pid()"))

    def fill(self) -> float:
        """Write all passages; returns the milliseconds each took."""
        self.store.ensure_collection(COLLECTION, DIMENSION)
        began = time.perf_counter()
        for start in range(0, len(self.corpus.points), BATCH):
            self.store.upsert(COLLECTION, self.corpus.points[start : start + BATCH])
        seconds = time.perf_counter() - began
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
        return 1000 * seconds / len(self.corpus.points)

    def some_documents(self, share: float) -> AccessFilter:
        """A filter that lets this share of the documents through."""
        ids = self.corpus.document_ids
        chosen = random.Random(1).sample(ids, max(1, round(share * len(ids))))
        return AccessFilter(self.everything.knowledge_base_ids, frozenset(), frozenset(chosen))

    def search(
        self, questions: Sequence[Question], access: AccessFilter, dense: bool, keyword: bool
    ) -> Measured:
        """Ask the store."""

        def ask(question: Question) -> Candidates:
            query = HybridQuery(
                question.query.vector if dense else None,
                question.query.keywords if keyword else None,
            )
            return self.store.search(COLLECTION, query, access, self._limit)

        return self._measured(questions, ask)

    def nothing(self, questions: Sequence[Question]) -> Measured:
        """A statement that reads nothing."""
        return self._measured(questions, lambda _: self._run("SELECT 1", {}))

    def bare_index(self, questions: Sequence[Question]) -> Measured:
        """The ids from the vector index, without filter or anything else."""
        statement = (
            f"SELECT id FROM vectors.{COLLECTION}"
            f" ORDER BY embedding <=> CAST(:vector AS halfvec({DIMENSION})) LIMIT :limit"
        )
        return self._measured(
            questions,
            lambda question: self._run(
                statement,
                {"vector": vector_literal(question.query.vector), "limit": self._limit},
            ),
        )

    def _run(self, statement: str, values: dict[str, object]) -> Candidates:
        with self._engine.begin() as connection:
            connection.execute(text(statement), values).all()
        return Candidates([], [])

    def _measured(
        self, questions: Sequence[Question], ask: Callable[[Question], Candidates]
    ) -> Measured:
        for question in questions[:WARM_UP]:
            ask(question)
        found, milliseconds, before = [], [], self._processor_ms()
        for question in questions[WARM_UP:]:
            began = time.perf_counter()
            found.append(ask(question))
            milliseconds.append(1000 * (time.perf_counter() - began))
        spent = (self._processor_ms() - before) / len(milliseconds)
        return Measured(milliseconds, spent, found)

    def _processor_ms(self) -> float:
        """Of the one connection's process in the database: others on the machine do not count."""
        return int(Path(f"/proc/{self._backend}/schedstat").read_text().split()[0]) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--limit", type=int, default=60)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.chunks)
    questions = corpus.questions(arguments.questions + WARM_UP)
    engines = Engines()
    engines.start()
    try:
        engine = create_engine(engines.postgres.url, pool_size=1, max_overflow=0)
        report(Bench(engine, corpus, arguments.limit), questions)
        engine.dispose()
    finally:
        engines.stop()


def report(bench: Bench, questions: Sequence[Question]) -> None:
    """Fill the store, ask everything, print a line for each."""
    print(f"written, ms a chunk        {bench.fill():8.2f}")
    print(f"{'':24}{'p50':>8}{'p95':>8}{'cpu':>8}   recall@{TOP} dense, keyword", flush=True)
    _line("nothing (limit)", bench.nothing(questions))
    _line("vector index (limit)", bench.bare_index(questions))
    for name, dense, keyword in (
        ("dense", True, False),
        ("keyword", False, True),
        ("both", True, True),
    ):
        measured = bench.search(questions, bench.everything, dense, keyword)
        _line(name, measured, _recalls(bench, questions, measured, bench.everything))
    for share in (0.01, 0.1):
        access = bench.some_documents(share)
        measured = bench.search(questions, access, dense=True, keyword=True)
        _line(f"both, {share:.0%} visible", measured, _recalls(bench, questions, measured, access))


def _line(name: str, measured: Measured, recalls: str = "") -> None:
    median, slow = np.percentile(measured.milliseconds, [50, 95])
    print(f"{name:24}{median:8.1f}{slow:8.1f}{measured.processor_ms:8.1f}   {recalls}", flush=True)


def _recalls(
    bench: Bench, questions: Sequence[Question], measured: Measured, access: AccessFilter
) -> str:
    only = access.only_document_ids
    visible = np.array([only is None or point.document_id in only for point in bench.corpus.points])
    dense, keyword = [], []
    for question, found in zip(questions[WARM_UP:], measured.found, strict=True):
        query = question.query
        if found.dense and query.vector is not None:
            dense.append(_recall(found.dense, bench.exact.nearest(query.vector, TOP, visible)))
        if found.keyword and query.keywords:
            keyword.append(
                _recall(found.keyword, bench.exact.by_words(query.keywords, TOP, visible))
            )
    return "  ".join(f"{np.mean(values):.3f}" if values else "    –" for values in (dense, keyword))


def _recall(hits: Sequence[Hit], exact: Sequence[object]) -> float:
    return len({hit.id for hit in hits[:TOP]} & set(exact)) / max(1, len(exact))


if __name__ == "__main__":
    main()
