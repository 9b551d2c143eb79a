"""The one reading of an address: anything that two parsers could read differently is refused."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

MAX_URL_LENGTH = 2048
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Printable ASCII without blanks, quotes, backslashes and the like; user-info has no place.
_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?][A-Za-z0-9._~!$&'()*+,;=:@%/?\[\]-]*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# What the system's resolver would take for a number: 127.1, 0x7f000001, 017700000001.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Destination:
    """Scheme, host and port of a URL; the host in lower case, IPv6 without brackets."""

    scheme: str
    host: str
    port: int

    @property
    def endpoint(self) -> str:
        """`host:port`, as on the operator's allow-list."""
        return endpoint(self.host, self.port)


def endpoint(host: str, port: int) -> str:
    """`host:port`, IPv6 in brackets and in its shortest spelling."""
    return f"[{IPv6Address(host)}]:{port}" if ":" in host else f"{host}:{port}"


def parse_url(url: str) -> Destination:
    """Where a URL leads.

    Raises:
        ValueError: not plainly http or https to a host name or an IP address.
    """
    match = _URL.fullmatch(url)
    if match is None or len(url) > MAX_URL_LENGTH:
        raise ValueError("Only plain http:// and https:// addresses without user name work here.")
    scheme = match["scheme"].lower()
    port = int(match["port"]) if match["port"] else _DEFAULT_PORTS[scheme]
    if not 0 < port <= 65_535:
        raise ValueError("The port must be a number from 1 to 65535.")
    return Destination(scheme, _host(match["host"].lower()), port)


def _host(text: str) -> str:
    if text.startswith("["):
        return _ipv6(text[1:-1])
    labels = text.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(text)
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("The host name is not a valid one.")
    return text


def _ipv4(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except AddressValueError as error:
        raise ValueError("An IPv4 address needs four decimal numbers.") from error


def _ipv6(text: str) -> str:
    try:
        return str(IPv6Address(text))
    except AddressValueError as error:
        raise ValueError("The IPv6 address is not a valid one.") from error
