"""Decides where we may connect to, from all the addresses that a name stands for."""

import socket
from collections.abc import Callable, Iterable

import anyio
from anyio import to_thread

from app.core.config import Settings
from app.core.errors import Permanent, Transient
from app.integrations.net.addresses import is_metadata, is_public
from app.integrations.net.urls import Destination, endpoint, parse_url

Resolve = Callable[[str, int], list[str]]

# Names of a slow server must not use up the threads that answer requests.
_PARALLEL_LOOKUPS = 8


class AddressNotAllowed(Permanent):
    """502: the address is refused; entered by a user, it is a 422 of the same code."""

    code, message = "address_not_allowed", "This address may not be called from here."


class AddressNotResolved(Transient):
    """503: the name has no address, or the name server does not answer."""

    code, message = "address_not_resolved", "The host name of this address cannot be found."


def resolve_all(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it; raises `OSError` when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class AddressGuard:
    """Lets public addresses pass, and those `host:port`s that the operator allows."""

    def __init__(self, allowed: Iterable[str] = (), resolve: Resolve = resolve_all) -> None:
        self._allowed = frozenset(parse_url(f"http://{entry}").endpoint for entry in allowed)
        self._resolve = resolve
        self._lookups = anyio.CapacityLimiter(_PARALLEL_LOOKUPS)

    @classmethod
    def of(cls, settings: Settings) -> "AddressGuard":
        """The guard with the operator's list: `ALLOWED_ENDPOINTS` and the configured models'."""
        configured = (
            settings.local_llm_url,
            settings.ollama_base_url,
            settings.openai_base_url,
        )
        return cls([*settings.allowed_endpoints, *_endpoints(configured)])

    def check(self, url: str) -> Destination:
        """Where `url` leads, if we may call it. Asks the name server: not inside a unit of work.

        Raises:
            AddressNotAllowed: not a plain http(s) address, or not a public one.
            AddressNotResolved: the name has no address.
        """
        destination = self.read(url)
        self._admit(destination.host, destination.port)
        return destination

    def read(self, url: str) -> Destination:
        """Where `url` leads, by its text alone.

        Raises:
            AddressNotAllowed: not a plain http(s) address.
        """
        try:
            return parse_url(url)
        except ValueError as error:
            raise AddressNotAllowed(
                str(error), remedy="Enter the address like https://models.example.com/v1."
            ) from error

    async def admit(self, host: str, port: int) -> list[str]:
        """The vetted addresses of a host, to connect to without asking for its name again.

        Raises:
            AddressNotAllowed: one of the addresses is refused.
            AddressNotResolved: the name has no address.
        """
        return await to_thread.run_sync(
            lambda: self._admit(host, port), abandon_on_cancel=True, limiter=self._lookups
        )

    def _admit(self, host: str, port: int) -> list[str]:
        addresses = self._addresses(host, port)
        if any(is_metadata(address) for address in addresses):
            raise AddressNotAllowed(remedy="Addresses of cloud metadata services are never called.")
        if endpoint(host, port) in self._allowed or all(map(is_public, addresses)):
            return addresses
        raise AddressNotAllowed(
            "This address is not on the public internet.",
            remedy=f"The operator can allow it: add {endpoint(host, port)} to ALLOWED_ENDPOINTS "
            "and restart.",
        )

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise AddressNotResolved(remedy="Check the spelling of the host name.") from error
        if not addresses:
            raise AddressNotResolved(remedy="Check the spelling of the host name.")
        # A scope (fe80::1%eth0) says by which interface, not where.
        return [address.partition("%")[0] for address in addresses]


def _endpoints(urls: Iterable[str]) -> Iterable[str]:
    for url in urls:
        try:
            yield parse_url(url).endpoint
        except ValueError:
            continue  # not configured, or refused when it is called
