"""Which IP addresses are public, and which are never connected to.

The standard library's `is_global` calls 64:ff9b::/96, 2002::/16 and 224.0.0.0/4 global, so
the tables stand here, after IANA's registries of special-purpose addresses.
"""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

IPAddress = IPv4Address | IPv6Address

_NOT_PUBLIC_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network; Linux connects 0.0.0.0 to the loopback
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT relays
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and the broadcast address
        ),
    )
)
_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments; Teredo is unwrapped before
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4; unwrapped before
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")

# Where clouds hand credentials to whoever asks from inside. Nothing else lives there.
_METADATA = tuple(
    map(
        ip_network,
        (
            "169.254.0.0/16",  # link-local: most clouds, and the task roles of containers
            "fe80::/10",
            "fd00:ec2::/32",  # AWS
            "fd20:ce::/64",  # Google Cloud
            "100.100.100.200/32",  # Alibaba Cloud
            "168.63.129.16/32",  # Azure, in the middle of public addresses
            "192.0.0.192/32",  # Oracle Cloud
        ),
    )
)


def unwrapped(address: IPAddress) -> tuple[IPAddress, ...]:
    """The IPv4 addresses that an IPv6 address stands for, or else the address itself.

    Covers v4-mapped, NAT64, 6to4 and Teredo (which has two: its relay and its client).
    """
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo or (address,)


def is_public(text: str) -> bool:
    """Whether everything that the address stands for is on the public internet."""
    return all(_is_public(inner) for inner in unwrapped(ip_address(text)))


def is_metadata(text: str) -> bool:
    """Whether the address, or what it stands for, may be a cloud's metadata service."""
    address = ip_address(text)
    meanings = (address, *unwrapped(address))
    return any(meaning in network for meaning in meanings for network in _METADATA)


def _is_public(address: IPAddress) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    return address in _GLOBAL_UNICAST_V6 and not any(
        address in network for network in _NOT_PUBLIC_V6
    )
