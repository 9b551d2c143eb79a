"""Text that somebody has typed. It is read in this process: plain text can do no harm."""

import io

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.formats import load_parser
from app.services.knowledge_bases.parsing.types import MARKDOWN, PLAIN, ParsedDocument


def parse_text(text: str, *, is_markdown: bool) -> list[ParsedDocument]:
    """The parts of a text; none of an empty one."""
    parts: list[ParsedDocument] = []
    builder = DocumentBuilder(parts.append)
    read = load_parser(MARKDOWN if is_markdown else PLAIN)
    read(io.BytesIO(text.encode()), builder)
    builder.finish()
    return parts
