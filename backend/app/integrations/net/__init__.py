"""Outgoing calls to addresses that a user entered: one guard, at the connection itself."""

from app.integrations.net.client import Answer, ConnectTimeout, GuardedClient, TransportError
from app.integrations.net.guard import AddressGuard, AddressNotAllowed, AddressNotResolved
from app.integrations.net.transport import Caps, GuardedTransport
from app.integrations.net.urls import Destination, parse_url

__all__ = [
    "AddressGuard",
    "AddressNotAllowed",
    "AddressNotResolved",
    "Answer",
    "Caps",
    "ConnectTimeout",
    "Destination",
    "GuardedClient",
    "GuardedTransport",
    "TransportError",
    "parse_url",
]
