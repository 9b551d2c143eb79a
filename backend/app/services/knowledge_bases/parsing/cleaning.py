"""From bytes to clean text: encodings, line ends, characters that no store accepts."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from app.services.knowledge_bases.parsing.types import ParseError

SAMPLE_BYTES = 64 * 1024
CHUNK = 256 * 1024
LONGEST_LINE = 1024 * 1024
"""A longer line is given in pieces, so that a file without line ends is read as a stream too."""

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
_WESTERN = "cp1252"
_MIXED = "llmb.mixed"


def _read_as_western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 inside a file that otherwise is: somebody pasted older text."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(_WESTERN, "replace"), error.end


codecs.register_error(_MIXED, _read_as_western)


def decode(data: bytes) -> str:
    """Text in whatever encoding it was written, cleaned.

    Raises ParseError (corrupt_file) when no encoding makes text of it.
    """
    return "".join(text_chunks(io.BytesIO(data)))


def text_lines(file: BinaryIO) -> Iterator[str]:
    """The cleaned lines of a text file with their ends, read as a stream.

    Raises ParseError (corrupt_file) when no encoding makes text of it.
    """
    rest = ""
    for chunk in text_chunks(file):
        *lines, rest = (rest + chunk).split("\n")
        for line in lines:
            yield line + "\n"
        while len(rest) > LONGEST_LINE:
            yield rest[:LONGEST_LINE]
            rest = rest[LONGEST_LINE:]
    if rest:
        yield rest


def text_chunks(file: BinaryIO) -> Iterator[str]:
    """The cleaned text of a file in pieces, read as a stream; raises as `text_lines` does."""
    encoding, errors = _encoding(file)
    text = io.TextIOWrapper(file, encoding, errors)
    try:
        while chunk := text.read(CHUNK):
            yield clean(chunk)
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> tuple[str, str]:
    """The encoding of a file and how to read what does not fit; the file stands at its text."""
    head = file.read(SAMPLE_BYTES)
    for mark, encoding in _MARKED_ENCODINGS:
        if head.startswith(mark):
            file.seek(len(mark))
            return encoding, "replace"
    if wide := wide_encoding(head):
        file.seek(0)
        return wide, "replace"
    file.seek(0)
    encoding = _narrow_encoding(file)
    file.seek(0)
    return encoding, _MIXED if encoding == "utf-8" else "replace"


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 that a text without a mark is in, None when it is in none.

    Of every two bytes one then says which script the letter is of: nearly always the same two
    values, one of them the zero of spaces and digits.
    """
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        scripts = Counter(head[first::2])
        zeros, other_zeros = scripts[0], head[1 - first :: 2].count(0)
        usual = sum(count for _, count in scripts.most_common(2))
        total = len(head) // 2
        if zeros * 50 > total and other_zeros * 20 <= zeros and usual * 10 >= total * 9:
            return encoding if _is_readable(head.decode(encoding, "ignore")) else None
    return None


def _is_readable(text: str) -> bool:
    return len(_UNWANTED.findall(text)) * 100 <= len(text)


def _narrow_encoding(file: BinaryIO) -> str:
    """UTF-8, or what the bytes around the first that are not UTF-8 look like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position, has_letters_of_utf8 = 0, False
    while data := file.read(CHUNK):
        try:
            has_letters_of_utf8 |= not decoder.decode(data).isascii()
        except UnicodeDecodeError as error:
            valid = error.object[: error.start]
            if has_letters_of_utf8 or not valid.isascii():
                return "utf-8"
            file.seek(max(0, position + error.start - SAMPLE_BYTES // 2))
            return _guess_encoding(file.read(SAMPLE_BYTES))
        position += len(data)
    return "utf-8"


def _guess_encoding(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
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
    if text.isprintable() and "  " not in text:  # most cells of most tables
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()
