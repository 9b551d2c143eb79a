"""Passages that a store is measured with: words as frequent as in real text, vectors by topic.

Everything is drawn from one seed, so that every run and every store gets the same.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.integrations.vectors import TERM_IDS, HybridQuery, Keywords, Point
from app.services.knowledge_bases.lexical.weights import AVERAGE_LENGTH, K1, B

SEED = 7
VOCABULARY = 200_000
CHUNKS_PER_DOCUMENT = 20
DIMENSION = 384
TOPICS = 500
# Of the words of a passage, those that its document is about; the others are of any text.
TOPICAL = 0.3
TOPIC_WORDS = 300
LENGTH, LENGTH_SPREAD = 150, 0.3
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the passage that it was made from."""

    query: HybridQuery
    source: uuid.UUID


class Corpus:
    """Passages of documents on topics, in one knowledge base."""

    def __init__(self, chunks: int) -> None:
        self._random = np.random.default_rng(SEED)
        self.knowledge_base_id = uuid.UUID(int=1)
        self._term_ids = np.unique(self._random.integers(0, TERM_IDS, VOCABULARY * 2))
        self._random.shuffle(self._term_ids)
        # Zipf's law with Mandelbrot's offset.
        frequencies = 1 / (np.arange(VOCABULARY) + 2.7)
        self._cumulated = np.cumsum(frequencies / frequencies.sum())
        self._topic_words = self._draw_words((TOPICS, TOPIC_WORDS))
        self._topics = _normalised(self._random.normal(size=(TOPICS, DIMENSION)))
        self.points = list(self._make(chunks))
        self.vectors = np.stack([point.vector for point in self.points])
        self.document_ids = list(dict.fromkeys(point.document_id for point in self.points))

    def questions(self, count: int) -> list[Question]:
        """Questions of five to ten words, most of them words of one passage."""
        chosen = self._random.integers(0, len(self.points), count)
        return [self._question(self.points[number]) for number in chosen]

    def _question(self, source: Point) -> Question:
        length = int(self._random.integers(5, 11))
        from_passage = self._random.choice(source.keywords.terms, size=max(3, length - 3))
        others = self._term_ids[self._draw_words(length - len(from_passage))]
        terms, counts = np.unique(np.concatenate([from_passage, others]), return_counts=True)
        noisy = source.vector + self._random.normal(scale=0.6 / DIMENSION**0.5, size=DIMENSION)
        vector = _normalised(noisy[None])[0]
        return Question(HybridQuery(vector, Keywords(terms, counts.astype(np.float32))), source.id)

    def _make(self, chunks: int) -> Iterator[Point]:
        for number in range(chunks):
            if number % CHUNKS_PER_DOCUMENT == 0:
                document_id = uuid.UUID(int=1_000_000 + number)
                topic = int(self._random.integers(TOPICS))
            yield Point(
                id=uuid.UUID(bytes=self._random.bytes(16)),
                vector=self._vector(topic),
                knowledge_base_id=self.knowledge_base_id,
                document_id=document_id,
                generation=1,
                keywords=self._keywords(topic),
            )

    def _vector(self, topic: int) -> Floats:
        spread = self._random.normal(scale=0.9 / DIMENSION**0.5, size=(1, DIMENSION))
        return _normalised(self._topics[topic] + spread)[0]

    def _keywords(self, topic: int) -> Keywords:
        length = int(LENGTH * self._random.lognormal(-(LENGTH_SPREAD**2) / 2, LENGTH_SPREAD))
        topical = self._random.binomial(length, TOPICAL)
        ranks = np.concatenate(
            [
                self._draw_words(length - topical),
                self._topic_words[topic][self._random.integers(0, TOPIC_WORDS, topical)],
            ]
        )
        terms, counts = np.unique(self._term_ids[ranks], return_counts=True)
        weights = counts * (K1 + 1) / (counts + K1 * (1 - B + B * length / AVERAGE_LENGTH))
        return Keywords(terms, weights.astype(np.float32))

    def _draw_words(self, size: int | tuple[int, int]) -> npt.NDArray[np.int64]:
        return np.searchsorted(self._cumulated, self._random.random(size))


def _normalised(vectors: npt.NDArray[np.float64]) -> Floats:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
