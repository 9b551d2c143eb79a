"""Chat over a WebSocket."""

from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket

from app.api.chat_sockets import ChatConnection
from app.api.deps import Listener, PortsDep, Require, RequireTicket
from app.api.errors import errors
from app.core.permissions import Actor, Permission
from app.schemas.events import TicketOut
from app.services.events import tickets

router = APIRouter(prefix="/chat", tags=["chat"])

_MayChat = Annotated[Actor, Depends(Require(Permission.CHAT_USE))]
_Chatting = Annotated[Listener, Depends(RequireTicket(Permission.CHAT_USE))]


@router.post("/ticket", status_code=201, responses=errors(401, 403, 503))
def create_chat_ticket(actor: _MayChat, ports: PortsDep) -> TicketOut:
    """A ticket that opens one chat connection, at `/api/v1/chat/ws?ticket=…`, within 30 s."""
    return tickets.issue(ports.tickets, actor)


@router.websocket("/ws")
async def chat(socket: WebSocket, listener: _Chatting) -> None:
    """Ask, follow and stop answers; the same events as over server-sent events."""
    await ChatConnection(socket, listener).run()
