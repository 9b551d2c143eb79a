"""How good the product's retrieval is on a labelled collection, by the product's own evaluation.

    python -m benchmarks.cranfield --data FOLDER [--profile NAME='{"…"}'] [--store pgvector]

FOLDER has `documents.jsonl.gz` {id, title, text}, `queries.jsonl.gz` {id, text} and
`qrels.tsv.gz` query, document, grade. Everything goes through the API: documents are uploaded as
text files, queries and judgements imported as a question set, and each configuration is a run.
`--store qdrant` asks the server of QDRANT_URL; `qdrant-local` is the client's own engine, which
needs no server and searches exactly.
"""

import argparse
import gzip
import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qdrant_client import QdrantClient

from app.integrations.vectors.qdrant import QdrantVectorStore
from benchmarks.product import API, Product, running

CONFIGURATIONS: dict[str, dict[str, Any]] = {
    "dense": {"keyword_weight": 0},
    "keyword": {"dense_weight": 0},
    "hybrid": {},
}
STORES = ("pgvector", "qdrant", "qdrant-local")
METRICS = ("ndcg@10", "recall@10", "mrr")
LATENCIES = ("latency_p50_ms", "latency_p95_ms")


@dataclass
class Collection:
    """A labelled collection as the product takes it."""

    documents: dict[str, str]
    questions: list[dict[str, Any]]


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    if arguments.store:
        os.environ["VECTOR_STORE"] = arguments.store.removesuffix("-local")
    if arguments.store == "qdrant-local":
        os.environ["WORKER_CONCURRENCY"] = "1"  # its engine loses points of several threads
    collection = _read(arguments.data)
    with running() as product:
        if arguments.store == "qdrant-local":
            product.ports.vectors = QdrantVectorStore(QdrantClient(":memory:"))
        print(f"store       {arguments.store or product.ports.settings.vector_store}")
        kb_id = _ingest(product, collection)
        set_id = _import(product, kb_id, collection.questions)
        _measure(product, set_id, {**CONFIGURATIONS, **dict(arguments.profile)})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--store", choices=STORES, help="else the settings'")
    parser.add_argument(
        "--profile", type=_named_profile, action="append", default=[], metavar="NAME=JSON"
    )
    return parser.parse_args()


def _named_profile(text: str) -> tuple[str, dict[str, Any]]:
    name, _, profile = text.partition("=")
    return name, json.loads(profile)


def _read(folder: Path) -> Collection:
    documents = {
        f"{row['id']}.txt": text
        for row in _rows(folder / "documents.jsonl.gz")
        if (text := _text(row))
    }
    gold: dict[str, list[dict[str, Any]]] = {}
    for line in _lines(folder / "qrels.tsv.gz"):
        query, document, grade = line.split("\t")
        if int(grade) > 0 and f"{document}.txt" in documents:
            place = {"document_name": f"{document}.txt", "grade": int(grade)}
            gold.setdefault(query, []).append(place)
    questions = [
        {"external_id": str(row["id"]), "question": row["text"], "gold": gold[str(row["id"])]}
        for row in _rows(folder / "queries.jsonl.gz")
        if str(row["id"]) in gold
    ]
    return Collection(documents, questions)


def _text(row: dict[str, Any]) -> str:
    """Title and text, as the reference figures of such collections take them."""
    return f"{row['title'].strip()}\n\n{row['text'].strip()}".strip()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, _lines(path))


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n") for line in lines if line.strip())


def _ingest(product: Product, collection: Collection) -> str:
    kb_id, began = product.knowledge_base("Collection"), time.perf_counter()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in collection.documents.items():
            archive.writestr(name, text)
    files = {"file": ("collection.zip", packed.getvalue())}
    taken = _ask(product, "POST", f"/knowledge-bases/{kb_id}/upload-archive", files=files)
    if taken["refused"]:
        first = taken["refused"][0]
        raise SystemExit(f"{len(taken['refused'])} files refused: {first['problem']['message']}")
    product.work_off()
    kb = _ask(product, "GET", f"/knowledge-bases/{kb_id}")
    print(f"documents   {kb['status_counts']['completed']} of {len(collection.documents)}")
    print(f"passages    {kb['chunk_count']}, ingested in {time.perf_counter() - began:.0f} s")
    return kb_id


def _import(product: Product, kb_id: str, questions: list[dict[str, Any]]) -> str:
    body = {"name": "Collection", "knowledge_base_id": kb_id}
    set_id = str(_ask(product, "POST", "/evaluations/question-sets", json=body)["id"])
    lines = "\n".join(map(json.dumps, questions))
    files = {"file": ("questions.jsonl", lines.encode())}
    path = f"/evaluations/question-sets/{set_id}/import"
    print(f"questions   {_ask(product, 'POST', path, files=files)['question_count']}")
    return set_id


def _measure(product: Product, set_id: str, profiles: dict[str, dict[str, Any]]) -> None:
    print(f"\n{'':<14}" + "".join(f"{name:>28}" for name in METRICS) + f"{'p50, p95 ms':>18}")
    runs = {name: _run(product, set_id, name, profile) for name, profile in profiles.items()}
    print("\nchange of ndcg@10 with its 95 % interval")
    for name in list(runs)[1:]:
        for other in list(runs)[: list(runs).index(name)]:
            _compare(product, runs, name, other)


def _run(product: Product, set_id: str, name: str, profile: dict[str, Any]) -> str:
    body = {"question_set_id": set_id, "name": name, "profile": profile, "seed": 1}
    run_id = str(_ask(product, "POST", "/evaluations/runs", json=body)["id"])
    product.work_off()
    run = _ask(product, "GET", f"/evaluations/runs/{run_id}")
    if run["status"] != "completed":
        raise SystemExit(f"{name}: {run['status']}, {run['error']}")
    found = {metric["name"]: metric for metric in run["metrics"]}
    cells = [
        f"{m['value']:.4f} [{m['low']:.3f}, {m['high']:.3f}]" for m in (found[n] for n in METRICS)
    ]
    took = ", ".join(f"{found[latency]['value']:.0f}" for latency in LATENCIES)
    print(f"{name:<14}" + "".join(f"{cell:>28}" for cell in cells) + f"{took:>18}", flush=True)
    return run_id


def _compare(product: Product, runs: dict[str, str], name: str, other: str) -> None:
    path = f"/evaluations/runs/{runs[name]}/diff?with={runs[other]}"
    diff = _ask(product, "GET", path)
    change = next(metric for metric in diff["metrics"] if metric["name"] == "ndcg@10")
    interval = f"[{change['low']:+.4f}, {change['high']:+.4f}]"
    counts = f"better {diff['better']}, worse {diff['worse']}, same {diff['same']}"
    print(f"{name} against {other:<10}{change['change']:+.4f} {interval}   {counts}")


def _ask(product: Product, method: str, path: str, **fields: Any) -> Any:
    response = product.http.request(method, API + path, headers=product.headers, **fields)
    response.raise_for_status()
    return response.json()


if __name__ == "__main__":
    main()
