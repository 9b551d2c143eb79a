"""A mailer for tests: keeps what it is given, or fails when told to."""

from dataclasses import dataclass, field

from app.core.errors import Transient
from app.integrations.mail.base import Mail


@dataclass
class KeptMails:
    """Stands in for a `Mailer`."""

    mails: list[Mail] = field(default_factory=list)
    error: Transient | None = None

    def send(self, mail: Mail) -> None:
        """Keep the mail."""
        if self.error:
            raise self.error
        self.mails.append(mail)
