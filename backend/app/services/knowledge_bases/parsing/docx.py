"""Word documents: paragraphs, headings and tables in document order."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from docx.oxml.ns import qn
from lxml import etree

from app.services.knowledge_bases.parsing.archives import Archive, ArchiveLimits, open_archive
from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line
from app.services.knowledge_bases.parsing.markup import parse_xml
from app.services.knowledge_bases.parsing.tables import add_table
from app.services.knowledge_bases.parsing.types import ParseError

BODY_PART = "word/document.xml"
STYLES_PART = "word/styles.xml"
PROPERTIES_PART = "docProps/core.xml"

_HEADING_NAME = re.compile(r"heading (\d)$", re.I)
_DELETED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:tbl")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """The body of the document; sections from its heading styles, tables row by row.

    Only the parts that hold text are unpacked: pictures cost nothing, and a document whose
    pictures are missing is still read.
    """
    with open_archive(file, ArchiveLimits()) as archive:
        body = _body(archive)
        levels = _heading_levels(_part(archive, STYLES_PART))
        properties = _part(archive, PROPERTIES_PART)
    _add_blocks(builder, body, levels)
    builder.metadata.update(_metadata(properties))


def _add_blocks(builder: DocumentBuilder, body: etree._Element, levels: dict[str, int]) -> None:
    was_list = False
    total = len(body) or 1
    for position, block in enumerate(_blocks(body)):
        builder.progress(position / total)
        if block.tag == qn("w:tbl"):
            _add_table(builder, block)
            continue
        style, is_list = _paragraph_kind(block)
        text = _text(block).strip()
        if style in levels:
            builder.heading(levels[style], text)
        elif is_list and text:
            builder.paragraph(f"- {text}", continues=was_list)
        else:
            builder.paragraph(text)
        was_list = is_list and bool(text)


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "This file is damaged or not a Word document.",
        "Open it in a word processor, save it again as .docx and upload that.",
    )


def _body(archive: Archive) -> etree._Element:
    document = _part(archive, BODY_PART)
    body: etree._Element | None = None
    if document is not None:
        body = document.find(qn("w:body"))
    if body is None:
        raise _corrupt()
    return body


def _part(archive: Archive, name: str) -> etree._Element | None:
    """A part of the package, None when there is none."""
    data = archive.read(name)
    return None if data is None else parse_xml(data)


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    """Outline level, from 1, of each paragraph style that marks headings."""
    if styles is None:
        return {}
    own: dict[str, int] = {}
    based_on: dict[str, str] = {}
    for style in styles.iterchildren(qn("w:style")):
        identifier = style.get(qn("w:styleId"), "")
        name = _value(style.find(qn("w:name")))
        outline = _value(style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
        based_on[identifier] = _value(style.find(qn("w:basedOn")))
        if named := _HEADING_NAME.match(name):
            own[identifier] = int(named[1])
        elif outline.isdigit() and int(outline) < 9:
            own[identifier] = int(outline) + 1
    levels = {style: _inherited(style, own, based_on) for style in based_on}
    return {style: level for style, level in levels.items() if level}


def _inherited(style: str, own: dict[str, int], based_on: dict[str, str]) -> int:
    seen: set[str] = set()
    while style and style not in seen:
        if style in own:
            return own[style]
        seen.add(style)
        style = based_on.get(style, "")
    return 0


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(qn("w:val"), ""))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _paragraph_kind(paragraph: etree._Element) -> tuple[str, bool]:
    """Style id of a paragraph, and whether it is an item of a list."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return "", False
    style = _value(properties.find(qn("w:pStyle")))
    numbered = properties.find(qn("w:numPr")) is not None
    return style, numbered or style.startswith("List")


def _text(parent: etree._Element) -> str:
    return "".join(_pieces(parent))


def _pieces(parent: etree._Element) -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _DELETED and child.tag != _FALLBACK:
            yield from _pieces(child)
            if child.tag == qn("w:p"):  # a text box inside the paragraph
                yield "\n"


def _add_table(builder: DocumentBuilder, table: etree._Element) -> None:
    rows = list(table.iterchildren(qn("w:tr")))
    cells = [[_cell_text(cell) for cell in row.iterchildren(qn("w:tc"))] for row in rows]
    marked = bool(rows) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    add_table(builder, cells, has_header=True if marked else None)


def _cell_text(cell: etree._Element) -> str:
    return " ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))


def _metadata(properties: etree._Element | None) -> dict[str, str]:
    found = {}
    for name, tag in (("title", "dc:title"), ("author", "dc:creator")):
        element = None if properties is None else properties.find(qn(tag))
        value = one_line(element.text or "") if element is not None else ""
        if value:
            found[name] = value
    return found
