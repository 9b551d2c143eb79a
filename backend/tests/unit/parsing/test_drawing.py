"""Pages of a PDF as pictures, drawn in the child process."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.services.knowledge_bases.parsing import ParseError, ParseLimits, draw_page
from app.services.knowledge_bases.parsing.drawing import LONGEST_SIDE, MOST_PIXELS
from app.services.knowledge_bases.parsing.types import MIB
from tests.unit.parsing.files import Line, pdf, pdf_file

LIMITS = ParseLimits(memory_bytes=768 * MIB)
A4_RATIO = 842 / 595


def drawn(path: Path, number: int = 1, width: int = 600) -> Image.Image:
    return Image.open(io.BytesIO(draw_page(path, number, width, LIMITS)))


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf([Line("The first page")], [Line("The second"), Line("has more on it")]))
    return path


def test_a_page_has_the_width_that_is_asked_for(two_pages: Path) -> None:
    picture = drawn(two_pages, width=600)
    assert (picture.format, picture.width) == ("WEBP", 600)
    assert picture.height == pytest.approx(600 * A4_RATIO, abs=2)


def test_each_page_shows_its_own_text_on_white(two_pages: Path) -> None:
    first, second = (drawn(two_pages, number).convert("L") for number in (1, 2))
    assert first.tobytes() != second.tobytes()
    for page in (first, second):
        darkest, lightest = page.getextrema()
        assert (darkest < 60, lightest) == (True, 255)


def test_a_page_that_is_not_there_is_told(two_pages: Path) -> None:
    with pytest.raises(ParseError) as error:
        drawn(two_pages, 3)
    assert (error.value.code, "2 pages" in error.value.message) == ("page_not_found", True)


@pytest.mark.parametrize("sides", ["100 14400", "14400 14400", "0.001 14400"])
def test_a_giant_page_is_drawn_smaller(tmp_path: Path, sides: str) -> None:
    path = tmp_path / "giant.pdf"
    path.write_bytes(
        pdf_file(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sides}] >>",
            ]
        )
    )
    picture = drawn(path, width=2400)
    assert picture.width * picture.height <= 1.01 * MOST_PIXELS
    assert picture.height <= LONGEST_SIDE


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing else", b"\x00" * 5000])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(content)
    with pytest.raises(ParseError) as error:
        drawn(path)
    assert error.value.code == "page_not_drawn"
    assert error.value.remedy
