"""Text into passages with their place in the document."""

from app.services.knowledge_bases.chunking.recursive import chunk_document
from app.services.knowledge_bases.chunking.types import ChunkSpan, TokenCounter

__all__ = ["ChunkSpan", "TokenCounter", "chunk_document"]
