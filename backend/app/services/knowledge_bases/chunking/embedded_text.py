"""What of a chunk is embedded."""

from typing import Protocol


class Passage(Protocol):
    """A chunk, cut just now or stored."""

    @property
    def text(self) -> str:
        """The passage itself."""
        ...

    @property
    def section(self) -> str | None:
        """The path of headings that it stands under."""
        ...


def embedded_text(passage: Passage) -> str:
    """A passage under its heading path says what it is about."""
    return f"{passage.section}\n{passage.text}" if passage.section else passage.text
