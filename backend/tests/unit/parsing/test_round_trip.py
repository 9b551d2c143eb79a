"""For every format: spans lie inside their part, and the parts make one text with nothing lost."""

import csv
import html
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import accumulate, chain, pairwise

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from app.services.knowledge_bases.parsing import ParsedDocument
from app.services.knowledge_bases.parsing.builder import LONGEST_PART_CHARS
from app.services.knowledge_bases.parsing.types import (
    CSV,
    DOCX,
    EML,
    EPUB,
    HTML,
    JSON,
    JSON_LINES,
    MARKDOWN,
    PDF,
    PLAIN,
    PPTX,
    XLSX,
)
from app.services.knowledge_bases.parsing.wire import MessageReader, decode_part, encode_part
from tests.unit.parsing.files import Line, docx_bytes, epub, parts_of, pdf, saved, xlsx
from tests.unit.parsing.joining import join_parts


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a table or code; `mark` is a word that occurs nowhere else."""

    kind: str
    mark: str
    text: str

    @property
    def words(self) -> str:
        return f"{self.mark} {self.text}".strip()

    @property
    def rows(self) -> list[list[str]]:
        return [["Name", "Value", "Note"], [self.mark, self.text, "x"], ["y", "", self.text]]


CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["heading", "paragraph", "table", "code"]),
                st.text(CHARACTERS, max_size=40),
                st.sampled_from([1, 1, 40, 1_200]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    return [
        Block(kind, f"mk{chr(97 + n)}", text if kind == "heading" else f"{text} " * repeats)
        for n, (kind, text, repeats) in enumerate(drawn)
    ]


Blocks = Sequence[Block]


def as_plain(blocks: Blocks) -> bytes:
    return "\n\n".join(block.words for block in blocks).encode()


def as_markdown(blocks: Blocks) -> bytes:
    return "\n\n".join(_markdown(block) for block in blocks).encode()


def _markdown(block: Block) -> str:
    if block.kind == "heading":
        return f"## {block.words}"
    if block.kind == "code":
        return f"```\n{block.words}\n```"
    if block.kind == "table":
        head, *rows = (" | ".join(row).join(["| ", " |"]) for row in block.rows)
        return "\n".join([head, "| --- | --- | --- |", *rows])
    return block.words


def as_csv(blocks: Blocks) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["kind", "mark", "text"])
    writer.writerows((block.kind, block.mark, block.text) for block in blocks)
    return out.getvalue().encode()


def as_html(blocks: Blocks) -> bytes:
    return f"<html><body>{''.join(map(_html, blocks))}</body></html>".encode()


def _html(block: Block) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    tag = {"heading": "h2", "code": "pre"}.get(block.kind, "p")
    return f"<{tag}>{html.escape(block.words)}</{tag}>"


def as_json(blocks: Blocks) -> bytes:
    return json.dumps(
        {block.mark: [block.words, {"deep": block.text}] for block in blocks}
    ).encode()


def as_json_lines(blocks: Blocks) -> bytes:
    records = [{"mark": block.mark, "text": block.text} for block in blocks]
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def as_docx(blocks: Blocks) -> bytes:
    document = docx.Document()
    for block in blocks:
        if block.kind == "table":
            table = document.add_table(3, 3)
            for cell, text in zip(table._cells, chain(*block.rows), strict=True):
                cell.text = text
        elif block.kind == "heading":
            document.add_heading(block.words, 2)
        else:
            document.add_paragraph(block.words)
    return docx_bytes(document)


def as_xlsx(blocks: Blocks) -> bytes:
    rows = [[block.mark, block.text[:30_000].lstrip("=")] for block in blocks]
    return xlsx(First=[["Mark", "Text"], *rows], Second=[["only"]])


def as_pptx(blocks: Blocks) -> bytes:
    presentation = Presentation()
    for block in blocks:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = block.mark
        slide.shapes.add_textbox(*map(Inches, (1, 1, 4, 1))).text_frame.text = block.text
    return saved(presentation)


def as_epub(blocks: Blocks) -> bytes:
    return epub(*(f"<html><body>{_html(block)}</body></html>" for block in blocks))


def as_mail(blocks: Blocks) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "Blocks"
    mail.set_content("\n\n".join(block.words for block in blocks), cte="base64")
    mail.add_attachment(as_html(blocks), maintype="text", subtype="html", filename="a.html")
    return mail.as_bytes()


def as_pdf(blocks: Blocks) -> bytes:
    def line(block: Block) -> Line:
        letters = "".join(char for char in block.text[:90] if char.isascii() and char.isalnum())
        return Line(f"{block.mark} {letters}", size=20 if block.kind == "heading" else 11)

    return pdf(*([line(block), Line(f"{block.mark} below.")] for block in blocks))


FORMATS: dict[str, Callable[[Blocks], bytes]] = {
    PLAIN: as_plain,
    MARKDOWN: as_markdown,
    CSV: as_csv,
    HTML: as_html,
    JSON: as_json,
    JSON_LINES: as_json_lines,
    DOCX: as_docx,
    XLSX: as_xlsx,
    PPTX: as_pptx,
    EPUB: as_epub,
    EML: as_mail,
    PDF: as_pdf,
}


@pytest.mark.parametrize("media_type", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks=documents(), slice_bytes=st.integers(1, 100_000))
def test_parts_make_one_text_and_spans_lie_inside(
    media_type: str, blocks: list[Block], slice_bytes: int
) -> None:
    parts = parts_of(media_type, FORMATS[media_type](blocks))

    assert_parts_fit_together(parts)
    for part in parts:
        assert_spans_lie_inside(part)
    assert_marks_come_in_order(join_parts(parts), blocks)
    assert sent(parts, slice_bytes) == parts


def assert_parts_fit_together(parts: Sequence[ParsedDocument]) -> None:
    lengths = [len(part.text) for part in parts]
    assert [part.offset for part in parts] == [0, *accumulate(lengths)][:-1]
    assert all(length <= LONGEST_PART_CHARS + 1_000 for length in lengths)
    assert all(length > 0 for length in lengths)
    shares = [part.share for part in parts]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert not any(part.metadata for part in parts[:-1])


def assert_spans_lie_inside(part: ParsedDocument) -> None:
    for kind in (part.pages, part.sections, part.tables, part.code, part.lines):
        assert all(0 <= span.start <= span.end <= len(part.text) for span in kind)
        assert all(before.end <= after.start for before, after in pairwise(kind))
    for span in (*part.sections, *part.tables, *part.code, *part.lines):
        text = part.text[span.start : span.end]
        assert text.strip()
        assert not text.startswith("\n")
        assert not text.endswith("\n")
    numbers = [page.number for page in part.pages]
    assert numbers == sorted(set(numbers))


def assert_marks_come_in_order(document: ParsedDocument, blocks: Sequence[Block]) -> None:
    places = [document.text.find(block.mark) for block in blocks]
    assert -1 not in places
    assert places == sorted(places)


def sent(parts: Sequence[ParsedDocument], slice_bytes: int) -> list[ParsedDocument]:
    """The parts as they come out of the pipe, however it cuts them."""
    stream = b"".join(map(encode_part, parts))
    reader = MessageReader()
    slices = range(0, len(stream), slice_bytes)
    received = [decode_part(m) for n in slices for m in reader.feed(stream[n : n + slice_bytes])]
    assert reader.is_between_messages
    return received
