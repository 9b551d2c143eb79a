"""Ports that are taken are replaced."""

from __future__ import annotations

import socket

import pytest

from app.embedded.ports import NoFreePortError, free_port, is_free


@pytest.fixture
def listener() -> socket.socket:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def port_of(server: socket.socket) -> int:
    return int(server.getsockname()[1])


def test_a_free_port_is_taken_as_it_is(listener: socket.socket) -> None:
    free = port_of(listener)
    listener.close()
    assert free_port(free) == free


def test_a_port_that_someone_listens_on_is_replaced_by_the_next_free_one(
    listener: socket.socket,
) -> None:
    taken = port_of(listener)
    assert not is_free(taken)
    assert taken < free_port(taken) < taken + 200


def test_a_port_promised_to_another_part_is_not_given_twice(listener: socket.socket) -> None:
    free = port_of(listener)
    listener.close()
    assert free_port(free, taken=[free]) > free


def test_a_stranger_on_ipv6_localhost_takes_the_port_too() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as server:
        try:
            server.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6 loopback")
        server.listen()
        assert not is_free(server.getsockname()[1])


def test_no_free_port_is_an_error() -> None:
    with pytest.raises(NoFreePortError):
        free_port(65535, taken=[65535])
