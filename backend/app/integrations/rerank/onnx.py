"""Cross-encoders with ONNX Runtime, from a folder on this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from app.core.errors import Permanent
from app.core.logging import get_logger

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MAX_TOKENS = 512
"""Tokens of a question with a passage: what the positions of usual cross-encoders suffice for."""

BATCH = 8

log = get_logger(__name__)


class RerankModelBroken(Permanent):
    """502: the files of a rerank model cannot be used."""

    code, message = "rerank_model_broken", "The rerank model on this machine cannot be used."


def is_prepared(folder: Path) -> bool:
    """Whether the folder has what `OnnxReranker` needs."""
    return all((folder / name).is_file() for name in (MODEL_FILE, TOKENIZER_FILE))


class OnnxReranker:
    """A `Reranker` that runs an exported sequence classifier.

    Scores lie in (0, 1): the sigmoid of the one logit, or of the difference of two. Passages
    are cut where question and passage together pass `MAX_TOKENS`. Safe to use from several
    threads at once.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._session = _open_session(folder / MODEL_FILE, threads)
        except Exception as error:  # noqa: BLE001 - each library has its own for a bad file
            raise _broken(error) from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._inputs = {node.name for node in self._session.get_inputs()}

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query, in (0, 1)."""
        scores: list[float] = []
        for start in range(0, len(texts), BATCH):
            pairs = [(query, text) for text in texts[start : start + BATCH]]
            scores += self._run(self._tokenizer.encode_batch(pairs))
        return scores

    def _run(self, encodings: Sequence[Encoding]) -> list[float]:
        every_input = {
            "input_ids": _padded([encoding.ids for encoding in encodings]),
            "attention_mask": _padded([encoding.attention_mask for encoding in encodings]),
            "token_type_ids": _padded([encoding.type_ids for encoding in encodings]),
        }
        feed = {name: value for name, value in every_input.items() if name in self._inputs}
        try:
            logits = np.asarray(self._session.run(None, feed)[0], dtype=np.float64)
            return _probabilities(logits.reshape(len(encodings), -1))
        except Exception as error:  # noqa: BLE001 - onnxruntime's have no base class
            raise _broken(error) from None


def _broken(error: Exception) -> RerankModelBroken:
    log.warning("rerank_model_broken", error=type(error).__name__)
    return RerankModelBroken(
        remedy="Export it again: one or two logits a pair, with the tokenizer beside it."
    )


def _open_session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _padded(rows: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    """Rows with zeros behind, shape `(rows, longest)`; the mask is zero there too."""
    padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded


def _probabilities(logits: npt.NDArray[Any]) -> list[float]:
    """Shape `(pairs, 1)` or `(pairs, 2)`, where the second one says that it fits."""
    if logits.shape[1] not in (1, 2) or not np.isfinite(logits).all():
        raise ValueError("neither one nor two logits a pair")
    margin = logits[:, 0] if logits.shape[1] == 1 else logits[:, 1] - logits[:, 0]
    return [float(score) for score in 1 / (1 + np.exp(-margin))]
