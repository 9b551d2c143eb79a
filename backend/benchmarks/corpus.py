"""Documents to measure with: readable English of a usual length, the same in every run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document as WordDocument

_SUBJECTS = [
    "the harbour office",
    "the duty officer",
    "each deckhand",
    "the purser",
    "the safety committee",
    "a new employee",
    "the night watch",
    "the maintenance crew",
    "the ticket desk",
    "the chief engineer",
    "every contractor",
    "the personnel department",
    "a passenger with a dog",
    "the company doctor",
]
_VERBS = [
    "reports",
    "approves",
    "inspects",
    "replaces",
    "orders",
    "records",
    "signs",
    "returns",
    "refuses",
    "announces",
    "measures",
    "cleans",
    "counts",
    "postpones",
    "confirms",
]
_OBJECTS = [
    "the life rafts",
    "the monthly accounts",
    "a written request",
    "the fuel consumption",
    "the spare keys",
    "all outstanding invoices",
    "the weather forecast",
    "the passenger list",
    "an incident form",
    "the winter timetable",
    "the fire extinguishers",
    "the training certificates",
    "the bow thruster",
    "expenses above 400 euros",
    "the annual leave of 26 days",
    "the radio log",
]
_TAILS = [
    "before the first departure",
    "within three working days",
    "at the end of every quarter",
    "unless the sea is too rough",
    "together with the harbour master",
    "in the presence of a witness",
    "on the form that hangs beside the bridge",
    "as the collective agreement demands",
    "when the vessel lies at Vestholm",
    "without telling the passengers",
    "for at least ten years",
]


@dataclass(frozen=True, slots=True)
class Size:
    """How much one document holds."""

    sections: int
    paragraphs: int = 6
    sentences: int = 6


def write_documents(folder: Path, count: int, size: Size, kinds: tuple[str, ...]) -> list[Path]:
    """`count` files, their kinds in turn: txt, md, html, docx or pdf."""
    writers = {"txt": _plain, "md": _markdown, "html": _html, "docx": _word, "pdf": _pdf}
    paths = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        path = folder / f"document-{number:05}.{kind}"
        writers[kind](path, list(_sections(number, size)))
        paths.append(path)
    return paths


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    paragraphs: list[str]


def _sections(seed: int, size: Size) -> Iterator[_Section]:
    dice = random.Random(seed)
    for number in range(1, size.sections + 1):
        paragraphs = [
            " ".join(_sentence(dice) for _ in range(size.sentences)) for _ in range(size.paragraphs)
        ]
        yield _Section(f"{number} About {dice.choice(_OBJECTS)} ({seed})", paragraphs)


def _sentence(dice: random.Random) -> str:
    words = (dice.choice(part) for part in (_SUBJECTS, _VERBS, _OBJECTS, _TAILS))
    return f"{' '.join(words).capitalize()}."


def _plain(path: Path, sections: list[_Section]) -> None:
    blocks = [block for part in sections for block in (part.title, *part.paragraphs)]
    path.write_text("\n\n".join(blocks))


def _markdown(path: Path, sections: list[_Section]) -> None:
    blocks = [block for part in sections for block in (f"## {part.title}", *part.paragraphs)]
    path.write_text("\n\n".join(blocks))


def _html(path: Path, sections: list[_Section]) -> None:
    blocks = [
        f"<h2>{part.title}</h2>" + "".join(f"<p>{text}</p>" for text in part.paragraphs)
        for part in sections
    ]
    path.write_text(f"<!doctype html><html><body>{''.join(blocks)}</body></html>")


def _word(path: Path, sections: list[_Section]) -> None:
    document = WordDocument()
    for part in sections:
        document.add_heading(part.title, level=2)
        for text in part.paragraphs:
            document.add_paragraph(text)
    document.save(str(path))


def _pdf(path: Path, sections: list[_Section]) -> None:
    pages = [_page_lines(part) for part in sections]
    path.write_bytes(_pdf_bytes(pages))


def _page_lines(section: _Section, width: int = 90) -> list[str]:
    lines = [section.title]
    for paragraph in section.paragraphs:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines


def _pdf_bytes(pages: list[list[str]]) -> bytes:
    """A minimal PDF: one font, one content stream a page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        content = f"BT /F1 9 Tf 12 TL 50 800 Td\n{shown}ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _with_table(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _with_table(objects: list[str]) -> bytes:
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + table + trailer).encode("latin-1")
