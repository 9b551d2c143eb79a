"""From bytes to clean text: encodings, line ends, characters that no store accepts."""

import codecs
import re

from app.services.knowledge_bases.parsing.types import ParseError

SAMPLE_BYTES = 256 * 1024

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff\u00ad\u200b]")
_SPACES = re.compile(r"\s+")

_MARKED_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Text in whatever encoding it was written, cleaned.

    Raises ParseError (corrupt_file) when no encoding makes text of it.
    """
    for mark, encoding in _MARKED_ENCODINGS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(encoding, "replace"))
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(data.decode(_guess_encoding(data), "replace"))


def _guess_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None:
        raise ParseError(
            "corrupt_file",
            "The content of this file is not readable as text.",
            "Save it again as UTF-8 text and upload it once more.",
        )
    return best.encoding


def clean(text: str) -> str:
    """Line ends become `\\n`; NULs, lone surrogates, controls and invisible marks go."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Cleaned text with every run of white space as one space."""
    return _SPACES.sub(" ", clean(text)).strip()
