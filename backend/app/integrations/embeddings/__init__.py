"""Embedding models: text in, unit vectors out. Serving never imports torch."""

from app.integrations.embeddings.base import Embedder
from app.integrations.embeddings.catalogue import CatalogueEntry, catalogue
from app.integrations.embeddings.embedders import Embedders, Lookup, none_registered, ollama_root
from app.integrations.embeddings.local import (
    EmbeddingModelMissing,
    is_prepared,
    load_embedder,
)
from app.integrations.embeddings.readiness import Readiness
from app.integrations.embeddings.remote import Dialect, RemoteModel

__all__ = [
    "CatalogueEntry",
    "Dialect",
    "Embedder",
    "Embedders",
    "EmbeddingModelMissing",
    "Lookup",
    "Readiness",
    "RemoteModel",
    "catalogue",
    "is_prepared",
    "load_embedder",
    "none_registered",
    "ollama_root",
]
