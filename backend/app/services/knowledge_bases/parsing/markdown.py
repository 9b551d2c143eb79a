"""Markdown, kept as written: it reads well as text, for people and for models."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.services.knowledge_bases.parsing.builder import MAX_HEADING_CHARS
from app.services.knowledge_bases.parsing.cleaning import decode, one_line
from app.services.knowledge_bases.parsing.types import ParsedDocument, Section, Span

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_MARKUP = re.compile(r"[*_`]|!?\[([^\]]*)\]\([^)]*\)")
_FRONT_MATTER = re.compile(r"---\n.*?\n(---|\.\.\.)\n", re.S)
_NOT_A_TITLE = re.compile(r"\s*$| {0,3}([-*+>|]|\d+[.)])\s| {4}|\t")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    is_code: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    start: int


def parse(data: bytes) -> ParsedDocument:
    """The source text with the sections of its headings and the spans of its tables."""
    text = decode(data).strip("\n")
    lines = list(_lines(text))
    return ParsedDocument(
        text=text,
        sections=_sections(list(_headings(lines)), len(text)),
        tables=list(_tables(lines)),
    )


def _lines(text: str) -> Iterator[_Line]:
    """Every line after the front matter, and whether it is code."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    fence = ""
    for line in text[start:].split("\n"):
        mark = _FENCE.match(line)
        if fence:
            yield _Line(line, start, is_code=True)
            if mark and mark[1].startswith(fence):
                fence = ""
        else:
            yield _Line(line, start, is_code=mark is not None)
            fence = mark[1] if mark else ""
        start += len(line) + 1


def _headings(lines: list[_Line]) -> Iterator[_Heading]:
    previous: _Line | None = None
    for line in lines:
        if line.is_code:
            previous = None
            continue
        if atx := _ATX.match(line.text):
            yield _Heading(len(atx[1]), _title(atx[2] or ""), line.start)
            previous = None
        elif previous and (underline := _UNDERLINE.match(line.text)):
            level = 1 if underline[1].startswith("=") else 2
            yield _Heading(level, _title(previous.text), previous.start)
            previous = None
        else:
            previous = None if _NOT_A_TITLE.match(line.text) else line


def _title(source: str) -> str:
    return one_line(_MARKUP.sub(r"\1", source))[:MAX_HEADING_CHARS]


def _sections(headings: list[_Heading], length: int) -> list[Section]:
    sections = []
    above: list[_Heading] = []
    for position, heading in enumerate(headings):
        if not heading.title:
            continue
        above = [*(other for other in above if other.level < heading.level), heading]
        following = headings[position + 1 :]
        end = next((other.start for other in following if other.title), length)
        sections.append(Section(tuple(other.title for other in above), heading.start, end))
    return sections


def _tables(lines: list[_Line]) -> Iterator[Span]:
    """Runs of lines with pipes whose second line is the rule below the header."""
    run: list[_Line] = []
    for line in [*lines, _Line("", lines[-1].end if lines else 0, is_code=False)]:
        if "|" in line.text and not line.is_code:
            run.append(line)
            continue
        if len(run) > 1 and _TABLE_RULE.match(run[1].text):
            yield Span(run[0].start, run[-1].end)
        run = []
