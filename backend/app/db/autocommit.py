"""Autocommit: statements without the ways to the database that a transaction takes.

What only looks something up loses nothing by it: at the isolation level that we use, each statement
sees its own moment in a transaction too. `BEGIN` and `COMMIT` were half of the ways that a search
took, and at each of them other threads take over the interpreter.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event


def autocommit(connection: Connection) -> None:
    """Have each statement commit itself from now on, until the connection goes back to its pool.

    By the driver's own switch: to set an isolation level back takes a way to the database again.

    Raises:
        psycopg2.ProgrammingError: in the middle of a transaction.
    """
    driver: Any = connection.connection.dbapi_connection
    driver.autocommit = True


def allow_autocommit(engine: Engine) -> None:
    """Have connections that come back to this engine's pool begin transactions again."""
    event.listen(engine, "checkin", _leave_autocommit)


def _leave_autocommit(driver: Any, _: object) -> None:
    if driver is not None and not driver.closed and driver.autocommit:
        driver.autocommit = False
