"""Routes of signing in and out."""

import uuid
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Cookie, Depends, Header, Response
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import ValidationError

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SettingsDep, UowDep
from app.api.errors import errors
from app.core.config import Settings
from app.core.errors import Forbidden, Invalid
from app.core.permissions import Permission
from app.schemas.auth import (
    AuthConfigOut,
    LoginRequest,
    PasswordChange,
    PasswordResetConfirm,
    PasswordResetRequest,
    PasswordResetRequested,
    RefreshRequest,
    RegisterRequest,
    SessionOut,
    SignedInClientOut,
)
from app.schemas.common import Page
from app.schemas.users import UserOut
from app.services.auth import service, sessions
from app.services.auth.service import SignedIn
from app.services.users import service as users

router = APIRouter(prefix="/auth", tags=["auth"])

COOKIE_PATH = "/"
WEB_CLIENT = "web"
# `__Host-` ties the cookie to this exact host; browsers take the prefix over TLS only.
SECURE_COOKIE, PLAIN_COOKIE = "__Host-llmb_refresh", "llmb_refresh"

SecureCookie = Annotated[str | None, Cookie(alias=SECURE_COOKIE, include_in_schema=False)]
PlainCookie = Annotated[str | None, Cookie(alias=PLAIN_COOKIE, include_in_schema=False)]
ClientHeader = Annotated[
    str | None,
    Header(alias="X-LLMB-Client", description="`web` on calls that use the refresh cookie"),
]
ACCOUNT = [Depends(Require(Permission.ACCOUNT_WRITE))]
UserAgent = Annotated[str, Header(include_in_schema=False)]


@router.get("/config")
def read_config(uow: UowDep, settings: SettingsDep) -> AuthConfigOut:
    """What the sign-in pages need to know."""
    return service.auth_config(uow, settings)


@router.post("/register", status_code=201, responses=errors(403, 409, 422))
def register(
    body: RegisterRequest,
    response: Response,
    uow: UowDep,
    settings: SettingsDep,
    user_agent: UserAgent = "",
) -> SessionOut:
    """Create an account and sign in. The first account becomes super admin."""
    signed_in = service.register(uow, settings, body, user_agent)
    return _hand_over(response, settings, signed_in, in_body=body.return_refresh_token)


@router.post("/login", responses=errors(401, 422, 429))
def login(
    body: LoginRequest,
    response: Response,
    open_unit: OpenUnitDep,
    settings: SettingsDep,
    user_agent: UserAgent = "",
) -> SessionOut:
    """Sign in."""
    signed_in = service.login(open_unit, settings, body, user_agent)
    return _hand_over(response, settings, signed_in, in_body=body.return_refresh_token)


@router.post("/token", responses=errors(401, 422, 429))
def token(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    response: Response,
    open_unit: OpenUnitDep,
    settings: SettingsDep,
    user_agent: UserAgent = "",
) -> SessionOut:
    """Sign in with the OAuth2 password form; the refresh token comes in the body."""
    signed_in = service.login(open_unit, settings, _credentials(form), user_agent)
    return _hand_over(response, settings, signed_in, in_body=True)


@router.post("/refresh", responses=errors(401, 403, 422))
def refresh(
    response: Response,
    open_unit: OpenUnitDep,
    settings: SettingsDep,
    body: RefreshRequest | None = None,
    secure_cookie: SecureCookie = None,
    plain_cookie: PlainCookie = None,
    client: ClientHeader = None,
) -> SessionOut:
    """Exchange a refresh token, from the body or the cookie, for a new session."""
    in_body = body is not None and body.refresh_token is not None
    presented = body.refresh_token if body and in_body else secure_cookie or plain_cookie
    _require_web_client(in_body, presented, client)
    signed_in = service.refresh(open_unit, settings, presented)
    return _hand_over(response, settings, signed_in, in_body=in_body)


@router.post("/logout", status_code=204, responses=errors(403))
def logout(
    response: Response,
    uow: UowDep,
    settings: SettingsDep,
    body: RefreshRequest | None = None,
    secure_cookie: SecureCookie = None,
    plain_cookie: PlainCookie = None,
    client: ClientHeader = None,
) -> None:
    """End this session; its access tokens stop working at once."""
    in_body = body is not None and body.refresh_token is not None
    presented = body.refresh_token if body and in_body else secure_cookie or plain_cookie
    _require_web_client(in_body, presented, client)
    sessions.sign_out(uow, presented)
    response.delete_cookie(_cookie_name(settings), path=COOKIE_PATH)


@router.get("/me", dependencies=[Depends(Require(Permission.PROFILE_READ))], responses=errors(401))
def me(uow: UowDep) -> UserOut:
    """The signed-in user."""
    return users.me(uow)


@router.post("/password", status_code=204, dependencies=ACCOUNT, responses=errors(401, 403, 422))
def change_password(body: PasswordChange, uow: UowDep, settings: SettingsDep) -> None:
    """Change your password; your other signed-in clients end."""
    service.change_password(uow, settings, body)


@router.post("/password-reset", status_code=202, responses=errors(422))
def request_password_reset(
    body: PasswordResetRequest,
    background: BackgroundTasks,
    open_unit: OpenUnitDep,
    ports: PortsDep,
) -> PasswordResetRequested:
    """Have a link mailed to choose a new password. The answer is the same for any address."""
    # After the answer: how long it takes must not tell whether there is such an account.
    background.add_task(service.send_reset_link, open_unit, ports, body.email)
    return PasswordResetRequested()


@router.post("/password-reset/confirm", status_code=204, responses=errors(422))
def confirm_password_reset(body: PasswordResetConfirm, uow: UowDep, settings: SettingsDep) -> None:
    """Choose a password with the token of a mailed link, after a reset or an invitation."""
    service.choose_password(uow, settings, body)


@router.get("/sessions", dependencies=ACCOUNT, responses=errors(401, 403, 422))
def list_signed_in_clients(uow: UowDep, page: PageDep) -> Page[SignedInClientOut]:
    """Your signed-in clients, latest first."""
    return sessions.list_own(uow, page)


@router.delete("/sessions", status_code=204, dependencies=ACCOUNT, responses=errors(401, 403))
def sign_out_everywhere(uow: UowDep) -> None:
    """End all your signed-in clients, this one too."""
    sessions.end_all_own(uow)


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    dependencies=ACCOUNT,
    responses=errors(401, 403, 404),
)
def end_signed_in_client(session_id: uuid.UUID, uow: UowDep) -> None:
    """End one of your signed-in clients."""
    sessions.end_own(uow, session_id)


def _credentials(form: OAuth2PasswordRequestForm) -> LoginRequest:
    try:
        return LoginRequest(email=form.username, password=form.password)
    except ValidationError as error:
        raise Invalid(
            "User name or password is not well-formed.", code="invalid_request"
        ) from error


def _require_web_client(in_body: bool, presented: str | None, client: str | None) -> None:
    """Cookies travel by themselves; a header that only our own pages can set does not."""
    if presented and not in_body and client != WEB_CLIENT:
        raise Forbidden(
            "Calls that use the refresh cookie need the header X-LLMB-Client: web.",
            code="client_header_missing",
        )


def _hand_over(
    response: Response, settings: Settings, signed_in: SignedIn, *, in_body: bool
) -> SessionOut:
    if in_body:
        return signed_in.session.model_copy(update={"refresh_token": signed_in.refresh_token})
    response.set_cookie(
        _cookie_name(settings),
        signed_in.refresh_token,
        max_age=settings.refresh_token_expire_days * 86_400,
        path=COOKIE_PATH,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="strict",
    )
    return signed_in.session


def _cookie_name(settings: Settings) -> str:
    return SECURE_COOKIE if settings.cookie_secure else PLAIN_COOKIE
