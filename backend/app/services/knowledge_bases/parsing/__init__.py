"""Files into text with pages, sections and tables. Parsing runs in a limited child process."""

from app.services.knowledge_bases.parsing.archives import (
    ArchiveEntry,
    ArchiveLimits,
    open_archive,
)
from app.services.knowledge_bases.parsing.isolation import draw_page, parse_file
from app.services.knowledge_bases.parsing.media import TYPES_BY_EXTENSION, detect_media_type
from app.services.knowledge_bases.parsing.typed import parse_text
from app.services.knowledge_bases.parsing.types import (
    LineBox,
    Page,
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
    PartProblem,
    Section,
    Span,
    UnsupportedType,
)

__all__ = [
    "TYPES_BY_EXTENSION",
    "ArchiveEntry",
    "ArchiveLimits",
    "LineBox",
    "Page",
    "ParseCancelled",
    "ParseError",
    "ParseLimits",
    "ParsedDocument",
    "PartProblem",
    "Section",
    "Span",
    "UnsupportedType",
    "detect_media_type",
    "draw_page",
    "open_archive",
    "parse_file",
    "parse_text",
]
