"""Builds the PDF and the Word file of the demo from their text sources.

The results are committed, so this runs only when a source has changed. It needs reportlab and
python-docx, and writes the same bytes every time:

    python demo/build_documents.py
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

FOLDER = Path(__file__).resolve().parent
PUBLISHED = datetime(2025, 3, 1, tzinfo=UTC)
ZIP_DATE = (2025, 3, 1, 0, 0, 0)

NAVY = colors.HexColor("#12324a")
PALE = colors.HexColor("#e8eff4")
GREY = colors.HexColor("#5b6b77")


@dataclass(frozen=True)
class Block:
    """A heading (`h1` to `h3`), paragraph (`p`), list, table or page break of a source."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read_blocks(source: str) -> Iterator[Block]:
    """The blocks of a source, which is written in a small part of Markdown."""
    for part in source.strip().split("\n\n"):
        lines = part.splitlines()
        marks = len(lines[0]) - len(lines[0].lstrip("#"))
        if part == "<!-- page -->":
            yield Block("page")
        elif marks:
            yield Block(f"h{marks}", lines[0].lstrip("# "))
        elif lines[0].startswith("|"):
            cells = [tuple(c.strip() for c in line.strip("|").split("|")) for line in lines]
            yield Block("table", rows=(cells[0], *cells[2:]))
        elif lines[0].startswith("- "):
            yield Block("list", rows=tuple((line.removeprefix("- "),) for line in lines))
        else:
            yield Block("p", " ".join(lines))


def build_pdf(source: Path, target: Path, title: str) -> None:
    """Set a source as a PDF with page numbers, breaking pages where the source says so."""
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=22 * mm,
        bottomMargin=22 * mm,
        title=title,
        author="Skerry Line",
        invariant=1,
    )
    story = [piece for block in read_blocks(source.read_text("utf-8")) for piece in _set(block)]

    def footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(GREY)
        canvas.drawString(24 * mm, 12 * mm, title)
        canvas.drawRightString(A4[0] - 24 * mm, 12 * mm, f"Page {document.page}")

    template.build(story, onFirstPage=footer, onLaterPages=footer)
    target.write_bytes(buffer.getvalue())


def _set(block: Block) -> list[Flowable]:
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "table":
        return [_pdf_table(block.rows), Spacer(0, 8)]
    if block.kind == "list":
        items = [ListItem(Paragraph(row[0], STYLES["p"])) for row in block.rows]
        return [ListFlowable(items, bulletType="bullet", start="•", leftIndent=14)]
    return [Paragraph(block.text, STYLES[block.kind])]


def _style(name: str, size: float, before: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontSize=size, leading=size * 1.4, spaceBefore=before, spaceAfter=6, **more
    )


STYLES = {
    "h1": _style("h1", 24, 0, fontName="Helvetica-Bold", textColor=NAVY),
    "h2": _style("h2", 16, 14, fontName="Helvetica-Bold", textColor=NAVY),
    "h3": _style("h3", 12.5, 8, fontName="Helvetica-Bold", textColor=NAVY),
    "p": _style("p", 10.5, 0, fontName="Helvetica"),
}


def _pdf_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    table = Table([list(row) for row in rows], colWidths=[95 * mm, 35 * mm], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 10),
                ("FONT", (0, 1), (-1, -1), "Helvetica", 10),
                ("BACKGROUND", (0, 0), (-1, 0), PALE),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, GREY),
                ("ALIGN", (1, 0), (1, -1), "RIGHT"),
            ]
        )
    )
    return table


def build_docx(source: Path, target: Path, title: str) -> None:
    """Set a source as a Word document with heading styles, lists and tables."""
    document = docx.Document()
    _remove_thumbnail(document)
    properties = document.core_properties
    properties.title, properties.author = title, "Skerry Line"
    properties.created = properties.modified = PUBLISHED
    for block in read_blocks(source.read_text("utf-8")):
        _add(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    target.write_bytes(_with_fixed_dates(buffer.getvalue()))


def _remove_thumbnail(document: docx.document.Document) -> None:
    """The empty template comes with a picture of itself."""
    relations = document.part.package.rels
    for key in [key for key, rel in relations.items() if rel.reltype.endswith("/thumbnail")]:
        del relations[key]


def _add(document: docx.document.Document, block: Block) -> None:
    if block.kind.startswith("h"):
        document.add_heading(block.text, int(block.kind[1]) - 1)
    elif block.kind == "list":
        for row in block.rows:
            document.add_paragraph(row[0], style="List Bullet")
    elif block.kind == "table":
        _add_table(document, block.rows)
    elif block.kind == "p":
        document.add_paragraph(block.text)


def _add_table(document: docx.document.Document, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _with_fixed_dates(package: bytes) -> bytes:
    """The same archive, its entries dated alike, so that building twice gives the same file."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


def main() -> None:
    """Build both files into `documents/`."""
    sources, documents = FOLDER / "sources", FOLDER / "documents"
    build_pdf(
        sources / "employee-handbook.md",
        documents / "employee-handbook.pdf",
        "Skerry Line Employee Handbook",
    )
    build_docx(
        sources / "operations-manual.md",
        documents / "operations-manual.docx",
        "Skerry Line Operations and Safety Manual",
    )


if __name__ == "__main__":
    main()
