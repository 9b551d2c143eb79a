"""Rerank models behind one port."""

from app.integrations.rerank.base import (
    LocalRerankModel,
    RemoteRerankModel,
    Reranker,
    RerankModelMissing,
)
from app.integrations.rerank.rerankers import Lookup, Rerankers, none_registered

__all__ = [
    "LocalRerankModel",
    "Lookup",
    "RemoteRerankModel",
    "RerankModelMissing",
    "Reranker",
    "Rerankers",
    "none_registered",
]
