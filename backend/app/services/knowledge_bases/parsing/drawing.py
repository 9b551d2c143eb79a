"""A page of a PDF as a picture."""

import io
import math
from typing import BinaryIO

import pypdfium2 as pdfium

from app.services.knowledge_bases.parsing.types import ParseError

MOST_PIXELS, LONGEST_SIDE = 8_000_000, 10_000
_QUALITY = 85
# Of the encoder's efforts from 0 to 6: the reader waits for it.
_EFFORT = 2


def draw(file: BinaryIO, number: int, width: int) -> bytes:
    """Page `number`, counted from 1, as WebP: `width` pixels wide, narrower where it is very long.

    Raises:
        ParseError: there is no such page, or it cannot be drawn.
    """
    try:
        with pdfium.PdfDocument(file) as document:
            if number > len(document):
                raise ParseError(
                    "page_not_found",
                    f"This document has {len(document)} pages.",
                    "Ask for one of them.",
                )
            return _drawn(document[number - 1], width)
    except pdfium.PdfiumError as error:
        raise ParseError(
            "page_not_drawn",
            "This page could not be drawn: it is damaged.",
            "Read its text instead, or download the original.",
        ) from error


def _drawn(page: pdfium.PdfPage, width: int) -> bytes:
    page_width, page_height = (max(side, 1) for side in page.get_size())
    scale = min(
        width / page_width,
        LONGEST_SIDE / page_height,
        math.sqrt(MOST_PIXELS / (page_width * page_height)),
    )
    picture = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(
        picture, "WEBP", quality=_QUALITY, method=_EFFORT
    )
    return picture.getvalue()
