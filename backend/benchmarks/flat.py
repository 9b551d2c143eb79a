"""Whether a document costs as much among 10,000 as among 100.

    python -m benchmarks.flat [--documents 10000]

Many small documents are uploaded, then ingested with the hashing embedder, so that everything but
the model is measured. Prints the milliseconds a document takes at the beginning and at the end, by
the clock and by the processor.
Then one document gets other settings, one is deleted, and the knowledge base is indexed again:
prints how many rows of documents, chunks and vectors that has written and taken away.
"""

import argparse
import io
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from app.db.engine import get_engine
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.workers import runner
from benchmarks.cost import Cost, cost_of
from benchmarks.product import API, Product, running

SAMPLE = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    count = parser.parse_args().documents
    with running() as product:
        name = product.ports.settings.embedding_model
        product.ports.embedders = FakeEmbedders(FakeEmbedder(name=name, dimension=384))
        kb_id = product.knowledge_base("Benchmark")
        uploads = _first_and_last(count, lambda number: _upload(product, kb_id, number))
        ingests = _first_and_last(count, lambda _: runner.run_next(product.ports))
        before = _tables()
        queued = _change_one_and_delete_one(product, kb_id)
        jobs = product.work_off()
        touched = {name: now.since(before[name]) for name, now in _tables().items()}
    print(f"documents                        {count:>8}")
    _print("upload", *uploads)
    _print("ingest", *ingests)
    print(f"one changed, one deleted, indexed again: {queued} ingested again, {jobs} jobs run")
    for name, (written, removed) in touched.items():
        print(f"{name:<24} rows written {written:>6}, fewer {removed:>6}")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table at one time: how many rows it has, and the transaction that wrote each."""

    table: str
    count: int
    transaction: int

    def since(self, before: "Rows") -> tuple[int, int]:
        """How many of today's rows were written after `before`, and how many fewer there are."""
        query = f"SELECT count(*) FROM {self.table} WHERE xmin::text::bigint > :transaction"
        with get_engine().connect() as connection:
            written = connection.scalar(text(query), {"transaction": before.transaction})
        return written or 0, before.count - self.count


def _tables() -> dict[str, Rows]:
    with get_engine().connect() as connection:
        collection = connection.scalar(text("SELECT collection FROM kb_indexes"))
        transaction = connection.scalar(text("SELECT txid_current()"))
        tables = {"documents": "documents", "chunks": "chunks", "vectors": f"vectors.{collection}"}
        return {
            name: Rows(
                table, connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0, transaction
            )
            for name, table in tables.items()
        }


def _change_one_and_delete_one(product: Product, kb_id: str) -> int:
    """How many documents are queued to be ingested again."""
    documents = f"{API}/knowledge-bases/{kb_id}/documents"
    page = product.http.get(documents, params={"limit": 2}, headers=product.headers)
    changed, deleted = (document["id"] for document in page.json()["items"])
    settings = {"config": {"chunk_size": 64}}
    for response in (
        product.http.patch(f"{documents}/{changed}", json=settings, headers=product.headers),
        product.http.delete(f"{documents}/{deleted}", headers=product.headers),
    ):
        response.raise_for_status()
    answer = product.http.post(
        f"{API}/knowledge-bases/{kb_id}/reindex", headers=product.headers
    ).raise_for_status()
    return int(answer.json()["queued"])


def _upload(product: Product, kb_id: str, number: int) -> None:
    content = io.BytesIO(f"Document {number}. The harbour office reports the tide.".encode())
    response = product.http.post(
        f"{API}/knowledge-bases/{kb_id}/upload",
        files={"file": (f"{number}.txt", content)},
        headers=product.headers,
    )
    response.raise_for_status()


def _first_and_last(count: int, act: Callable[[int], object]) -> tuple[Cost, Cost]:
    """What the first and the last `SAMPLE` of these cost."""

    def between(start: int, end: int) -> Cost:
        return cost_of(lambda: [act(number) for number in range(start, end)])

    first = between(0, SAMPLE)
    between(SAMPLE, count - SAMPLE)
    return first, between(count - SAMPLE, count)


def _print(what: str, first: Cost, last: Cost) -> None:
    for how, one, other in (("clock", first.clock, last.clock), ("CPU", first.cpu, last.cpu)):
        title = f"{what}, ms of {how}, first / last {SAMPLE}"
        first_ms, last_ms = (1000 * seconds / SAMPLE for seconds in (one, other))
        print(f"{title:<40}{first_ms:>8.1f} {last_ms:>8.1f}   last ÷ first {other / one:.2f}")


if __name__ == "__main__":
    main()
