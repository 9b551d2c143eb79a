"""The addresses of models: there must be one, and we must be allowed to call it."""

from app.core.errors import Invalid, Upstream
from app.integrations.net import AddressGuard


def require_address(url: str) -> None:
    """Refuse a provider without an address; raises `Invalid`."""
    if not url:
        raise Invalid(
            "This provider needs the address of its endpoint.",
            code="endpoint_required",
            remedy="Enter endpoint_url, like https://models.example.com/v1.",
        )


def vet(guard: AddressGuard, url: str | None) -> None:
    """Refuse an address that may not be called; raises `Invalid`. Asks the name server."""
    if not url:
        return
    try:
        guard.check(url)
    except Upstream as refused:
        raise Invalid(refused.message, code=refused.code, remedy=refused.remedy) from refused
