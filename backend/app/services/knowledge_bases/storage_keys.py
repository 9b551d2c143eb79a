"""Where the files of documents are stored."""

import uuid

DOCUMENTS_FOLDER = "documents"


def storage_prefix(document_id: uuid.UUID) -> str:
    """Where everything of a document is stored."""
    return f"{DOCUMENTS_FOLDER}/{document_id}"


def original_key(document_id: uuid.UUID) -> str:
    """Where the file that was uploaded is stored."""
    return f"{storage_prefix(document_id)}/original"
