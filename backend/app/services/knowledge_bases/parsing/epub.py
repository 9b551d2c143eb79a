"""EPUB books: the chapters in reading order."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from app.services.knowledge_bases.parsing.archives import Archive, ArchiveLimits, open_archive
from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line
from app.services.knowledge_bases.parsing.html import add_html
from app.services.knowledge_bases.parsing.markup import parse_xml
from app.services.knowledge_bases.parsing.types import ParseError

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Every chapter of the spine; one without headings goes by the title of its page."""
    with open_archive(file, ArchiveLimits()) as archive:
        package_name = _package_name(archive)
        package = _xml(archive, package_name)
        names = list(_spine(package, posixpath.dirname(package_name)))
        _refuse_encrypted(archive, names)
        for position, name in enumerate(names):
            builder.progress(position / len(names))
            _add_chapter(builder, archive, name)
    builder.metadata.update(_metadata(package))


def _add_chapter(builder: DocumentBuilder, archive: Archive, name: str) -> None:
    try:
        page = archive.read(name)
    except ParseError:
        page = None
    if page is None:
        builder.problem(f"chapter {name}", "It is missing or damaged.")
    else:
        add_html(builder, page, is_chapter=True)


def _package_name(archive: Archive) -> str:
    container = _xml(archive, CONTAINER)
    for element in container.iter("{*}rootfile"):
        return str(element.get("full-path", ""))
    raise _corrupt()


def _spine(package: etree._Element, folder: str) -> Iterator[str]:
    """Names of the entries that hold the chapters, in reading order, each once."""
    files = {item.get("id"): item.get("href", "") for item in package.iter("{*}item")}
    references = [item.get("idref") for item in package.iter("{*}itemref")]
    for reference in dict.fromkeys(references):
        if href := files.get(reference):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _refuse_encrypted(archive: Archive, names: list[str]) -> None:
    """Fonts may be scrambled, chapters may not."""
    if ENCRYPTION not in archive:
        return
    encrypted = {
        unquote(e.get("URI", "")) for e in _xml(archive, ENCRYPTION).iter("{*}CipherReference")
    }
    if encrypted & set(names):
        raise ParseError(
            "encrypted_file",
            "This book is protected against copying.",
            "Upload an edition without copy protection (DRM).",
        )


def _metadata(package: etree._Element) -> dict[str, str]:
    found = {}
    for name, tag in (("title", "{*}title"), ("author", "{*}creator")):
        element = next(package.iter(tag), None)
        value = one_line(element.text or "") if element is not None else ""
        if value:
            found[name] = value
    return found


def _xml(archive: Archive, name: str) -> etree._Element:
    data = archive.read(name)
    if data is None:
        raise _corrupt()
    return parse_xml(data)


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "This file is damaged or not an EPUB book.",
        "Get or export the book again as .epub and upload that.",
    )
