"""Tickets that open one live connection: an address is no place for a token."""

import json
import uuid
from datetime import timedelta

from app.core.clock import now
from app.core.errors import Unauthenticated
from app.core.permissions import Actor
from app.core.security import fingerprint, new_opaque_token
from app.integrations.tickets import TicketStore
from app.schemas.events import TicketOut
from app.services.auth.actors import Holder

LIFETIME_S = 30


def issue(store: TicketStore, actor: Actor) -> TicketOut:
    """A ticket for the session or key of the actor; raises `Transient` without a store."""
    holder = Holder.of(actor)
    value = {"user_id": str(holder.user_id), "is_key": holder.is_key, "id": str(holder.id)}
    ticket = new_opaque_token()
    store.put(fingerprint(ticket), json.dumps(value), LIFETIME_S)
    return TicketOut(ticket=ticket, expires_at=now() + timedelta(seconds=LIFETIME_S))


def redeem(store: TicketStore, ticket: str) -> Holder:
    """Whom the ticket was made for. It is worth nothing afterwards.

    Raises:
        Unauthenticated: there is no such ticket, or not any more.
        Transient: the store does not answer.
    """
    value = store.take(fingerprint(ticket))
    if value is None:
        raise Unauthenticated(
            "This ticket is used up or too old.",
            code="invalid_ticket",
            remedy="Ask for another one: each opens one connection within 30 seconds.",
        )
    found = json.loads(value)
    return Holder(uuid.UUID(found["user_id"]), bool(found["is_key"]), uuid.UUID(found["id"]))
