"""Which mailer the settings ask for."""

from app.core.config import Settings
from app.integrations.mail.base import Mailer
from app.integrations.mail.console import ConsoleMailer
from app.integrations.mail.smtp import SmtpMailer


def connect_mailer(settings: Settings) -> Mailer:
    """The mailer of the settings. Nothing is contacted before a mail is sent."""
    if settings.mail_transport == "console":
        return ConsoleMailer()
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.mail_from,
        username=settings.smtp_username,
        password=settings.smtp_password,
    )
