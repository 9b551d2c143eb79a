"""Identifiers."""

import re
import secrets
import unicodedata
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


def slug_of(name: str) -> str:
    """A new name for addresses and programs: the letters and digits of `name`, and a random end."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{words or 'deployment'}-{secrets.token_hex(3)}"
