"""Outgoing calls to addresses that a user entered: one guard, at the connection itself."""

from app.integrations.net.guard import AddressGuard, AddressNotAllowed, AddressNotResolved
from app.integrations.net.transport import Caps, GuardedTransport
from app.integrations.net.urls import Destination, parse_url

__all__ = [
    "AddressGuard",
    "AddressNotAllowed",
    "AddressNotResolved",
    "Caps",
    "Destination",
    "GuardedTransport",
    "parse_url",
]
