"""Mail for installations without a mail server: the operator finds it in the log."""

from app.core.logging import get_logger
from app.integrations.mail.base import Mail

log = get_logger(__name__)


class ConsoleMailer:
    """Writes each mail to the log, links and codes included: read access is access."""

    def send(self, mail: Mail) -> None:
        """Log the mail."""
        log.warning("mail", to=mail.to, subject=mail.subject, text=mail.text)
