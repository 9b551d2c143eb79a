"""How near the ingest comes to the speed of the embedding model.

    python -m benchmarks.ingest [--documents 60] [--peer PYTHON]

The limit is the bare embedding loop over the very texts that the ingest embeds, in the same
process and run. `--peer` lets a plain LangChain script do the same files with the same model, by
an interpreter that has `benchmarks/requirements.txt`.
"""

import argparse
import resource
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sqlalchemy import select

from app.db.uow import unit_of_work
from app.models import Chunk
from app.services.knowledge_bases.chunking import embedded_text
from benchmarks.corpus import Size, write_documents
from benchmarks.cost import Cost, cost_of
from benchmarks.product import Product, running

KINDS = ("txt", "md", "html", "docx", "pdf")
BATCH = 32


@dataclass
class Figures:
    """Sums over all rounds."""

    chunks: int = 0
    pipeline: Cost = field(default_factory=Cost)
    bare: Cost = field(default_factory=Cost)


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder, running() as product:
        size = Size(sections=arguments.sections)
        paths = write_documents(Path(folder), arguments.documents, size, KINDS)
        figures = _measure(product, paths, arguments.rounds)
        pipeline, bare = figures.pipeline, figures.bare
        print(f"documents                 {len(paths):>8}")
        print(f"chunks                    {figures.chunks:>8}")
        print(f"pipeline, chunks/s        {figures.chunks / pipeline.clock:>8.1f}")
        print(f"bare embedding, chunks/s  {figures.chunks / bare.clock:>8.1f}")
        print(f"pipeline ÷ bare           {bare.clock / pipeline.clock:>8.3f}   (wanted: 0.90)")
        print(f"the same by CPU time      {bare.cpu / pipeline.cpu:>8.3f}")
        print(f"peak memory, MB           {_peak_mb():>8.0f}")
        if arguments.peer:
            settings = product.ports.settings
            weights = settings.models_path / "weights" / settings.embedding_model
            _run_peer(arguments.peer, Path(folder), weights, pipeline.clock)


def _measure(product: Product, paths: list[Path], rounds: int) -> Figures:
    """Pipeline and bare loop in turn, so that a busy machine slows both."""
    figures = Figures()
    _warm_up(product, paths[: len(KINDS)])
    for number in range(rounds):
        kb_id = product.knowledge_base(f"Round {number}")
        documents = [product.upload(kb_id, path) for path in paths[number::rounds]]
        figures.pipeline += cost_of(product.work_off)
        texts = _embedded_texts(documents)
        figures.bare += cost_of(lambda texts=texts: _embed(product, texts))
        figures.chunks += len(texts)
    return figures


def _warm_up(product: Product, paths: list[Path]) -> None:
    """A worker that has just started loads models and compiles statements once."""
    kb_id = product.knowledge_base("Warm up")
    for path in paths:
        product.upload(kb_id, path)
    product.work_off()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sections", type=int, default=6, help="of each document")
    parser.add_argument("--peer", metavar="PYTHON", help="with benchmarks/requirements.txt")
    return parser.parse_args()


def _embedded_texts(document_ids: list[str]) -> list[str]:
    with unit_of_work() as uow:
        chunks = uow.session.scalars(
            select(Chunk)
            .where(Chunk.document_id.in_(document_ids))
            .order_by(Chunk.document_id, Chunk.ordinal)
        )
        return [embedded_text(chunk) for chunk in chunks]


def _embed(product: Product, texts: list[str]) -> None:
    """Nothing but embedding."""
    for start in range(0, len(texts), BATCH):
        vectors = product.embedder.embed_documents(texts[start : start + BATCH])
        assert np.isfinite(vectors).all()


def _peak_mb() -> float:
    kilobytes = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return kilobytes / 1024


def _run_peer(python: str, folder: Path, weights: Path, seconds: float) -> None:
    script = Path(__file__).with_name("peer_langchain.py")
    result = subprocess.run(
        [python, str(script), str(folder), str(weights)],
        capture_output=True,
        text=True,
        check=True,
    )
    peer_seconds, peer_mb, peer_chunks = map(float, result.stdout.split()[-3:])
    print(f"LangChain, chunks         {peer_chunks:>8.0f}")
    print(f"LangChain, seconds        {peer_seconds:>8.1f}   (ours: {seconds:.1f})")
    print(f"LangChain, peak MB        {peer_mb:>8.0f}")
    print(f"wall time, peer ÷ ours    {peer_seconds / seconds:>8.2f}")


if __name__ == "__main__":
    main()
