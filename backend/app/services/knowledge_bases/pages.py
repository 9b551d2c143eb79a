"""The pages of a document as they look."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import Conflict, Invalid, NotFound, Transient
from app.db.uow import OpenUnit
from app.integrations.storage import FileStore
from app.services.knowledge_bases.contents import kept_original
from app.services.knowledge_bases.parsing import ParseError, ParseLimits, draw_page
from app.services.knowledge_bases.parsing.types import MIB, PDF

NARROWEST, WIDEST, USUAL = 100, 2400, 1200
"""Widths of a picture, in pixels."""

# A page that takes longer is not waited for: the text is there to be read.
_LIMITS = ParseLimits(
    memory_bytes=768 * MIB, cpu_seconds=20, wall_seconds=20, result_bytes=32 * MIB
)
# Drawing takes a core and much memory; whoever comes next waits this long.
_AT_ONCE, _PATIENCE_S = 2, 15.0
_drawing = threading.BoundedSemaphore(_AT_ONCE)


def draw(
    open_unit: OpenUnit,
    files: FileStore,
    kb_id: uuid.UUID,
    document_id: uuid.UUID,
    number: int,
    width: int,
) -> bytes:
    """Page `number` of a PDF, counted from 1, as a WebP picture `width` pixels wide at most.

    Raises:
        NotFound: no such document of the actor or no such page, or the original was not kept.
        Conflict: the document has no pages that could be drawn.
        Invalid: the page is damaged or takes too much.
        Transient: too many pages are being drawn.
    """
    with open_unit() as uow:
        document = kept_original(uow, kb_id, document_id)
    if document.media_type != PDF:
        raise Conflict(
            "Only pages of PDF files can be shown.",
            code="no_pages",
            remedy="Read its text, or download the original.",
        )
    with _turn(), files.as_path(document.storage_path) as path:
        try:
            return draw_page(path, number, width, _LIMITS)
        except ParseError as error:
            kind = NotFound if error.code == "page_not_found" else Invalid
            raise kind(error.message, code=error.code, remedy=error.remedy) from error


@contextmanager
def _turn() -> Iterator[None]:
    if not _drawing.acquire(timeout=_PATIENCE_S):
        raise Transient(
            "Many pages are being drawn just now.",
            code="pages_busy",
            remedy="Try again in a moment, or read the text.",
        )
    try:
        yield
    finally:
        _drawing.release()
