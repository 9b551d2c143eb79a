"""A web that answers as a test tells it to."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from app.integrations.web.base import FetchedFile


class ScriptedWeb:
    """A `WebFetcher` that remembers the addresses and answers each with a text that names it."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.pages: dict[str, bytes] = {}

    @contextmanager
    def fetch(self, url: str, max_bytes: int) -> Iterator[FetchedFile]:
        self.fetched.append(url)
        content = self.pages.get(url, f"What stands at {url}.".encode())
        yield FetchedFile(f"{url.rsplit('/', 1)[-1]}.txt", io.BytesIO(content[:max_bytes]))
