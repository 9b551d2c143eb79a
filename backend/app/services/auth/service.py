"""Register, sign in, refresh, and passwords."""

from dataclasses import dataclass

from app.core.config import Settings
from app.core.errors import Forbidden, TooManyRequests, Unauthenticated
from app.core.permissions import Role
from app.core.security import create_access_token, hash_password, verify_password
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.models import User
from app.schemas.audit import Outcome
from app.schemas.audit_events import (
    PasswordChanged,
    PasswordResetRequested,
    SignInFailed,
    UserRegistered,
    UserSignedIn,
)
from app.schemas.auth import (
    AuthConfigOut,
    LoginRequest,
    PasswordChange,
    PasswordResetConfirm,
    RegisterRequest,
    SessionOut,
)
from app.services.audit import service as audit
from app.services.auth import links, repository, sessions, throttle
from app.services.auth.links import Purpose
from app.services.auth.passwords import check_password
from app.services.auth.sessions import OpenSession
from app.services.users import service as users


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session to answer with, and the refresh token to hand over once."""

    session: SessionOut
    refresh_token: str


def auth_config(uow: UnitOfWork, settings: Settings) -> AuthConfigOut:
    """What the sign-in pages need to know."""
    return AuthConfigOut(
        registration=settings.registration,
        has_users=repository.count_users(uow.session) > 0,
        password_min_length=settings.password_min_length,
    )


def register(
    uow: UnitOfWork, settings: Settings, request: RegisterRequest, user_agent: str
) -> SignedIn:
    """Create an account and sign it in. The first one becomes super admin.

    Raises:
        Forbidden: registration is not open.
        Conflict: the address is taken.
        Invalid: the password is weak.
    """
    check_password(settings, request.password, request.email)
    hashed = hash_password(request.password)
    repository.lock_registration(uow.session)
    is_first = repository.count_users(uow.session) == 0
    if settings.registration != "open" and not is_first:
        raise Forbidden(
            "Registration is not open here.",
            code="registration_closed",
            remedy="Ask an administrator for an account.",
        )
    role = Role.SUPER_ADMIN if is_first else Role(settings.default_role)
    user = users.add_account(
        uow,
        User(
            email=request.email,
            hashed_password=hashed,
            full_name=request.full_name,
            role=role,
            tier=settings.default_tier,
        ),
    )
    audit.record(uow, UserRegistered(role=role), user.id, user=user)
    return _signed_in(settings, sessions.open_for(uow, settings, user, user_agent))


def ensure_super_admin(uow: UnitOfWork, settings: Settings) -> None:
    """Create the account of `SUPERADMIN_EMAIL` unless it is there."""
    if not (settings.superadmin_email and settings.superadmin_password):
        return
    repository.lock_registration(uow.session)
    if repository.by_email(uow.session, settings.superadmin_email):
        return
    password = settings.superadmin_password.get_secret_value()
    check_password(settings, password, settings.superadmin_email)
    user = users.add_account(
        uow,
        User(
            email=settings.superadmin_email,
            hashed_password=hash_password(password),
            role=Role.SUPER_ADMIN,
            tier=settings.default_tier,
        ),
    )
    audit.record(
        uow, UserRegistered(role=Role.SUPER_ADMIN, source="environment"), user.id, user=user
    )


def login(
    open_unit: OpenUnit, settings: Settings, request: LoginRequest, user_agent: str
) -> SignedIn:
    """Sign in.

    Raises:
        Unauthenticated: one answer for unknown address, wrong password and inactive account.
        TooManyRequests: too many attempts failed a moment ago.
    """
    user = _admit(open_unit, request)
    # Outside any unit: hashing takes long on purpose, and as long for unknown addresses.
    matches = verify_password(request.password, user.hashed_password if user else None)
    with open_unit() as uow:
        if user and matches and user.is_active:
            throttle.clear(uow.session, request.email, uow.ip_address)
            audit.record(uow, UserSignedIn(), user.id, user=user)
            return _signed_in(settings, sessions.open_for(uow, settings, user, user_agent))
        _record_failure(uow, user, matches)
    raise Unauthenticated("E-mail address or password is wrong.", code="invalid_credentials")


def _admit(open_unit: OpenUnit, request: LoginRequest) -> User | None:
    """The account that somebody tries to sign in to, if attempts are let through now."""
    with open_unit() as uow:
        wait_s = throttle.admit(uow.session, request.email, uow.ip_address)
        user = repository.by_email(uow.session, request.email)
        if wait_s:
            audit.record(
                uow,
                SignInFailed(reason="blocked"),
                user.id if user else None,
                outcome=Outcome.DENIED,
                user=user,
            )
    if wait_s:
        raise TooManyRequests(
            "Too many attempts to sign in failed.",
            code="too_many_attempts",
            remedy=f"Wait {wait_s} seconds and try again, or reset the password.",
            retry_after=wait_s,
        )
    return user


def _record_failure(uow: UnitOfWork, user: User | None, matches: bool) -> None:
    if user is None:
        event = SignInFailed(reason="unknown_account")
    elif not matches:
        event = SignInFailed(reason="wrong_password")
    else:
        event = SignInFailed(reason="inactive")
    subject = user.id if user else None
    audit.record(uow, event, subject, outcome=Outcome.DENIED, user=user)


def refresh(open_unit: OpenUnit, settings: Settings, token: str | None) -> SignedIn:
    """Rotate a refresh token.

    Raises:
        Unauthenticated: the token is not good; a stolen one has ended its session.
    """
    with open_unit() as uow:
        rotated = sessions.rotate(uow, settings, token) if token else None
        if rotated:
            return _signed_in(settings, rotated)
    # Raised after the commit: the end of a stolen session must stand.
    raise Unauthenticated("This session has ended. Sign in again.", code="invalid_refresh_token")


def change_password(uow: UnitOfWork, settings: Settings, request: PasswordChange) -> None:
    """Change the actor's password and end their other clients.

    Raises:
        Forbidden: the present password is wrong.
        Invalid: the new one is weak.
    """
    user = uow.session.get_one(User, uow.signed_in.user_id, with_for_update=True)
    if not verify_password(request.current_password, user.hashed_password):
        raise Forbidden("The present password is wrong.", code="wrong_password")
    _set_password(uow, settings, user, request.new_password)
    sessions.revoke_all(uow, user, "password_changed", except_id=uow.signed_in.session_id)
    audit.record(uow, PasswordChanged(by="user"), user.id)


def send_reset_link(open_unit: OpenUnit, ports: Ports, email: str) -> None:
    """Mail a link to choose a new password; silently nothing for unknown addresses."""
    with open_unit() as uow:
        user = repository.by_email(uow.session, email)
        if user is None or not user.is_active:
            return
        if links.issued_lately(uow, user):
            return
        link = links.issue(uow, ports.settings, user, Purpose.RESET)
        audit.record(uow, PasswordResetRequested(), user.id, user=user)
    links.send(ports, user.email, link, Purpose.RESET)


def choose_password(uow: UnitOfWork, settings: Settings, request: PasswordResetConfirm) -> None:
    """Set the password that a link from a mail allows to choose; all clients end.

    Raises:
        Invalid: the link is not good any more, or the password is weak.
    """
    user, purpose = links.redeem(uow, request.token)
    _set_password(uow, settings, user, request.new_password)
    sessions.revoke_all(uow, user, "password_changed")
    throttle.clear(uow.session, user.email, uow.ip_address)
    audit.record(uow, PasswordChanged(by=purpose.value), user.id, user=user)


def _set_password(uow: UnitOfWork, settings: Settings, user: User, password: str) -> None:
    check_password(settings, password, user.email)
    user.hashed_password = hash_password(password)
    uow.session.flush()


def _signed_in(settings: Settings, opened: OpenSession) -> SignedIn:
    session = SessionOut(
        access_token=create_access_token(settings, opened.user.id, opened.id),
        expires_in=settings.access_token_expire_minutes * 60,
        user=users.present_own(opened.user),
    )
    return SignedIn(session, opened.refresh_token)
