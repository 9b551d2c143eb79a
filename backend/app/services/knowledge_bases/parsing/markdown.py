"""Markdown, kept as written: it reads well as text, for people and for models."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line, text_lines
from app.services.knowledge_bases.parsing.progress import Progress

FRONT_MATTER_LINES = 200

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_MARKUP = re.compile(r"[*_`]|!?\[([^\]]*)\]\([^)]*\)")
_FRONT_MATTER_END = ("---", "...")
_NOT_A_TITLE = re.compile(r"\s*$| {0,3}([-*+>|]|\d+[.)])\s| {4}|\t")


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """The source text with the sections of its headings and the spans of tables and code."""
    progress = Progress(file, builder)
    lines = _without_front_matter(text_lines(file), builder)
    reader = _Reader(builder)
    line = next(lines, None)
    while line is not None:
        following = next(lines, None)
        reader.read(line, following or "")
        progress.step()
        line = following


def _without_front_matter(lines: Iterator[str], builder: DocumentBuilder) -> Iterator[str]:
    """The lines below the front matter, which is text but holds no headings."""
    first = next(lines, "")
    if first != "---\n":
        return chain([first], lines)
    head = [first, *islice(lines, FRONT_MATTER_LINES)]
    end = next((i for i, line in enumerate(head[1:], 2) if line.strip() in _FRONT_MATTER_END), 0)
    for line in head[:end]:
        builder.verbatim(line, begins_block=False)
    return chain(head[end:], lines)


class _Reader:
    """Reads line by line, with one look ahead."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._fence = ""
        self._in_table = False
        self._after_blank = True
        self._is_underline = False

    def read(self, line: str, following: str) -> None:
        """Add `line`, and start or end what it starts or ends."""
        source = line.rstrip("\n")
        if self._fence:
            self._read_code(line, source)
            return
        self._mark_table(source, following.rstrip("\n"))
        mark = _FENCE.match(source)
        if mark:
            self._fence = mark[1]
            self._builder.begin_code()
        elif not self._in_table:
            self._mark_heading(source, following.rstrip("\n"))
        self._add(line)

    def _add(self, line: str) -> None:
        begins_block = self._after_blank and not self._in_table
        self._builder.verbatim(line, begins_block=begins_block)
        self._after_blank = not line.strip()

    def _read_code(self, line: str, source: str) -> None:
        self._builder.verbatim(line, begins_block=False)
        mark = _FENCE.match(source)
        if mark and mark[1].startswith(self._fence):
            self._fence = ""
            self._builder.end_code()
            self._after_blank = True

    def _mark_table(self, source: str, following: str) -> None:
        """Runs of lines with pipes whose second line is the rule below the header."""
        if "|" not in source or _FENCE.match(source):
            if self._in_table:
                self._builder.end_table()
            self._in_table = False
        elif not self._in_table and "|" in following and _TABLE_RULE.match(following):
            self._builder.begin_source_table()
            self._in_table = True

    def _mark_heading(self, source: str, following: str) -> None:
        if self._is_underline:
            self._is_underline = False
            return
        if atx := _ATX.match(source):
            self._section(len(atx[1]), atx[2] or "")
        elif not _NOT_A_TITLE.match(source) and (underline := _UNDERLINE.match(following)):
            self._is_underline = True
            self._section(1 if underline[1].startswith("=") else 2, source)

    def _section(self, level: int, source: str) -> None:
        title = one_line(_MARKUP.sub(r"\1", source))
        if title:
            self._builder.section(level, title)
            self._after_blank = True
