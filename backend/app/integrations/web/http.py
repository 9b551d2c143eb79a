"""Fetching over HTTP."""

import mimetypes
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import anyio
import httpx2

from app.core.errors import Transient
from app.integrations.net import (
    AddressGuard,
    AddressNotAllowed,
    AddressNotResolved,
    Caps,
    GuardedTransport,
)
from app.integrations.net.transport import AnswerTooLarge
from app.integrations.web.base import FetchedFile, FetchRefused

TOTAL_S = 60.0
# Larger files lie on disk while they are passed on.
_IN_MEMORY = 4 * 1024 * 1024
_SHOWN_LOCATION = 300
# What the system's table names less usually, or not at all.
_EXTENSIONS = {"text/plain": ".txt", "text/markdown": ".md", "application/xhtml+xml": ".html"}


class HttpFetcher:
    """A `WebFetcher` that connects to vetted addresses only and follows no redirect."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    @contextmanager
    def fetch(self, url: str, max_bytes: int) -> Iterator[FetchedFile]:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
            sink: BinaryIO = spooled  # type: ignore[assignment]
            name = anyio.run(self._download, url, max_bytes, sink)
            sink.seek(0)
            yield FetchedFile(name, sink)

    async def _download(self, url: str, max_bytes: int, sink: BinaryIO) -> str:
        """Write the body to `sink`; returns a name for it."""
        transport = GuardedTransport(self._guard, Caps(max_bytes, TOTAL_S))
        try:
            async with (
                httpx2.AsyncClient(transport=transport, follow_redirects=False) as client,
                client.stream("GET", url) as response,
            ):
                _refuse_other_than_ok(response)
                async for block in response.aiter_raw():
                    sink.write(block)
                return file_name(url, response.headers)
        except (AddressNotAllowed, AddressNotResolved) as error:
            raise FetchRefused(error.message, code=error.code, remedy=error.remedy) from None
        except AnswerTooLarge:
            raise FetchRefused(
                f"The file at this address is larger than {max_bytes // (1024 * 1024)} MB.",
                remedy="Ask an administrator to raise MAX_FILE_SIZE_MB.",
            ) from None
        except httpx2.InvalidURL:
            raise FetchRefused(remedy="Enter an address like https://example.com/a.pdf.") from None
        except httpx2.HTTPError:
            raise Transient(
                "This address does not answer.",
                code="url_unavailable",
                remedy="Open it in a browser; if it works there, try again.",
            ) from None


def file_name(url: str, headers: httpx2.Headers) -> str:
    """A name with the extension of what was sent: as the server says, else from the address."""
    parts = urlsplit(url)
    name = _offered_name(headers) or unquote(PurePosixPath(parts.path).name) or parts.netloc
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    extension = _EXTENSIONS.get(media_type) or mimetypes.guess_extension(media_type) or ""
    fits = mimetypes.guess_type(name)[0] == media_type or not extension
    return name if fits or name.lower().endswith(extension) else f"{name}{extension}"


def _offered_name(headers: httpx2.Headers) -> str | None:
    message = Message()
    message["Content-Disposition"] = headers.get("Content-Disposition", "")
    return message.get_filename()


def _refuse_other_than_ok(response: httpx2.Response) -> None:
    if response.is_redirect:
        location = response.headers.get("Location", "")[:_SHOWN_LOCATION]
        raise FetchRefused(
            "This address only points to another one.",
            code="url_redirects",
            remedy=f"Enter the address that it leads to: {location}",
        )
    if response.status_code != httpx2.codes.OK:
        raise FetchRefused(
            f"This address answers with status {response.status_code}.",
            remedy="Check that it can be opened without signing in.",
        )
