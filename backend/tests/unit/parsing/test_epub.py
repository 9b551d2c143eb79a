"""EPUB: chapters in reading order."""

import pytest

from app.services.knowledge_bases.parsing.types import EPUB
from tests.unit.parsing.files import archive, epub, outcome, parsed

FIRST = "<html><head><title>x</title></head><body><h1>Storms</h1><p>Stay in port.</p></body></html>"
SECOND = "<html><head><title>Fog</title></head><body><p>Sound the horn.</p></body></html>"


def test_chapters_come_in_the_order_of_the_spine() -> None:
    document = parsed(EPUB, epub(FIRST, SECOND))

    assert document.text == "Storms\n\nStay in port.\n\nFog\n\nSound the horn."
    assert [section.path for section in document.sections] == [("Storms",), ("Fog",)]
    assert document.metadata == {"title": "A Book", "author": "Ada Holm"}


def test_a_missing_chapter_is_named_and_the_others_are_read() -> None:
    data = epub(FIRST, SECOND).replace(b"OPS/c 1.xhtml", b"OPS/c X.xhtml")

    document = parsed(EPUB, data)

    assert document.text == "Storms\n\nStay in port."
    assert [problem.place for problem in document.problems] == ["chapter OPS/c 1.xhtml"]


def encryption(name: str) -> str:
    return f'<encryption><CipherReference URI="{name}"/></encryption>'


def test_a_book_with_copy_protection_is_refused_and_scrambled_fonts_are_not() -> None:
    chapter, font = encryption("OPS/c%200.xhtml"), encryption("OPS/font.otf")

    assert outcome(EPUB, epub(FIRST, **{"META-INF__encryption_dot_xml": chapter})) == (
        "encrypted_file"
    )
    assert outcome(EPUB, epub(FIRST, **{"META-INF__encryption_dot_xml": font})) == "read"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", archive(a="b"), epub(FIRST)[:-100]],
    ids=["no archive", "no book", "end cut off"],
)
def test_garbage_is_a_corrupt_file(data: bytes) -> None:
    assert outcome(EPUB, data) == "corrupt_file"
