"""Headers that every response carries, whatever answers."""

import base64
import hashlib
import re

from app.core.config import Settings

Header = tuple[bytes, bytes]

_YEAR_S = 31_536_000
# Answers are data: a browser that is led to show one runs, loads and frames nothing.
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def security_headers(settings: Settings) -> list[Header]:
    """Headers that are added where a response does not bring its own."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Content-Security-Policy": _DATA_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.cookie_secure:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def page_policy(html: str) -> str:
    """The content policy of a page of ours: its own files, and its inline scripts by hash."""
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in _INLINE_SCRIPT.findall(html))
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
