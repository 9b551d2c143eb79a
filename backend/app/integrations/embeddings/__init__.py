"""Embedding models: text in, unit vectors out. Serving never imports torch."""

from app.integrations.embeddings.base import Embedder
from app.integrations.embeddings.factory import (
    EmbeddingModelMissing,
    is_prepared,
    load_embedder,
)

__all__ = ["Embedder", "EmbeddingModelMissing", "is_prepared", "load_embedder"]
