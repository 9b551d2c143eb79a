"""Whether a document costs as much among 10,000 as among 100.

    python -m benchmarks.flat [--documents 10000]

Many small documents are uploaded, then ingested with the hashing embedder, so that everything but
the model is measured. Prints the milliseconds a document takes at the beginning and at the end.
"""

import argparse
import io
import time
from collections.abc import Callable

from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.workers import runner
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
        uploads = _timed(count, lambda number: _upload(product, kb_id, number))
        ingests = _timed(count, lambda _: runner.run_next(product.ports))
    print(f"documents                        {count:>8}")
    for what, seconds in (("upload", uploads), ("ingest", ingests)):
        first, last = _milliseconds(seconds[:SAMPLE]), _milliseconds(seconds[-SAMPLE:])
        print(f"{what}, ms, first {SAMPLE} / last {SAMPLE}   {first:>8.1f} {last:>8.1f}")
        print(f"{what}, last ÷ first              {last / first:>8.2f}")


def _upload(product: Product, kb_id: str, number: int) -> None:
    content = io.BytesIO(f"Document {number}. The harbour office reports the tide.".encode())
    response = product.http.post(
        f"{API}/knowledge-bases/{kb_id}/upload",
        files={"file": (f"{number}.txt", content)},
        headers=product.headers,
    )
    response.raise_for_status()


def _timed(count: int, act: Callable[[int], object]) -> list[float]:
    seconds = []
    for number in range(count):
        began = time.perf_counter()
        act(number)
        seconds.append(time.perf_counter() - began)
    return seconds


def _milliseconds(seconds: list[float]) -> float:
    """The median: a pause of the machine is not the product's."""
    return 1000 * sorted(seconds)[len(seconds) // 2]


if __name__ == "__main__":
    main()
