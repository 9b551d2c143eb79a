"""Text recognition (OCR) of pages that are pictures, where tesseract is installed."""

import math
import os
import shutil
import subprocess

import pypdfium2 as pdfium
from pypdfium2 import raw

from app.services.knowledge_bases.parsing.cleaning import clean

PROGRAM = "tesseract"
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
MOST_PIXELS = 16_000_000
SECONDS_PER_PAGE = 30
# Finds out how a page is turned; no language that could be read.
NO_LANGUAGE = "osd"


class RecognitionFailed(Exception):
    """The text of a page could not be recognised, or not in time."""


def can_recognise() -> bool:
    """Whether tesseract is installed."""
    return shutil.which(PROGRAM) is not None


def is_picture(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether a page shows pictures. Raises PdfiumError when it cannot be read."""
    page = document[index]
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(images, None) is not None


def recognise(document: pdfium.PdfDocument, index: int) -> list[str]:
    """The lines of a page. Raises RecognitionFailed, or PdfiumError when it cannot be drawn."""
    picture = _drawn(document[index])
    text = clean(_run("stdin", "stdout", "-l", "+".join(_languages()), picture=picture))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _languages() -> list[str]:
    """All languages that are installed: nobody has said in which one a document is."""
    _, *names = _run("--list-langs").splitlines()
    if languages := [name for name in names if name != NO_LANGUAGE]:
        return languages
    raise RecognitionFailed


def _run(*arguments: str, picture: bytes = b"") -> str:
    try:
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=picture,
            capture_output=True,
            timeout=SECONDS_PER_PAGE,
            check=True,
            env={"PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RecognitionFailed from error
    return done.stdout.decode("utf-8", "replace")


def _drawn(page: pdfium.PdfPage) -> bytes:
    """The page in shades of grey as a portable grey map, of bounded size however large it is."""
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, math.sqrt(MOST_PIXELS / max(width * height, 1)))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    pixels = b"".join(rows[start : start + bitmap.width] for start in starts)
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + pixels
