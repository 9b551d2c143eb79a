"""Vectors and keywords in PostgreSQL with the pgvector extension."""

from app.integrations.vectors.pgvector.store import PgVectorStore

__all__ = ["PgVectorStore"]
