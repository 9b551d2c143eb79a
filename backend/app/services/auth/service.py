"""Register, sign in, refresh, sign out, and who a token belongs to."""

from dataclasses import dataclass
from datetime import timedelta

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import Conflict, Forbidden, Unauthenticated
from app.core.permissions import ROLE_PERMISSIONS, Actor, Role
from app.core.security import (
    create_access_token,
    fingerprint,
    hash_password,
    new_opaque_token,
    read_access_token,
    same_fingerprint,
    verify_password,
)
from app.db.uow import UnitOfWork
from app.models import AuthSession, User
from app.schemas.auth import (
    AuthConfigOut,
    LoginRequest,
    RegisterRequest,
    SessionOut,
    UserOut,
)
from app.services.audit import service as audit
from app.services.auth import repository
from app.services.auth.passwords import check_password

# Two tabs may refresh at once; a token this fresh that comes again is a race, not a theft.
REUSE_GRACE = timedelta(seconds=10)


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
    if repository.by_email(uow.session, request.email):
        raise Conflict(
            "There is already an account with this e-mail address.",
            code="email_taken",
            remedy="Sign in instead.",
        )
    role = Role.SUPER_ADMIN if is_first else Role(settings.default_role)
    user = User(email=request.email, hashed_password=hashed, full_name=request.full_name, role=role)
    uow.session.add(user)
    uow.session.flush()
    audit.record(
        uow, "user.registered", "user", user.id, user_id=user.id, user_email=user.email, role=role
    )
    return _open_session(uow, settings, user, user_agent)


def ensure_super_admin(uow: UnitOfWork, settings: Settings) -> None:
    """Create the account of `SUPERADMIN_EMAIL` unless it is there."""
    if not (settings.superadmin_email and settings.superadmin_password):
        return
    repository.lock_registration(uow.session)
    if repository.by_email(uow.session, settings.superadmin_email):
        return
    password = settings.superadmin_password.get_secret_value()
    check_password(settings, password, settings.superadmin_email)
    user = User(
        email=settings.superadmin_email,
        hashed_password=hash_password(password),
        role=Role.SUPER_ADMIN,
    )
    uow.session.add(user)
    uow.session.flush()
    audit.record(uow, "user.registered", "user", user.id, role=user.role, source="environment")


def login(uow: UnitOfWork, settings: Settings, request: LoginRequest, user_agent: str) -> SignedIn:
    """Sign in.

    Raises:
        Unauthenticated: one answer for unknown address, wrong password and inactive account.
    """
    user = repository.by_email(uow.session, request.email)
    if not verify_password(request.password, user.hashed_password if user else None):
        user = None
    if user is None or not user.is_active:
        raise Unauthenticated("E-mail address or password is wrong.", code="invalid_credentials")
    audit.record(uow, "user.signed_in", "user", user.id, user_id=user.id, user_email=user.email)
    return _open_session(uow, settings, user, user_agent)


def refresh(uow: UnitOfWork, settings: Settings, token: str | None) -> SignedIn | None:
    """Rotate a refresh token.

    Returns `None` when the token is not good (the caller answers 401): the revocation that
    a stolen token causes must be committed, so this does not raise.
    """
    if not token:
        return None
    mark = fingerprint(token)
    row = repository.session_by_token(uow.session, mark)
    if row is None or row.revoked_at or row.expires_at <= now():
        return None
    is_newest = same_fingerprint(row.refresh_fingerprint, mark)
    if not is_newest and now() - row.rotated_at > REUSE_GRACE:
        _revoke(uow, row, "refresh_token_reused")
        return None
    user = uow.session.get_one(User, row.user_id)
    if not user.is_active:
        return None
    return _rotate(settings, row, user)


def logout(uow: UnitOfWork, token: str | None) -> None:
    """End the sign-in session of this refresh token, or else of the signed-in actor."""
    row = repository.session_by_token(uow.session, fingerprint(token)) if token else None
    if row is None and uow.actor and uow.actor.session_id:
        row = uow.session.get(AuthSession, uow.actor.session_id)
    if row and row.revoked_at is None:
        _revoke(uow, row, "signed_out")


def actor_of(uow: UnitOfWork, settings: Settings, access_token: str) -> Actor:
    """Who bears this access token, as of now.

    Raises:
        Unauthenticated: the token is not good, or its session or user has ended.
    """
    claims = read_access_token(settings, access_token)
    found = repository.current_session(uow.session, claims.session_id, claims.user_id)
    if found is None:
        raise Unauthenticated("This session has ended. Sign in again.", code="session_ended")
    auth_session, user = found
    return Actor(user.id, Role(user.role), user.email, auth_session.id)


def me(uow: UnitOfWork) -> UserOut:
    """The signed-in user."""
    return present_user(uow.session.get_one(User, uow.signed_in.user_id))


def present_user(user: User) -> UserOut:
    """A user with the permissions that the role gives."""
    role = Role(user.role)
    return UserOut(
        id=user.id,
        email=user.email,
        full_name=user.full_name,
        role=role,
        is_active=user.is_active,
        permissions=sorted(ROLE_PERMISSIONS[role]),
        created_at=user.created_at,
        updated_at=user.updated_at,
    )


def _open_session(uow: UnitOfWork, settings: Settings, user: User, user_agent: str) -> SignedIn:
    token = new_opaque_token()
    row = AuthSession(
        user_id=user.id,
        refresh_fingerprint=fingerprint(token),
        rotated_at=now(),
        expires_at=now() + timedelta(days=settings.refresh_token_expire_days),
        user_agent=user_agent[:400],
        ip_address=uow.ip_address,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.session.refresh(user)
    return _signed_in(settings, row, user, token)


def _rotate(settings: Settings, row: AuthSession, user: User) -> SignedIn:
    token = new_opaque_token()
    row.previous_fingerprint = row.refresh_fingerprint
    row.refresh_fingerprint = fingerprint(token)
    row.rotated_at = now()
    row.expires_at = now() + timedelta(days=settings.refresh_token_expire_days)
    return _signed_in(settings, row, user, token)


def _signed_in(settings: Settings, row: AuthSession, user: User, token: str) -> SignedIn:
    session = SessionOut(
        access_token=create_access_token(settings, user.id, row.id),
        expires_in=settings.access_token_expire_minutes * 60,
        user=present_user(user),
    )
    return SignedIn(session, token)


def _revoke(uow: UnitOfWork, row: AuthSession, reason: str) -> None:
    row.revoked_at = now()
    audit.record(uow, "session.revoked", "session", row.id, user_id=row.user_id, reason=reason)
