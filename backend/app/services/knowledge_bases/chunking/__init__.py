"""Text into passages with their place in the document."""

from app.services.knowledge_bases.chunking.parts import chunk_parts
from app.services.knowledge_bases.chunking.strategies import chunk_part
from app.services.knowledge_bases.chunking.types import ChunkingConfig, ChunkSpan, embedded_text

__all__ = ["ChunkSpan", "ChunkingConfig", "chunk_part", "chunk_parts", "embedded_text"]
