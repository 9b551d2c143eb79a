"""Routes of live events."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, WebSocket

from app.api.deps import Listener, PortsDep, Require, RequireTicket
from app.api.errors import errors
from app.api.sockets import LiveConnection
from app.core.permissions import Actor, Permission
from app.schemas.events import TicketOut
from app.services.events import tickets

router = APIRouter(prefix="/events", tags=["events"])

_MayListen = Annotated[Actor, Depends(Require(Permission.EVENTS_READ))]
_Listening = Annotated[Listener, Depends(RequireTicket(Permission.EVENTS_READ))]


@router.post("/ticket", status_code=201, responses=errors(401, 403, 503))
def create_event_ticket(actor: _MayListen, ports: PortsDep) -> TicketOut:
    """A ticket that opens one live connection, at `/api/v1/events?ticket=…`, within 30 s."""
    return tickets.issue(ports.tickets, actor)


@router.websocket("")
async def listen(
    socket: WebSocket,
    listener: _Listening,
    after: Annotated[str | None, Query(max_length=50)] = None,
) -> None:
    """What changes, as it changes; with `after`, first what has changed since that cursor."""
    await LiveConnection(socket, socket.app.state.hub, listener).run(after)
