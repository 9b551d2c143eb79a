"""Plain text."""

from app.services.knowledge_bases.parsing.cleaning import decode
from app.services.knowledge_bases.parsing.types import ParsedDocument


def parse(data: bytes) -> ParsedDocument:
    """The text as it is, in whatever encoding it was written."""
    return ParsedDocument(text=decode(data).strip("\n"))
