"""The extracted text of a document with its structure, as it is stored beside the original."""

import io
import json
from dataclasses import asdict

from app.integrations.storage import FileStore
from app.services.knowledge_bases.parsing import Page, ParsedDocument, Section, Span


def write(files: FileStore, key: str, parsed: ParsedDocument) -> None:
    """Store what spans of chunks and citations refer to, and what chunks can be made of again."""
    content = {
        "text": parsed.text,
        "pages": [asdict(page) for page in parsed.pages],
        "sections": [asdict(section) for section in parsed.sections],
        "tables": [asdict(table) for table in parsed.tables],
        "code": [asdict(code) for code in parsed.code],
    }
    files.write(key, io.BytesIO(json.dumps(content).encode()))


def read(files: FileStore, key: str) -> ParsedDocument:
    """What was stored; texts of an earlier release have no structure but their pages."""
    with files.open(key) as stored:
        content = json.load(stored)
    return ParsedDocument(
        text=content["text"],
        pages=[Page(**page) for page in content["pages"]],
        sections=[
            Section(tuple(section["path"]), section["start"], section["end"])
            for section in content.get("sections", [])
        ],
        tables=[Span(**table) for table in content.get("tables", [])],
        code=[Span(**code) for code in content.get("code", [])],
    )
