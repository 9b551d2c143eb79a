"""HTML: what a reader sees, nothing fetched and nothing run."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import one_line
from app.services.knowledge_bases.parsing.tables import add_table

_UNSEEN = re.compile(
    r"(script|style|template|noscript|head|svg|math|iframe|object|embed|audio|video|canvas|"
    r"button|select|input|textarea|nav)$"
)
_INLINE = re.compile(
    r"(a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|"
    r"strong|sub|sup|time|tt|u|var|wbr)$"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LAYOUT_TABLE = {"table", *_HEADINGS}


@dataclass
class _Page:
    """The document under construction and the paragraph that is being read."""

    builder: DocumentBuilder
    inline: list[str] = field(default_factory=list)
    marker: str = ""

    def end_paragraph(self) -> None:
        """Hand over what has been read since the last block began."""
        lines = [one_line(line) for line in "".join(self.inline).split("\x00")]
        text = "\n".join(line for line in lines if line)
        if text:
            self.builder.paragraph(self.marker + text, continues=bool(self.marker))
            self.marker = ""
        self.inline.clear()


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """Visible text in document order; headings become sections, tables keep their rows."""
    title = add_html(builder, file.read())
    if title:
        builder.metadata["title"] = title


def add_html(builder: DocumentBuilder, data: bytes, *, is_chapter: bool = False) -> str:
    """Add the visible text of a page and give its title.

    The page of a chapter that has no heading begins with its title as one.
    """
    soup = BeautifulSoup(data, "lxml")
    title = one_line(soup.title.get_text()) if soup.title else ""
    if is_chapter and title and not soup.find(list(_HEADINGS)):
        builder.heading(1, title)
    page = _Page(builder)
    for element, leaving in _walk(soup.body or soup):
        _read(page, element, leaving=leaving)
    page.end_paragraph()
    return title


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """Elements in order, tags once when entered and once when left, without recursion."""
    stack: list[tuple[PageElement, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if isinstance(element, Tag) and not leaving and _is_unseen(element):
            continue
        yield element, leaving
        if isinstance(element, Tag) and not leaving:
            stack.append((element, True))
            if not _is_whole(element):
                stack.extend((child, False) for child in reversed(element.contents))


def _is_unseen(tag: Tag) -> bool:
    return (
        _UNSEEN.match(tag.name) is not None
        or tag.has_attr("hidden")
        or _HIDDEN_STYLE.search(str(tag.get("style", ""))) is not None
    )


def _is_whole(tag: Tag) -> bool:
    """Read in one piece: headings, code and tables of data (not tables that lay out a page)."""
    if tag.name == "table":
        return not _holds_layout(tag)
    return tag.name in _HEADINGS or tag.name == "pre"


def _holds_layout(table: Tag) -> bool:
    """Whether a table holds another one or a heading, looked for from the outside inwards.

    (The search of the library first walks to the innermost element: quadratic for nests.)
    """
    waiting = deque([table])
    while waiting:
        for child in waiting.popleft().contents:
            if isinstance(child, Tag):
                if child.name in _LAYOUT_TABLE:
                    return True
                waiting.append(child)
    return False


def _read(page: _Page, element: PageElement, *, leaving: bool) -> None:
    if isinstance(element, Tag):
        _read_tag(page, element, leaving=leaving)
    elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
        page.inline.append(str(element).replace("\x00", ""))


def _read_tag(page: _Page, tag: Tag, *, leaving: bool) -> None:
    if tag.name == "br":
        page.inline.append("\x00" if leaving else "")
    elif not _INLINE.match(tag.name):
        page.end_paragraph()
        if leaving:
            page.marker = ""
        else:
            _begin_block(page, tag)


def _begin_block(page: _Page, tag: Tag) -> None:
    if tag.name in _HEADINGS:
        page.builder.heading(_HEADINGS[tag.name], tag.get_text(" "))
    elif tag.name == "pre":
        page.builder.code(tag.get_text())
    elif tag.name == "table" and _is_whole(tag):
        _read_table(page.builder, tag)
    elif tag.name == "li":
        page.marker = "- "
    elif tag.name == "img" and tag.get("alt"):
        page.inline.append(f" {tag['alt']} ")


def _read_table(builder: DocumentBuilder, table: Tag) -> None:
    caption = table.find("caption")
    if caption:
        builder.paragraph(one_line(caption.get_text(" ")))
    rows = table.find_all("tr")
    cells = [[cell.get_text(" ") for cell in row.find_all(["td", "th"])] for row in rows]
    first = rows[0].find_all(["td", "th"]) if rows else []
    marked = len(first) > 1 and all(cell.name == "th" for cell in first)
    add_table(builder, cells, has_header=True if marked else None)
