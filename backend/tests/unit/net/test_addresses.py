"""Which addresses are public, and which URLs can be read in one way only."""

import pytest

from app.integrations.net.addresses import is_metadata, is_public
from app.integrations.net.urls import parse_url

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.215.14",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "128.0.0.1",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:82a::200e",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:808:808:0:0:80ff:fffe",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a00:1::",
    "2002:a9fe:a9fe::",
    "2620:4f:8000::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
METADATA = [
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::a9fe:a9fe",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
]
URLS = {
    "http://example.com": ("http", "example.com", 80),
    "https://example.com/v1": ("https", "example.com", 443),
    "HTTPS://Example.COM:8443/v1?x=1": ("https", "example.com", 8443),
    "http://ollama:11434/v1": ("http", "ollama", 11434),
    "http://my_box.internal:1": ("http", "my_box.internal", 1),
    "http://xn--bcher-kva.example/": ("http", "xn--bcher-kva.example", 80),
    "http://10.0.0.1:8000/a%20b": ("http", "10.0.0.1", 8000),
    "http://[::1]:8000/v1": ("http", "::1", 8000),
    "http://[2001:DB8:0:0::1]/": ("http", "2001:db8::1", 80),
    "http://example.com/a@b": ("http", "example.com", 80),
}
NOT_URLS = [
    "",
    "example.com",
    "//example.com",
    "ftp://example.com",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "unix:///var/run/docker.sock",
    "http:example.com",
    "http:/example.com",
    "http:///example.com",
    "http://",
    "http://user@example.com",
    "http://user:secret@example.com",
    "http://example.com@127.0.0.1",
    "http://example.com:80@127.0.0.1",
    "http://example.com\\@127.0.0.1",
    "http://example.com\\.evil.example",
    "http://example.com#@127.0.0.1",
    "http://exam ple.com",
    " http://example.com",
    "http://example.com\n",
    "http://example.com/\r\nHost: evil",
    "http://example.com/\x00",
    "http://example.com/<script>",
    "http://exämple.com",
    "http://１２７.0.0.1",
    "http://127。0。0。1",
    "http://%31%32%37.0.0.1",
    "http://127.1",
    "http://2130706433",
    "http://0x7f000001",
    "http://0x7f.0.0.1",
    "http://127.0.0.0x1",
    "http://017700000001",
    "http://0177.0.0.1",
    "http://127.0.0.1.",
    "http://256.1.1.1",
    "http://1.2.3.4.5",
    "http://example..com",
    "http://-example.com",
    "http://example-.com",
    "http://" + "a" * 64 + ".com",
    "http://example.com:0",
    "http://example.com:65536",
    "http://example.com:",
    "http://example.com:+80",
    "http://example.com:80:80",
    "http://[::1",
    "http://::1",
    "http://[fe80::1%25eth0]",
    "http://[::ffff:127.0.0.1.1]",
    "http://[v1.x]",
    "http://example.com/" + "a" * 2048,
]


@pytest.mark.parametrize("address", PUBLIC)
def test_lets_public_addresses_pass(address: str) -> None:
    assert is_public(address)
    assert not is_metadata(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_refuses_what_is_not_public_in_every_wrapping(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", METADATA)
def test_knows_metadata_addresses_in_every_wrapping(address: str) -> None:
    assert is_metadata(address)


@pytest.mark.parametrize(("url", "expected"), URLS.items())
def test_reads_plain_urls(url: str, expected: tuple[str, str, int]) -> None:
    found = parse_url(url)
    assert (found.scheme, found.host, found.port) == expected


@pytest.mark.parametrize("url", NOT_URLS)
def test_refuses_what_can_be_read_in_two_ways(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_url(url)
