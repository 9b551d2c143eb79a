"""From which pages a browser may open a WebSocket: no browser asks us before it does."""

from urllib.parse import urlsplit

from fastapi import WebSocket

from app.core.config import Settings
from app.core.errors import Forbidden


def refuse_foreign_origin(socket: WebSocket) -> None:
    """Refuse a page that is neither ours nor on the CORS list. Programs send no origin.

    Raises:
        Forbidden: `origin_not_allowed`.
    """
    origin = socket.headers.get("origin")
    if origin is not None and not _is_ours(origin, socket):
        raise Forbidden(
            "This page may not listen here.",
            code="origin_not_allowed",
            remedy="The operator lists the allowed origins in CORS_ORIGINS.",
        )


def _is_ours(origin: str, socket: WebSocket) -> bool:
    settings: Settings = socket.app.state.settings
    listed = {entry.rstrip("/").lower() for entry in (*settings.cors_origins, settings.public_url)}
    if origin.lower() in listed:
        return True
    page = urlsplit(origin.lower())
    return (
        page.scheme in ("http", "https") and page.netloc == socket.headers.get("host", "").lower()
    )
