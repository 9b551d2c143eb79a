"""Free ports on the loopback interface."""

from __future__ import annotations

import errno
import socket
from collections.abc import Collection

_TRIES = 200


class NoFreePortError(Exception):
    """No port could be had near the preferred one."""


def free_port(preferred: int, taken: Collection[int] = ()) -> int:
    """The preferred port, or the next above it that is free and not in `taken`.

    Raises NoFreePortError when there is none near it.
    """
    for port in range(preferred, min(preferred + _TRIES, 65536)):
        if port not in taken and is_free(port):
            return port
    raise NoFreePortError(f"no free port between {preferred} and {preferred + _TRIES}")


def is_free(port: int) -> bool:
    """True when a server could listen on 127.0.0.1 and would be reached as `localhost`."""
    return _can_bind(port) and not _someone_answers_on_ipv6(port)


def _can_bind(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def _someone_answers_on_ipv6(port: int) -> bool:
    # `localhost` is ::1 first on most systems: a stranger there would get the browser's requests.
    try:
        with socket.create_connection(("::1", port), timeout=0.2):
            return True
    except OSError:
        return False
