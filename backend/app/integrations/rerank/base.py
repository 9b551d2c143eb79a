"""What the product needs from a rerank model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.core.errors import Permanent


class RerankModelMissing(Permanent):
    """503: the model is not registered, not on this machine, or has no address."""

    status, code = 503, "rerank_model_missing"
    message = "The rerank model is not there."


class Reranker(Protocol):
    """Reads a question together with each passage: slower than vectors, and more exact."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query, higher is better, in the order of `texts`.

        Scores of one model can be compared with each other only. Failures raise `Upstream`.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalRerankModel:
    """A cross-encoder in a folder of `MODELS_DIR`: `model.onnx` with `tokenizer.json`."""

    name: str
    folder: str


@dataclass(frozen=True, slots=True)
class RemoteRerankModel:
    """A rerank model that is served somewhere: its address and its key."""

    name: str
    model_id: str
    base_url: str
    api_key: str | None = field(default=None, repr=False)
