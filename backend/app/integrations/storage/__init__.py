"""File stores behind one port."""

from app.core.config import Settings
from app.integrations.storage.base import FileStore, StoredFile
from app.integrations.storage.local import LocalFileStore

__all__ = ["FileStore", "StoredFile", "connect_file_store"]


def connect_file_store(settings: Settings) -> FileStore:
    """The file store that the settings choose."""
    if settings.storage == "s3":
        from app.integrations.storage.s3 import S3FileStore

        return S3FileStore.connect(settings)
    return LocalFileStore(settings.uploads_path)
