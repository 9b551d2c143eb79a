"""Mail over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

from app.core.errors import Transient
from app.core.logging import get_logger
from app.integrations.mail.base import Mail, as_message

TIMEOUT_S = 10

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Opens a connection for each mail; certificates are checked."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    username: str = ""
    password: SecretStr | None = None
    timeout_s: float = TIMEOUT_S

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server.

        Raises:
            Transient: the server cannot be reached, is not trusted, or refused the mail.
        """
        message = as_message(mail, self.sender)
        try:
            with self._connected() as server:
                server.send_message(message)
            return
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # Its text may quote the mail or our sign-in, so neither it nor its cause is kept.
            log.warning("mail_failed", error=type(error).__name__, host=self.host)
        raise Transient(
            "The mail could not be sent.",
            code="mail_unavailable",
            remedy="Try again later; an administrator can check the SMTP settings.",
        )

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout_s, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.username and self.password:
                server.login(self.username, self.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server
