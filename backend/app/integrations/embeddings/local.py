"""Loads embedding models that were exported on this machine."""

from pathlib import Path

from tokenizers import Tokenizer

from app.core.errors import Permanent
from app.integrations.embeddings.base import Embedder
from app.integrations.embeddings.prepared import TOKENIZER_FILE, read_card


class EmbeddingModelMissing(Permanent):
    """503: the model was never exported on this machine, or by an older release."""

    status, code = 503, "embedding_model_missing"
    message = "The embedding model is not prepared on this machine."


def is_prepared(name: str, models_dir: Path) -> bool:
    """Whether `load_embedder` would find the model."""
    return read_card(models_dir / name) is not None


def missing(name: str) -> EmbeddingModelMissing:
    """What to tell somebody who wants a model that was never exported here."""
    return EmbeddingModelMissing(
        f"The embedding model “{name}” is not prepared on this machine.",
        remedy=f"Ask an administrator to run `llmb embeddings prepare {name}`, "
        "or choose another model.",
        model=name,
    )


def load_embedder(
    name: str,
    models_dir: Path,
    *,
    threads: int = 0,
    query_prefix: str = "",
    passage_prefix: str = "",
) -> Embedder:
    """The prepared model `name` out of `models_dir`, ready to embed with `threads` cores (0: all).

    Raises EmbeddingModelMissing when it has to be exported first.
    """
    from app.integrations.embeddings.onnx import OnnxEmbedder

    folder = models_dir / name
    card = read_card(folder)
    if card is None:
        raise missing(name)
    return OnnxEmbedder(
        folder, card, threads=threads, query_prefix=query_prefix, passage_prefix=passage_prefix
    )


def load_tokenizer(name: str, models_dir: Path) -> Tokenizer | None:
    """The tokenizer of a prepared model, cutting and padding nothing; None when it is not there."""
    if not is_prepared(name, models_dir):
        return None
    tokenizer = Tokenizer.from_file(str(models_dir / name / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
