"""What the product needs from mail: plain text to one address at a time."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol

from app.core.errors import Invalid

# One address: no list, no display name, nothing that could end the header line.
_ADDRESS = re.compile(r"[^\s,;:<>()\[\]\\\"@\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,253}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MAX_SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to send.

    Raises:
        Invalid: `invalid_mail`, when the address is not a single plain one or the subject
            could forge headers.
    """

    to: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.to):
            raise Invalid("This is not a single e-mail address.", code="invalid_mail")
        if _CONTROL.search(self.subject) or len(self.subject) > MAX_SUBJECT_LENGTH:
            raise Invalid("The subject of a mail is one short line.", code="invalid_mail")


class Mailer(Protocol):
    """Sends mails. Failures raise `Transient` without what the server said."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over for delivery. Takes seconds: not inside a unit of work."""


def as_message(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it goes over the wire."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip("> ") or None)
    # Mails that a program sent: no automatic answers please.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
