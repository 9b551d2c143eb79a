"""E-mail: who wrote to whom and when, the text, and the files that came with it."""

import io
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from itertools import count
from typing import BinaryIO

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.cleaning import decode, one_line
from app.services.knowledge_bases.parsing.formats import load_parser
from app.services.knowledge_bases.parsing.html import add_html
from app.services.knowledge_bases.parsing.media import detect_media_type
from app.services.knowledge_bases.parsing.types import EML, ParseError

MAX_ATTACHMENTS = 50
MAX_DEPTH = 3
HEADERS = ("From", "To", "Cc", "Date")

_UNREADABLE = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What the standard library raises while it decodes damaged messages."""


def parse(file: BinaryIO, builder: DocumentBuilder) -> None:
    """The headers that matter, the text, and each attachment of a known type as a section."""
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
        subject = _header(message, "Subject")
    except _UNREADABLE as error:
        raise _corrupt() from error
    if not message.keys():
        raise _corrupt()
    _Reader(builder).add(message)
    if subject:
        builder.metadata["title"] = subject


class _Reader:
    """Reads a message and the messages inside it; all their attachments count together."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._numbers = count(1)
        self._depth = 0

    def add(self, message: EmailMessage) -> None:
        """Add the message, its attachments included."""
        self._builder.heading(1, _header(message, "Subject") or "(no subject)")
        lines = [f"{name}: {value}" for name in HEADERS if (value := _header(message, name))]
        self._builder.paragraph("\n".join(lines))
        try:
            self._add_body(message)
            for attachment in message.iter_attachments():
                self._add_attachment(attachment)
        except _UNREADABLE:
            self._builder.problem("message", "The rest of it is damaged.")

    def _add_body(self, message: EmailMessage) -> None:
        body = message.get_body(preferencelist=("plain", "html"))
        if body is None:
            return
        content = _content(body)
        if body.get_content_subtype() == "html":
            add_html(self._builder, content)
        else:
            for paragraph in decode(content).split("\n\n"):
                self._builder.paragraph(paragraph)

    def _add_attachment(self, attachment: MIMEPart) -> None:
        """A picture in the text, such as a signature, is no attachment that anybody misses."""
        number = next(self._numbers)
        if attachment.get_content_maintype() == "image":
            return
        name = one_line(attachment.get_filename() or f"attachment {number}")
        if number > MAX_ATTACHMENTS or self._depth >= MAX_DEPTH:
            self._builder.problem(name, "There are too many attachments inside each other.")
            return
        self._depth += 1
        try:
            with self._builder.inside(name):
                self._read(attachment, name)
        finally:
            self._depth -= 1

    def _read(self, attachment: MIMEPart, name: str) -> None:
        if attachment.get_content_type() == EML:
            for inner in _messages(attachment):
                self.add(inner)
            return
        data = _content(attachment)
        try:
            media_type = detect_media_type(data[: 64 * 1024], name)
            if media_type == EML:
                self.add(BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data))
            else:
                load_parser(media_type)(io.BytesIO(data), self._builder)
        except ParseError as error:
            self._builder.problem("", error.message)


def _messages(attachment: MIMEPart) -> Iterator[EmailMessage]:
    payload = attachment.get_payload()
    for inner in payload if isinstance(payload, list) else ():
        if isinstance(inner, EmailMessage):
            yield inner


def _content(part: MIMEPart) -> bytes:
    """The decoded bytes; text whose charset is declared comes as UTF-8."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_maintype() != "text" or not charset:
        return data
    try:
        return data.decode(charset).encode()
    except (LookupError, ValueError):
        return data


def _header(message: EmailMessage, name: str) -> str:
    return one_line(str(message.get(name, "")))


def _corrupt() -> ParseError:
    return ParseError(
        "corrupt_file",
        "This file is damaged or not an e-mail.",
        "Save the message again as .eml and upload that.",
    )
