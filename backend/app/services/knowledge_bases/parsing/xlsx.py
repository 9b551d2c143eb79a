"""Excel workbooks: every sheet is a section with one table."""

import warnings
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError as XmlError
from zipfile import BadZipFile

from defusedxml import DefusedXmlException
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.services.knowledge_bases.parsing.archives import ArchiveLimits, open_archive
from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.tables import Row, add_table, names_columns
from app.services.knowledge_bases.parsing.types import ParseError

_UNREADABLE = (
    DefusedXmlException,
    XmlError,
    LxmlError,
    InvalidFileException,
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    AssertionError,
)
"""What openpyxl raises on damaged workbooks, which it hardly checks."""

NO_TIME = time()


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """The values of each sheet, as they were last computed, row by row."""
    with open_archive(file, ArchiveLimits()):
        pass
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # features of Excel that are dropped when saving
        workbook = _open(file)
        sheets = workbook.worksheets
        for position, sheet in enumerate(sheets):
            builder.progress(position / len(sheets))
            _add_sheet(builder, sheet)
    title = workbook.properties.title
    if title:
        builder.metadata["title"] = str(title)


def _open(file: BinaryIO) -> Any:
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _UNREADABLE as error:
        raise ParseError(
            "corrupt_file",
            "This file is damaged or not an Excel workbook.",
            "Open it in Excel or LibreOffice, save it again as .xlsx and upload that.",
        ) from error


def _add_sheet(builder: DocumentBuilder, sheet: Any) -> None:
    try:
        rows = _rows(sheet)
        first = list(islice(rows, 2))
        if not first:
            return
        hidden = "" if sheet.sheet_state == "visible" else " (hidden sheet)"
        builder.heading(1, f"{sheet.title}{hidden}")
        has_header = len(first) > 1 and names_columns(first[0])
        add_table(builder, chain(first, rows), has_header=has_header)
    except _UNREADABLE:
        builder.end_table()
        builder.problem(f"sheet “{sheet.title}”", "The rest of this sheet is damaged.")


def _rows(sheet: Any) -> Iterator[Row]:
    """Rows that hold something, without the empty columns at their left that all share."""
    sheet.reset_dimensions()  # what the file says of them may be wrong, or enormous
    margin: int | None = None
    for values in sheet.iter_rows(values_only=True):
        cells = [_text(value) for value in values]
        filled = next((i for i, cell in enumerate(cells) if cell), None)
        if filled is not None:
            margin = filled if margin is None else min(margin, filled)
            yield cells[margin:]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == NO_TIME else str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()
