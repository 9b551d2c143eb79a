"""Mail behind one port."""

from app.integrations.mail.base import Mail, Mailer
from app.integrations.mail.factory import connect_mailer

__all__ = ["Mail", "Mailer", "connect_mailer"]
