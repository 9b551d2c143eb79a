"""Routes of signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Header, Response
from fastapi.security import OAuth2PasswordRequestForm

from app.api.deps import Require, SettingsDep, UowDep
from app.api.errors import errors
from app.core.config import Settings
from app.core.errors import Forbidden, Unauthenticated
from app.core.permissions import Permission
from app.schemas.auth import (
    AuthConfigOut,
    LoginRequest,
    RefreshRequest,
    RegisterRequest,
    SessionOut,
    UserOut,
)
from app.services.auth import service
from app.services.auth.service import SignedIn

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


@router.post("/login", responses=errors(401, 422))
def login(
    body: LoginRequest,
    response: Response,
    uow: UowDep,
    settings: SettingsDep,
    user_agent: UserAgent = "",
) -> SessionOut:
    """Sign in."""
    signed_in = service.login(uow, settings, body, user_agent)
    return _hand_over(response, settings, signed_in, in_body=body.return_refresh_token)


@router.post("/token", responses=errors(401, 422))
def token(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    response: Response,
    uow: UowDep,
    settings: SettingsDep,
    user_agent: UserAgent = "",
) -> SessionOut:
    """Sign in with the OAuth2 password form; the refresh token comes in the body."""
    body = LoginRequest(email=form.username, password=form.password)
    signed_in = service.login(uow, settings, body, user_agent)
    return _hand_over(response, settings, signed_in, in_body=True)


@router.post("/refresh", responses=errors(401, 403, 422))
def refresh(
    response: Response,
    uow: UowDep,
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
    signed_in = service.refresh(uow, settings, presented)
    if signed_in is None:
        # Committed here: a reused token revokes its family, and raising would undo that.
        uow.session.commit()
        raise Unauthenticated(
            "This session has ended. Sign in again.", code="invalid_refresh_token"
        )
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
    service.logout(uow, presented)
    response.delete_cookie(_cookie_name(settings), path=COOKIE_PATH)


@router.get("/me", dependencies=[Depends(Require(Permission.PROFILE_READ))], responses=errors(401))
def me(uow: UowDep) -> UserOut:
    """The signed-in user."""
    return service.me(uow)


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
