"""What the product needs from the web: one file by its address."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from app.core.errors import Invalid


class FetchRefused(Invalid):
    """422: the address, or what it answers, is not taken in."""

    code, message = "url_not_fetched", "This address could not be read."


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """What an address answered. `name` ends as files of its type do."""

    name: str
    content: BinaryIO


class WebFetcher(Protocol):
    """Fetches files by address."""

    def fetch(self, url: str, max_bytes: int) -> AbstractContextManager[FetchedFile]:
        """What `url` answers, for as long as the context lasts.

        Raises:
            FetchRefused: the address may not be called, or it answers with something else than
                a file of at most `max_bytes`.
            Transient: it does not answer.
        """
