"""Passwords, access tokens and opaque secrets."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from jose import JWTError, jwt
from passlib.context import CryptContext

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import Unauthenticated

PASSWORD_MAX_LENGTH = 128
_AUDIENCE = "llm-builder"
_ISSUER = "llm-builder"
_ACCESS = "access"
_LEEWAY = timedelta(seconds=30)
_REQUIRED_CLAIMS = ("exp", "iat", "sub", "jti", "aud", "iss", "typ", "sid")

_passwords = CryptContext(schemes=["argon2"], deprecated="auto")
# Verified when the address is unknown, so that both cases take the same time.
_DUMMY_HASH = _passwords.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """Argon2id hash of `password`, salted."""
    hashed: str = _passwords.hash(password)
    return hashed


def verify_password(password: str, hashed: str | None) -> bool:
    """Whether `password` matches; takes as long when there is no hash to match."""
    matches: bool = _passwords.verify(password[: PASSWORD_MAX_LENGTH + 1], hashed or _DUMMY_HASH)
    return matches and hashed is not None


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says about its bearer."""

    user_id: uuid.UUID
    session_id: uuid.UUID
    expires_at: datetime


def create_access_token(settings: Settings, user_id: uuid.UUID, session_id: uuid.UUID) -> str:
    """A signed access token for one sign-in session."""
    issued = now()
    claims = {
        "sub": str(user_id),
        "sid": str(session_id),
        "jti": secrets.token_hex(16),
        "iat": int(issued.timestamp()),
        "exp": int((issued + timedelta(minutes=settings.access_token_expire_minutes)).timestamp()),
        "aud": _AUDIENCE,
        "iss": _ISSUER,
        "typ": _ACCESS,
    }
    token: str = jwt.encode(claims, settings.secret_key.get_secret_value(), settings.algorithm)
    return token


def read_access_token(settings: Settings, token: str) -> AccessClaims:
    """Check an access token and return its claims.

    python-jose accepts unknown header fields and missing claims, so both are checked here.

    Raises:
        Unauthenticated: for any token that is not exactly one of ours and current.
    """
    secret, algorithm = settings.secret_key.get_secret_value(), settings.algorithm
    try:
        claims = _signed_claims(secret, algorithm, token)
    except (JWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unauthenticated(code="invalid_token") from error
    if claims.expires_at + _LEEWAY < now():
        raise Unauthenticated(code="invalid_token")
    return claims


# A page or a client sends the same token again and again: only its time can change what it says.
@lru_cache(maxsize=1024)
def _signed_claims(secret: str, algorithm: str, token: str) -> AccessClaims:
    header = jwt.get_unverified_header(token)
    if header.get("alg") != algorithm or not set(header) <= {"alg", "typ", "kid"}:
        raise ValueError("unexpected token header")
    claims: dict[str, Any] = jwt.decode(
        token,
        secret,
        algorithms=[algorithm],
        audience=_AUDIENCE,
        issuer=_ISSUER,
        options={
            "leeway": int(_LEEWAY.total_seconds()),
            **{f"require_{claim}": True for claim in ("exp", "iat", "sub", "jti", "aud", "iss")},
        },
    )
    if any(claim not in claims for claim in _REQUIRED_CLAIMS) or claims["typ"] != _ACCESS:
        raise ValueError("missing claim or wrong token type")
    return AccessClaims(
        user_id=uuid.UUID(claims["sub"]),
        session_id=uuid.UUID(claims["sid"]),
        expires_at=datetime.fromtimestamp(claims["exp"], tz=now().tzinfo),
    )


def new_opaque_token() -> str:
    """A 256-bit secret to hand out once; keep only its `fingerprint`."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """SHA-256 of a high-entropy token, hex: what is stored instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def same_fingerprint(left: str | None, right: str) -> bool:
    """Compare two fingerprints in constant time; `None` matches nothing."""
    return left is not None and hmac.compare_digest(left, right)
