"""Embedding with ONNX Runtime: small, quick to load, and without torch."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from app.integrations.embeddings.base import TokenSpans, Vectors, with_prefix
from app.integrations.embeddings.prepared import MODEL_FILE, TOKENIZER_FILE, ModelCard
from app.integrations.embeddings.tokens import token_count, token_spans

TOKENS_PER_BATCH = 128
"""Padded tokens that go through the model together.

Chunks of usual size then run one at a time, which is fastest on a CPU (their matrices fill the
cores and the cache), while short texts share the fixed cost of a call.
"""

# A question is too short to share: on two cores it took about as long as on one, and a quarter to
# a third more work.
_QUESTION_THREADS = 1


class OnnxEmbedder:
    """An exported sentence-transformers model: pooling and normalisation are in the graph.

    `threads` is how many cores passages may use; 0 means all of them. Safe to use from several
    threads at once.
    """

    def __init__(
        self,
        folder: Path,
        card: ModelCard,
        *,
        threads: int = 0,
        query_prefix: str = "",
        passage_prefix: str = "",
    ) -> None:
        self._card = card
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._model, self._threads = folder / MODEL_FILE, threads
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._special_tokens = self._tokenizer.num_special_tokens_to_add(is_pair=False)
        self._reader = Tokenizer.from_str(self._tokenizer.to_str())
        self._reader.enable_truncation(card.max_tokens + self._special_tokens)
        self._max_tokens = card.max_tokens - self.count_tokens(passage_prefix)

    @property
    def name(self) -> str:
        """Name under which the model is prepared."""
        return self._card.name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._card.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads, special tokens and prefix not included."""
        return self._max_tokens

    def embed_documents(self, texts: Sequence[str], prefix: str | None = None) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        passages = [with_prefix(text, prefix, self._passage_prefix) for text in texts]
        token_ids = [encoding.ids for encoding in self._reader.encode_batch(passages)]
        for rows in _batches([len(ids) for ids in token_ids]):
            vectors[rows] = _run(self._for_passages, [token_ids[row] for row in rows])
        return vectors

    def embed_query(self, text: str, prefix: str | None = None) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        question = with_prefix(text, prefix, self._query_prefix)
        vector: Vectors = _run(self._for_questions, [self._reader.encode(question).ids])[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Number of tokens of `text`, special tokens not included and nothing cut."""
        return token_count(self._tokenizer, text)

    def token_spans(self, text: str) -> TokenSpans:
        """Character span of each token of `text`, shape `(n, 2)`."""
        return token_spans(self._tokenizer, text)

    # Opened when it is first used: most processes embed either questions or passages.
    @cached_property
    def _for_passages(self) -> onnxruntime.InferenceSession:
        return _open_session(self._model, self._threads)

    @cached_property
    def _for_questions(self) -> onnxruntime.InferenceSession:
        return _open_session(self._model, _QUESTION_THREADS)


def _run(session: onnxruntime.InferenceSession, token_ids: Sequence[Sequence[int]]) -> Vectors:
    ids, mask = _pad(token_ids)
    (vectors,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return normalised


def _open_session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads sleep rather than spin, and memory of long batches goes back: the cores and
    # the memory are shared with the language model. Neither costs measurable time.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows that run together, longest first, so that a batch holds little padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and lengths[batch[0]] * (len(batch) + 1) > TOKENS_PER_BATCH:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _pad(
    token_ids: Sequence[Sequence[int]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Token ids and their mask, shape `(rows, longest)`; padding is masked, so its id is free."""
    shape = (len(token_ids), max(len(ids) for ids in token_ids))
    padded = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    for row, ids in enumerate(token_ids):
        padded[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    return padded, mask
