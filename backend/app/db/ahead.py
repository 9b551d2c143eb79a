"""Statements that go to the server together with the next one.

What sets something up for a transaction answers nothing, and a way to the database and back takes
longer than it does.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

_AHEAD = "sent_ahead"


def send_ahead(connection: Connection, statement: str) -> None:
    """Send a statement without parameters or rows with the connection's next one, before it."""
    connection.info[_AHEAD] = statement


def allow_sending_ahead(engine: Engine) -> None:
    """Have `send_ahead` work on this engine's connections."""
    event.listen(engine, "before_cursor_execute", _with_what_goes_ahead, retval=True)
    event.listen(engine, "checkin", _forget)


def _with_what_goes_ahead(
    connection: Connection, _cursor: object, statement: str, parameters: Any, *_: object
) -> tuple[str, Any]:
    ahead = connection.info.pop(_AHEAD, None)
    return (f"{ahead};\n{statement}" if ahead else statement), parameters


def _forget(_: object, entry: ConnectionPoolEntry) -> None:
    """It was for a transaction in which nothing else was done."""
    entry.info.pop(_AHEAD, None)
