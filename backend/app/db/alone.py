"""Statements that stand alone: without the ways to the database for a transaction around them.

What only looks something up loses nothing by it: at the isolation level that we use, each statement
sees its own moment in a transaction too. `BEGIN` and `COMMIT` were half of the ways that a search
took, and each lets other threads take over the interpreter.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event


def stand_alone(connection: Connection) -> None:
    """Have each statement commit itself from now on, until the connection goes back to its pool.

    By the driver's own switch: to set an isolation level back takes a way to the database again.

    Raises:
        ProgrammingError: of the driver, in the middle of a transaction.
    """
    driver: Any = connection.connection.dbapi_connection
    driver.autocommit = True


def allow_statements_alone(engine: Engine) -> None:
    """Have connections of this engine come back to transactions after `stand_alone`."""
    event.listen(engine, "checkin", _come_back)


def _come_back(driver: Any, _: object) -> None:
    if driver is not None and not driver.closed and driver.autocommit:
        driver.autocommit = False
