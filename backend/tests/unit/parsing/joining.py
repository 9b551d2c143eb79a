"""Parts of a document put together."""

from collections.abc import Iterable
from dataclasses import replace

from app.services.knowledge_bases.parsing.types import Page, ParsedDocument, Section


def join_parts(parts: Iterable[ParsedDocument]) -> ParsedDocument:
    """The whole document; a page or section that went on in another part is one again."""
    whole = ParsedDocument(text="")
    texts = []
    for part in parts:
        texts.append(part.text)
        _add(whole, part)
    return replace(whole, text="".join(texts))


def _add(whole: ParsedDocument, part: ParsedDocument) -> None:
    by = part.offset
    for page in part.pages:
        _add_page(whole.pages, page._replace(start=page.start + by, end=page.end + by))
    for section in part.sections:
        moved = section._replace(start=section.start + by, end=section.end + by)
        _add_section(whole.sections, moved, goes_on=bool(by) and not section.start)
    whole.tables.extend(t._replace(start=t.start + by, end=t.end + by) for t in part.tables)
    whole.code.extend(c._replace(start=c.start + by, end=c.end + by) for c in part.code)
    whole.lines.extend(x._replace(start=x.start + by, end=x.end + by) for x in part.lines)
    whole.problems.extend(part.problems)
    whole.metadata.update(part.metadata)


def _add_page(pages: list[Page], page: Page) -> None:
    if pages and pages[-1].number == page.number:
        page = page._replace(start=pages.pop().start)
    pages.append(page)


def _add_section(sections: list[Section], section: Section, *, goes_on: bool) -> None:
    if goes_on and sections and sections[-1].path == section.path:
        section = section._replace(start=sections.pop().start)
    sections.append(section)
