"""Plain text."""

from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import text_lines
from app.services.knowledge_bases.parsing.progress import Progress


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """The text as it is, in whatever encoding it was written."""
    progress = Progress(file, builder)
    begins_block = True
    for line in text_lines(file):
        builder.verbatim(line, begins_block=begins_block)
        begins_block = line == "\n"
        progress.step()
