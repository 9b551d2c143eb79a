"""Loads a prepared embedding model by name."""

from pathlib import Path

from app.core.errors import Permanent
from app.integrations.embeddings.base import Embedder
from app.integrations.embeddings.prepared import read_card


class EmbeddingModelMissing(Permanent):
    """503: the model was never exported on this machine, or by an older release."""

    status, code = 503, "embedding_model_missing"
    message = "The embedding model is not prepared on this machine."


def is_prepared(name: str, models_dir: Path) -> bool:
    """Whether `load_embedder` would find the model."""
    return read_card(models_dir / name) is not None


def load_embedder(name: str, models_dir: Path, *, threads: int = 0) -> Embedder:
    """The prepared model `name` out of `models_dir`, ready to embed with `threads` cores (0: all).

    Raises EmbeddingModelMissing when it has to be exported first.
    """
    from app.integrations.embeddings.onnx import OnnxEmbedder

    folder = models_dir / name
    card = read_card(folder)
    if card is None:
        raise EmbeddingModelMissing(
            f"The embedding model “{name}” is not prepared on this machine.",
            remedy="Run ./setup.sh (or ./start.sh), which downloads and prepares it.",
            model=name,
        )
    return OnnxEmbedder(folder, card, threads=threads)
