"""XML from strangers: no entity is resolved, nothing is fetched, depth and size are bounded."""

from lxml import etree

from app.services.knowledge_bases.parsing.types import ParseError


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML document.

    Raises ParseError (corrupt_file) for what is not well-formed, and for entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _corrupt() from error
    own = root.getroottree().docinfo.internalDTD
    if own is not None and next(own.iterentities(), None) is not None:
        raise _corrupt()
    return root


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "The inside of this file is damaged or built in an unusual way.",
        "Open it in the program that made it, save it again and upload that.",
    )
