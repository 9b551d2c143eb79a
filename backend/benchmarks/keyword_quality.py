"""How good keyword search is on a labelled set, in both stores and by exact BM25.

    python -m benchmarks.keyword_quality FOLDER

The folder holds `documents.jsonl.gz` {id, title, text}, `queries.jsonl.gz` {id, text} and
`qrels.tsv.gz` with query, document and grade a line. Whole documents are searched. Prints nDCG@10
with gain 2^grade − 1 for each; the stores are to be within 0.01 of the exact ranking.
"""

import argparse
import gzip
import json
import math
import uuid
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from qdrant_client import QdrantClient
from sqlalchemy import create_engine

from app.integrations.vectors import AccessFilter, HybridQuery, Keywords, Point, VectorStore
from app.integrations.vectors.pgvector import PgVectorStore
from app.integrations.vectors.qdrant import QdrantVectorStore
from app.services.knowledge_bases.lexical import passage_keywords, query_keywords
from benchmarks.exact import ExactSearch
from tests.engines import Engines

COLLECTION, LANGUAGE, DEPTH = "quality", "en", 10
KB = uuid.UUID(int=1)
ACCESS = AccessFilter(frozenset({KB}), frozenset())
Grades = Mapping[uuid.UUID, int]
Search = Callable[[Keywords], Sequence[uuid.UUID]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    points = [_point(row) for row in _rows(folder / "documents.jsonl.gz")]
    judged = _grades(folder)
    questions = [
        (query_keywords(row["text"], {LANGUAGE}), grades)
        for row in _rows(folder / "queries.jsonl.gz")
        if (grades := judged.get(str(row["id"])))
    ]
    exact = ExactSearch(points)
    _print("exact BM25", lambda query: exact.by_words(query, DEPTH), questions)
    warnings.filterwarnings("ignore", module="qdrant_client")
    _print("Qdrant", _in(QdrantVectorStore(QdrantClient(":memory:")), points), questions)
    engines = Engines()
    engines.start()
    try:
        engine = create_engine(engines.postgres.url)
        _print("PostgreSQL", _in(PgVectorStore(engine), points), questions)
        engine.dispose()
    finally:
        engines.stop()


def _point(row: Mapping[str, Any]) -> Point:
    return Point(
        id=_id(row["id"]),
        vector=np.ones(2, dtype=np.float32),
        knowledge_base_id=KB,
        document_id=_id(row["id"]),
        generation=1,
        keywords=passage_keywords(f"{row['title']}\n{row['text']}", LANGUAGE),
    )


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _grades(folder: Path) -> dict[str, dict[uuid.UUID, int]]:
    grades: dict[str, dict[uuid.UUID, int]] = {}
    with gzip.open(folder / "qrels.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            query, document, grade = line.split("\t")
            grades.setdefault(query, {})[_id(document)] = int(grade)
    return grades


def _id(document: object) -> uuid.UUID:
    return uuid.uuid5(KB, str(document))


def _in(store: VectorStore, points: Sequence[Point]) -> Search:
    store.ensure_collection(COLLECTION, 2)
    for start in range(0, len(points), 64):
        store.upsert(COLLECTION, points[start : start + 64])

    def search(query: Keywords) -> list[uuid.UUID]:
        found = store.search(COLLECTION, HybridQuery(None, query), ACCESS, DEPTH)
        return [hit.id for hit in found.keyword]

    return search


def _print(name: str, search: Search, questions: Sequence[tuple[Keywords, Grades]]) -> None:
    values = [_ndcg(search(query), grades) for query, grades in questions]
    print(f"{name:12} nDCG@{DEPTH} {np.mean(values):.4f}", flush=True)


def _ndcg(ranking: Sequence[uuid.UUID], grades: Grades) -> float:
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain([grades.get(id_, 0) for id_ in ranking]) / _gain(ideal)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


if __name__ == "__main__":
    main()
