"""PowerPoint: slides are pages, titles are headings."""

import pytest
from pptx import Presentation
from pptx.util import Inches

from app.services.knowledge_bases.parsing.types import PPTX
from tests.unit.parsing.files import archive, outcome, parsed, saved


def talk() -> bytes:
    presentation = Presentation()
    presentation.core_properties.title = "Safety at Sea"
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "Storms"
    first.placeholders[1].text = "Stay in port.\nCall the crew."
    first.notes_slide.notes_text_frame.text = "Tell the story of 1997."
    second = presentation.slides.add_slide(presentation.slide_layouts[5])
    second.shapes.title.text = "Limits"
    table = second.shapes.add_table(2, 2, *map(Inches, (1, 1, 4, 1))).table
    for cell, text in zip(table.iter_cells(), ("Ship", "Wind", "Aurora", "42"), strict=True):
        cell.text = text
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(*map(Inches, (1, 3, 4, 1))).text_frame.text = "In a group"
    return saved(presentation)


def test_slides_are_pages_and_sections() -> None:
    document = parsed(PPTX, talk())

    assert [document.text[page.start : page.end] for page in document.pages] == [
        "Storms\n\nStay in port.\nCall the crew.\n\nNotes: Tell the story of 1997.",
        "Limits\n\nShip | Wind\nAurora | 42\n\nIn a group",
    ]
    assert [section.path for section in document.sections] == [("Storms",), ("Limits",)]
    assert [document.text[t.start : t.end] for t in document.tables] == ["Ship | Wind\nAurora | 42"]
    assert document.metadata["title"] == "Safety at Sea"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", archive(a="b"), talk()[:-300]],
    ids=["no archive", "no presentation", "end cut off"],
)
def test_garbage_is_a_corrupt_file(data: bytes) -> None:
    assert outcome(PPTX, data) == "corrupt_file"
