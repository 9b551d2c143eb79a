"""Statements that the server keeps prepared: it reads and plans them once a connection.

Who may see what makes statements long, and to plan one takes several times as long as to run it.
psycopg2 knows nothing of prepared statements, so these are made with SQL's own words: ADR 33.
"""

import re
from collections.abc import Iterable
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Connection, Engine, any_, event, literal
from sqlalchemy.engine import ExecutionContext
from sqlalchemy.orm import InstrumentedAttribute

_T = TypeVar("_T")

PREPARED = {"prepared": True}
"""Execution options of a statement that comes again and again in the same words."""

# One that comes in ever other words would fill the server's memory.
MOST = 64
_KNOWN, _NEW = "prepared_statements", "statement_being_prepared"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# Never twice, also where a statement was prepared and then failed before we took note of it.
_numbers = count()


def among(column: InstrumentedAttribute[_T], values: Iterable[_T]) -> ColumnElement[bool]:
    """`column IN values`, with all values as one array.

    So the statement has the same words however many there are, and stays prepared.
    """
    return column == any_(literal(list(values), ARRAY(column.type)))


def keep_prepared(engine: Engine) -> None:
    """Have statements with the options `PREPARED` prepared when they come for the first time."""
    event.listen(engine, "before_cursor_execute", _execute_prepared, retval=True)
    event.listen(engine, "after_cursor_execute", _note_prepared)


def _execute_prepared(
    connection: Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    context: ExecutionContext | None,
    executemany: bool,
) -> tuple[str, Any]:
    connection.info.pop(_NEW, None)
    if context is None or executemany or not context.execution_options.get("prepared"):
        return statement, parameters
    known: dict[str, str] = connection.info.setdefault(_KNOWN, {})
    if statement in known:
        return known[statement], parameters
    if len(known) >= MOST:
        return statement, parameters
    prepare, execute = _in_two(statement)
    connection.info[_NEW] = statement, execute
    return f"{prepare};\n{execute}", parameters


def _in_two(statement: str) -> tuple[str, str]:
    """How it is prepared, and how it is executed from then on."""
    name = f"statement_{next(_numbers)}"
    parameters = list(dict.fromkeys(_PLACEHOLDER.findall(statement)))
    numbers = {each: f"${number}" for number, each in enumerate(parameters, start=1)}
    numbered = _PLACEHOLDER.sub(lambda match: numbers[match[1]], statement)
    values = ", ".join(f"%({each})s" for each in parameters)
    return (
        f"PREPARE {name} AS {numbered}",
        f"EXECUTE {name}({values})" if values else f"EXECUTE {name}",
    )


def _note_prepared(connection: Connection, *_: object) -> None:
    """Only now: a statement that fails may not have come so far as to be prepared."""
    if new := connection.info.pop(_NEW, None):
        statement, execute = new
        connection.info[_KNOWN][statement] = execute
