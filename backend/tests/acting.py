"""What a browser would be led to by Markdown: the judge of tests on hostile text."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ACTING = {"link_open", "image", "html_inline", "html_block"}
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[\w.-]|(?<![a-z0-9])www\.[\w-]")
_RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def acting(markdown: str) -> list[str]:
    """What a browser would be led to by this Markdown."""
    return [found for token in _RENDERER.parse(markdown) for found in _acting_in(token)]


def _acting_in(block: Token) -> Iterator[str]:
    shown = ""
    for token in [block, *(block.children or [])]:
        if token.type in _ACTING:
            yield f"{token.type}: {token.content}{token.attrs}"
        # GFM looks for bare addresses in the text that is shown, behind escapes and entities.
        shown += token.content if token.type in ("text", "text_special") else "\0"
    yield from _ADDRESS.findall(shown)
