"""What chunking takes and gives, and what of a chunk is embedded."""

from dataclasses import dataclass
from typing import Protocol

from app.models.knowledge_bases import ChunkStrategy


@dataclass(frozen=True, slots=True)
class ChunkingConfig:
    """How to cut. Sizes are tokens of the embedding model.

    `parent_size` is asked for by the strategy `parent_child` only. `passage_prefix` is what the
    embedder is told to put before every passage, where that is not the model's own prefix.

    Raises ValueError for sizes that make no sense together.
    """

    strategy: ChunkStrategy
    size: int
    overlap: int
    parent_size: int | None = None
    passage_prefix: str = ""

    def __post_init__(self) -> None:
        if self.size < 1 or not 0 <= self.overlap <= self.size // 2:
            raise ValueError("the overlap must lie between 0 and half of the chunk size")
        if self.strategy is ChunkStrategy.PARENT_CHILD and (
            self.parent_size is None or self.parent_size < 2 * self.size
        ):
            raise ValueError("a parent must be at least twice as long as its chunks")


@dataclass(frozen=True, slots=True)
class ChunkSpan:
    """A passage: characters `char_start` to `char_end` of the text it was cut from.

    `page` is where it starts; `section` is the heading path that it stands under, joined by
    “ › ” and shortened where the model would read little else. `header` is the first line of the
    table that the passage starts in the middle of. `parent_start` and `parent_end` are the
    characters of the larger passage around it (`parent_child` only).
    """

    ordinal: int
    text: str
    char_start: int
    char_end: int
    page: int | None
    section: str | None
    token_count: int
    header: str | None = None
    parent_start: int | None = None
    parent_end: int | None = None


class Passage(Protocol):
    """A chunk, as cut or as stored."""

    @property
    def text(self) -> str:
        """The passage itself."""
        ...

    @property
    def section(self) -> str | None:
        """The heading path that it stands under."""
        ...

    @property
    def header(self) -> str | None:
        """The header of the table that it starts in the middle of."""
        ...


def embedded_text(passage: Passage) -> str:
    """What is embedded: under its headings and column names a passage says what it is about."""
    return "\n".join(filter(None, (passage.section, passage.header, passage.text)))
