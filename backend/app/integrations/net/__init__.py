"""Outgoing calls to addresses that a user entered: one guard, at the connection itself."""

from httpx2 import TimeoutException as TransportTimeout
from httpx2 import TransportError

from app.integrations.net.client import Answer, GuardedClient
from app.integrations.net.guard import AddressGuard, AddressNotAllowed, AddressNotResolved
from app.integrations.net.transport import Caps, GuardedTransport
from app.integrations.net.urls import Destination, parse_url

__all__ = [
    "AddressGuard",
    "AddressNotAllowed",
    "AddressNotResolved",
    "Answer",
    "Caps",
    "Destination",
    "GuardedClient",
    "GuardedTransport",
    "TransportError",
    "TransportTimeout",
    "parse_url",
]
