"""Ingest: parse, chunk, embed, index and publish, each as far ahead as the next can follow."""

from app.services.knowledge_bases.ingest.handlers import (
    document_cancelled,
    document_failed,
    document_postponed,
    ingest_document,
    queue_ingest,
    stop_ingest,
)
from app.services.knowledge_bases.ingest.purge import purge_document, trim_document

__all__ = [
    "document_cancelled",
    "document_failed",
    "document_postponed",
    "ingest_document",
    "purge_document",
    "queue_ingest",
    "stop_ingest",
    "trim_document",
]
