"""How fast a search is through the API, and how near its approximations come to the truth.

    python -m benchmarks.search [--chunks 100000] [--queries 400]

The API runs as a process of its own, as in production; every question is asked once, so that
nothing is remembered. Limits of the same run: embedding the question alone, the store's call
alone, and exact search over all vectors.
"""

import argparse
import http.client
import json
import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import insert, text

from app.db.autocommit import autocommit
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.embeddings.prepared import TOKENIZER_FILE
from app.integrations.vectors import AccessFilter, HybridQuery, Point
from app.models import Chunk, Document, KnowledgeBase, KnowledgeBaseIndex
from app.models.indexes import IndexStatus
from app.services.knowledge_bases.lexical import passage_keywords, query_keywords
from app.services.knowledge_bases.revisions import raise_revision
from benchmarks.product import API, Product, running
from tests.api.processes import api_process

SEED = 11
CHUNKS_PER_DOCUMENT = 20
# Passages that are really embedded. The others are variants: other words, a vector beside theirs.
EMBEDDED = 2_000
WORDS_PER_PASSAGE = 120
VOCABULARY = 60_000
TOPICS = 200
WORDS_PER_TOPIC = 400
TOP_K = 10
FILTERED_SHARE = 0.01
CLIENTS = 8
BATCH = 500
Floats = npt.NDArray[np.float32]
Argument = TypeVar("Argument")


class Language:
    """Words as frequent as those of a real language, some of them tied to a topic.

    The common ones are words that the embedding model knows, so that a passage has about as many
    tokens as a real one; the rare ones are made up, as names and numbers are to it.
    """

    def __init__(self, known: Sequence[str]) -> None:
        self._random = random.Random(SEED)
        made_up = [self._make_up() for _ in range(VOCABULARY - len(known))]
        self._words = [*known, *made_up]
        # Zipf's law with Mandelbrot's offset.
        self._weights = [1 / (rank + 2.7) for rank in range(VOCABULARY)]
        topical = [*known[200:], *made_up[: len(known) // 10]]
        self._topics = [self._random.sample(topical, WORDS_PER_TOPIC) for _ in range(TOPICS)]

    def _make_up(self) -> str:
        letters = "aeioubcdfglmnprst"
        return "".join(self._random.choices(letters, k=self._random.randint(4, 10)))

    def passage(self) -> list[str]:
        """Words of a passage, a third of them of one topic."""
        topical = self._random.choices(self._random.choice(self._topics), k=WORDS_PER_PASSAGE // 3)
        words = topical + self._common(WORDS_PER_PASSAGE - len(topical))
        self._random.shuffle(words)
        return words

    def variant(self, words: Sequence[str]) -> list[str]:
        """The passage with half of its words exchanged."""
        kept = self._random.sample(list(words), len(words) // 2)
        return kept + self._common(len(words) - len(kept))

    def question(self, words: Sequence[str]) -> str:
        """Five to ten words, most of them of the passage."""
        length = self._random.randint(5, 10)
        return " ".join(self._random.sample(list(words), length - 2) + self._common(2))

    def _common(self, count: int) -> list[str]:
        return self._random.choices(self._words, self._weights, k=count)


@dataclass
class Corpus:
    """What was stored: vectors in the order of `ids`, of `document_ids` twenty each."""

    kb_id: uuid.UUID
    ids: list[uuid.UUID]
    document_ids: list[uuid.UUID]
    vectors: Floats
    questions: list[str]

    def of_documents(self, document_ids: set[uuid.UUID]) -> npt.NDArray[np.int64]:
        """The rows of these documents' passages."""
        chosen = [
            row
            for number, document_id in enumerate(self.document_ids)
            if document_id in document_ids
            for row in range(number * CHUNKS_PER_DOCUMENT, (number + 1) * CHUNKS_PER_DOCUMENT)
        ]
        return np.array([row for row in chosen if row < len(self.ids)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=400)
    arguments = parser.parse_args()
    with running() as product:
        began = time.perf_counter()
        corpus = _store(product, arguments.chunks, arguments.queries)
        print(f"chunks                                  {len(corpus.ids):>8}")
        print(f"stored in, s                            {time.perf_counter() - began:>8.0f}")
        visible = random.Random(SEED).sample(
            corpus.document_ids, max(1, round(FILTERED_SHARE * len(corpus.document_ids)))
        )
        _settle()
        _measure_limits(product, corpus)
        _measure_api(product, corpus, visible)


def _settle() -> None:
    """Have the database tidy up after so many new rows before anything is measured.

    It would do so by itself within minutes, in the middle of one measurement or another.
    """
    with get_engine().connect() as connection:
        autocommit(connection)
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("RESET statement_timeout"))


def _measure_limits(product: Product, corpus: Corpus) -> None:
    questions = corpus.questions[:100]
    index = _index(corpus.kb_id)
    access = AccessFilter(frozenset({corpus.kb_id}), frozenset())
    vectors = [product.embedder.embed_query(question) for question in questions]
    _print_latency("embedding alone", _timed(product.embedder.embed_query, questions))
    queries = [
        HybridQuery(vector, query_keywords(question, {None}))
        for vector, question in zip(vectors, questions, strict=True)
    ]
    search = product.ports.vectors.search
    _print_latency(
        "store alone, 60 of each list",
        _timed(lambda query: search(index.collection, query, access, 60), queries),
    )
    _print_latency("exact dense search", _timed(lambda v: _nearest(corpus.vectors, v), vectors))


def _measure_api(product: Product, corpus: Corpus, visible: Sequence[uuid.UUID]) -> None:
    filters = {"document_ids": [str(id_) for id_ in visible]}
    third = len(corpus.questions) // 4
    alone, filtered, crowd = (
        corpus.questions[:third],
        corpus.questions[third : 2 * third],
        corpus.questions[2 * third :],
    )
    with api_process() as api:
        client = _Client(api.port, product.headers, corpus.kb_id)
        client.search("warm up", None)
        latencies = _timed(lambda question: client.search(question, None), alone)
        _print_latency("API, one client", latencies, wanted="p50 20, p95 50")
        narrow = _timed(lambda question: client.search(question, filters), filtered)
        _print_latency("API, 1 % visible", narrow, wanted="2 × at most")
        ratio = statistics.median(narrow) / statistics.median(latencies)
        print(f"1 % visible ÷ all                       {ratio:>8.2f}")
        _print_recall("recall@10 of exact search, all", product, corpus, client, alone, None)
        _print_recall("the same, 1 % visible", product, corpus, client, filtered, visible)
        _print_throughput(api.port, product.headers, corpus.kb_id, crowd)


def _print_recall(
    title: str,
    product: Product,
    corpus: Corpus,
    client: "_Client",
    questions: Sequence[str],
    visible: Sequence[uuid.UUID] | None,
) -> None:
    """Of the ten nearest passages, how many a dense search finds."""
    rows = np.arange(len(corpus.ids)) if visible is None else corpus.of_documents(set(visible))
    filters = None if visible is None else {"document_ids": [str(id_) for id_ in visible]}
    shares = []
    for question in questions[:50]:
        nearest = _nearest(corpus.vectors[rows], product.embedder.embed_query(question))
        wanted = {str(corpus.ids[row]) for row in rows[nearest]}
        found = client.search(question, filters, keyword_weight=0)
        shares.append(len(wanted & {hit["chunk_id"] for hit in found["hits"]}) / len(wanted))
    print(f"{title:<40}{statistics.mean(shares):>8.3f}   (wanted: 0.95)")


def _print_throughput(
    port: int, headers: dict[str, str], kb_id: uuid.UUID, questions: Sequence[str]
) -> None:
    clients = [_Client(port, headers, kb_id) for _ in range(CLIENTS)]
    shares = [questions[number::CLIENTS] for number in range(CLIENTS)]

    def ask(number: int) -> None:
        for question in shares[number]:
            clients[number].search(question, None)

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(ask, range(CLIENTS)))
    rate = len(questions) / (time.perf_counter() - began)
    print(f"API, {CLIENTS} clients, queries/s             {rate:>8.1f}   (wanted: 80)")


class _Client:
    """Keeps one connection, as a library does."""

    def __init__(self, port: int, headers: dict[str, str], kb_id: uuid.UUID) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {**headers, "Content-Type": "application/json"}
        self._path = f"{API}/knowledge-bases/{kb_id}/search"

    def search(self, query: str, filters: object, **profile: float) -> dict[str, list[dict]]:
        body = {"query": query, "top_k": TOP_K, "filters": filters, "profile": profile or None}
        self._connection.request("POST", self._path, json.dumps(body), self._headers)
        response = self._connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {text!r}")
        return json.loads(text)


def _timed(act: Callable[[Argument], object], arguments: Sequence[Argument]) -> list[float]:
    seconds = []
    for argument in arguments:
        began = time.perf_counter()
        act(argument)
        seconds.append(time.perf_counter() - began)
    return seconds


def _print_latency(title: str, seconds: Sequence[float], wanted: str = "") -> None:
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    note = f"   (wanted: {wanted})" if wanted else ""
    print(f"{title + ', ms, p50 / p95':<40}{p50:>8.1f} {p95:>8.1f}{note}")


def _nearest(vectors: Floats, query: Floats) -> npt.NDArray[np.int64]:
    scores = vectors @ query
    best = np.argpartition(-scores, TOP_K)[:TOP_K]
    return best[np.argsort(-scores[best])]


def _index(kb_id: uuid.UUID) -> KnowledgeBaseIndex:
    with unit_of_work() as uow:
        return (
            uow.session.query(KnowledgeBaseIndex)
            .filter_by(knowledge_base_id=kb_id, status=IndexStatus.LIVE)
            .one()
        )


def _store(product: Product, count: int, questions: int) -> Corpus:
    """Write documents, chunks and points as ingests leave them."""
    language, noise = Language(_known_words(product)), np.random.default_rng(SEED)
    bases = [language.passage() for _ in range(min(EMBEDDED, count))]
    embedded = product.embedder.embed_documents([" ".join(words) for words in bases])
    kb_id = uuid.UUID(product.knowledge_base("Search"))
    index = _index(kb_id)
    product.ports.vectors.ensure_collection(index.collection, index.dimension)
    corpus = Corpus(kb_id, [], [], np.empty((count, embedded.shape[1]), np.float32), [])
    passages = _passages(language, bases, count)
    for start in range(0, count, BATCH):
        texts = [next(passages) for _ in range(start, min(start + BATCH, count))]
        rows = slice(start, start + len(texts))
        near = embedded[np.arange(start, start + len(texts)) % len(bases)]
        if start >= len(bases):
            near = _beside(near, embedded, noise)
        corpus.vectors[rows] = near
        _write(product, index, corpus, texts, corpus.vectors[rows])
    corpus.questions = [
        language.question(bases[number % len(bases)]) for number in range(questions)
    ]
    return corpus


def _known_words(product: Product) -> list[str]:
    """Words that are one token each to the embedding model, in the order of its vocabulary."""
    settings = product.ports.settings
    folder = settings.models_path / settings.embedding_model
    vocabulary = json.loads((folder / TOKENIZER_FILE).read_text())["model"]["vocab"]
    words = sorted(vocabulary, key=vocabulary.__getitem__)
    return [word for word in words if word.isalpha() and word.isascii() and len(word) > 2]


def _beside(near: Floats, embedded: Floats, noise: np.random.Generator) -> Floats:
    """Vectors between each of these and another real one: where those of real passages lie."""
    others = embedded[noise.integers(0, len(embedded), len(near))]
    share = noise.uniform(0.2, 0.5, (len(near), 1)).astype(np.float32)
    between = (1 - share) * near + share * others
    return between / np.linalg.norm(between, axis=1, keepdims=True)


def _passages(language: Language, bases: Sequence[list[str]], count: int) -> Iterator[str]:
    for number in range(count):
        words = bases[number % len(bases)]
        yield " ".join(words if number < len(bases) else language.variant(words))


def _write(
    product: Product,
    index: KnowledgeBaseIndex,
    corpus: Corpus,
    texts: Sequence[str],
    vectors: Floats,
) -> None:
    documents, chunks, points = [], [], []
    for offset, passage in enumerate(texts):
        if offset % CHUNKS_PER_DOCUMENT == 0:
            document_id = uuid.uuid4()
            corpus.document_ids.append(document_id)
            size = min(CHUNKS_PER_DOCUMENT, len(texts) - offset)
            documents.append(_document(document_id, corpus.kb_id, size))
        chunk_id = uuid.uuid4()
        corpus.ids.append(chunk_id)
        ordinal = offset % CHUNKS_PER_DOCUMENT
        chunks.append(
            {
                "id": chunk_id,
                "document_id": document_id,
                "generation": 1,
                "ordinal": ordinal,
                "text": passage,
                "char_start": 1000 * ordinal,
                "char_end": 1000 * ordinal + len(passage),
                "token_count": 200,
            }
        )
        points.append(
            Point(
                chunk_id,
                vectors[offset],
                corpus.kb_id,
                document_id,
                1,
                passage_keywords(passage, None),
            )
        )
    product.ports.vectors.upsert(index.collection, points)
    with unit_of_work() as uow:
        owner = uow.session.get_one(KnowledgeBase, corpus.kb_id).created_by_id
        rows = [{**row, "created_by_id": owner} for row in documents]
        uow.session.execute(insert(Document), rows)
        uow.session.execute(insert(Chunk), chunks)
        # As every ingest does, so that searches see that something is there.
        raise_revision(uow, corpus.kb_id)


def _document(document_id: uuid.UUID, kb_id: uuid.UUID, chunks: int) -> dict[str, object]:
    return {
        "id": document_id,
        "knowledge_base_id": kb_id,
        "name": f"{document_id}.txt",
        "media_type": "text/plain",
        "storage_path": f"documents/{document_id}/original",
        "size_bytes": 1,
        "content_sha256": document_id.hex,
        "status": "completed",
        "generation": 1,
        "last_generation": 1,
        "chunk_count": chunks,
    }


if __name__ == "__main__":
    main()
