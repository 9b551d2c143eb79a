"""What routes depend on: who is asking, a unit of work, the ports.

Every route has a `Require` or stands on the public list; `check_guards` refuses to start
an application where one has neither.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, WebSocket
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute, iter_route_contexts
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator

from app.api.errors import client_address, request_id_of
from app.api.origins import refuse_foreign_origin
from app.core.config import Settings
from app.core.errors import Forbidden, Unauthenticated
from app.core.permissions import Actor, Permission
from app.db.uow import OpenUnit, UnitOfWork, unit_of_work
from app.integrations.ports import Ports
from app.schemas.common import PageRequest, without_nul
from app.services.auth import actors
from app.services.chat.running import RunningAnswers
from app.services.events import tickets

PUBLIC_ROUTES = frozenset(
    {
        ("GET", "/health"),
        ("GET", "/ready"),
        ("GET", "/api/v1/auth/config"),
        ("POST", "/api/v1/auth/register"),
        ("POST", "/api/v1/auth/login"),
        ("POST", "/api/v1/auth/token"),
        ("POST", "/api/v1/auth/refresh"),
        ("POST", "/api/v1/auth/logout"),
        ("POST", "/api/v1/auth/password-reset"),
        ("POST", "/api/v1/auth/password-reset/confirm"),
    }
)

_bearer = HTTPBearer(
    auto_error=False, description="The access token of a signed-in session, or an API key"
)
_api_key = APIKeyHeader(name="X-API-Key", auto_error=False, description="An API key")


# What only looks something up is `async`: a thread for it would cost more than it does itself.
async def get_settings(request: Request) -> Settings:
    """The settings this application was created with."""
    settings: Settings = request.app.state.settings
    return settings


async def get_ports(request: Request) -> Ports:
    """The ports this application was created with."""
    ports: Ports = request.app.state.ports
    return ports


async def get_open_unit(request: Request) -> OpenUnit:
    """Opens short units for this request's actor, for services that also use the network."""
    return _opener(request)


def _opener(request: Request) -> OpenUnit:
    actor: Actor | None = getattr(request.state, "actor", None)
    request_id, address = request_id_of(request), client_address(request)

    def open_unit() -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(actor, request_id, address)

    return open_unit


def get_uow(request: Request) -> Iterator[UnitOfWork]:
    """The unit of work of a request, committed before the response is sent."""
    with _opener(request)() as uow:
        yield uow


def get_answers(request: Request) -> RunningAnswers:
    """The answers that this process writes."""
    answers: RunningAnswers = request.app.state.answers
    return answers


SettingsDep = Annotated[Settings, Depends(get_settings)]
PortsDep = Annotated[Ports, Depends(get_ports)]
AnswersDep = Annotated[RunningAnswers, Depends(get_answers)]
OpenUnitDep = Annotated[OpenUnit, Depends(get_open_unit)]
# Scope "function" is what makes the commit come before the response: with the default
# scope a commit that fails would still answer 200.
UowDep = Annotated[UnitOfWork, Depends(get_uow, scope="function")]
PageDep = Annotated[PageRequest, Query()]
# What somebody types to find things by name.
SearchText = Annotated[str | None, Query(max_length=200), AfterValidator(without_nul)]


Check = Callable[[UnitOfWork], object]
"""Looks in a unit of the actor's whether something holds, and raises where it does not."""


def _nothing_more(_: UnitOfWork) -> None:
    """For requests that ask for their permission alone."""


class Require:
    """Lets a request pass whose bearer is signed in and has the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(
        self,
        request: Request,
        settings: SettingsDep,
        bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
        api_key: Annotated[str | None, Depends(_api_key)],
    ) -> Actor:
        credential = bearer.credentials if bearer else api_key
        if credential is None:
            raise Unauthenticated()

        def authorise(also: Check = _nothing_more) -> Actor:
            with _opener(request)() as uow:
                uow.autocommit()
                actor = actors.actor_of(uow, settings, credential)
                request.state.actor = uow.actor = actor
                may = actor.may(self.permission)
                if may:
                    also(uow)
            if not may:
                raise Forbidden(permission=self.permission)
            return actor

        request.state.authorise = authorise
        return authorise()


@dataclass(frozen=True, slots=True)
class Listener:
    """Who has opened a WebSocket. `authorise` asks again, and raises like `Require`."""

    actor: Actor
    authorise: Callable[[], Actor]
    open_unit: Callable[[Actor], AbstractContextManager[UnitOfWork]]


class RequireTicket:
    """Lets a WebSocket be opened from our own pages, with a ticket of somebody who may."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, socket: WebSocket, ticket: str = "") -> Listener:
        refuse_foreign_origin(socket)
        holder = tickets.redeem(socket.app.state.ports.tickets, ticket)

        def open_unit(actor: Actor | None = None) -> AbstractContextManager[UnitOfWork]:
            return unit_of_work(actor, request_id_of(socket), client_address(socket))

        def authorise() -> Actor:
            with open_unit() as uow:
                uow.autocommit()
                actor = actors.actor_by(uow, holder)
            socket.state.actor = actor
            if not actor.may(self.permission):
                raise Forbidden(permission=self.permission)
            return actor

        return Listener(authorise(), authorise, open_unit)


Authorise = Callable[[Check], Actor]


async def get_authorise(request: Request) -> Authorise:
    """Asks again whether the request may go on, for answers that take long.

    It raises like `Require`: when the session or key has ended, or the right is gone. The check
    that it is given runs in the same unit, with the rights as of then.
    """
    authorise: Authorise = request.state.authorise
    return authorise


AuthoriseDep = Annotated[Authorise, Depends(get_authorise)]


class UnguardedRouteError(RuntimeError):
    """A route has neither a permission nor a place on the public list."""


def check_guards(app: FastAPI) -> None:
    """Refuse to start when a route is not guarded."""
    for route in (*api_routes(app), *websocket_routes(app)):
        public = {(method, route.path) for method in route.methods} <= PUBLIC_ROUTES
        if not public and route.permission is None:
            raise UnguardedRouteError(f"{sorted(route.methods)} {route.path} has no permission")


@dataclass(frozen=True, slots=True)
class GuardedRoute:
    """A route with the permission that it requires."""

    path: str
    methods: frozenset[str]
    permission: Permission | None


def api_routes(app: FastAPI) -> Iterator[GuardedRoute]:
    """Every route of the API, those of included routers too."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, APIRoute):
            yield GuardedRoute(
                path=context.path or "",
                methods=frozenset(context.methods or ()),
                permission=_find_permission(context.dependant),
            )


def websocket_routes(app: FastAPI) -> Iterator[GuardedRoute]:
    """Every WebSocket of the API, those of included routers too."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, APIWebSocketRoute):
            yield GuardedRoute(
                path=context.path or "",
                methods=frozenset({"WEBSOCKET"}),
                permission=_find_permission(context.dependant),
            )


def _find_permission(dependant: Dependant) -> Permission | None:
    if isinstance(dependant.call, Require | RequireTicket):
        return dependant.call.permission
    for child in dependant.dependencies:
        if found := _find_permission(child):
            return found
    return None
