"""Where short-lived tickets wait to be shown, once."""

from app.core.config import Settings
from app.integrations.tickets.base import TicketStore
from app.integrations.tickets.redis_tickets import RedisTicketStore

__all__ = ["TicketStore", "connect_ticket_store"]


def connect_ticket_store(settings: Settings) -> TicketStore:
    """The tickets on `REDIS_URL`."""
    return RedisTicketStore.connect(settings.redis_url)
