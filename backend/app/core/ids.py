"""Identifiers."""

import uuid

_CHUNK_NAMESPACE = uuid.UUID("6f1f7f0e-55a5-4c8b-9d5b-0a4f3c1d2e90")


def new_id() -> uuid.UUID:
    """A random id for a new row."""
    return uuid.uuid4()


def chunk_id(document_id: uuid.UUID, generation: int, ordinal: int) -> uuid.UUID:
    """The id of a chunk and of its vector point.

    Deterministic, so that a step that runs twice writes the same rows and points.
    """
    return uuid.uuid5(_CHUNK_NAMESPACE, f"{document_id}/{generation}/{ordinal}")
