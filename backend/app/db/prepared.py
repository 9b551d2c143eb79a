"""Statements that the server keeps prepared: it reads and plans them once a connection.

Who may see what makes statements long, and to plan one takes several times as long as to run it.
psycopg2 knows nothing of prepared statements, so these are made with SQL's own words: ADR 33.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Connection, Engine, any_, event, literal
from sqlalchemy.engine import ExecutionContext
from sqlalchemy.orm import InstrumentedAttribute

_T = TypeVar("_T")

PREPARED = {"prepared": True}
"""Execution options of a statement that comes again and again in the same words."""

# One that comes in ever other words would fill the server's memory: what was used last stays.
MOST = 64
_KNOWN, _NEW = "prepared_statements", "statement_being_prepared"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# Never twice, also where a statement was prepared and then failed before we took note of it.
_numbers = count()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the server knows it, and how it is executed."""

    name: str
    execute: str


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
    known: dict[str, _Prepared] = connection.info.setdefault(_KNOWN, {})
    if prepared := known.pop(statement, None):
        known[statement] = prepared  # as the last one used
        return prepared.execute, parameters
    prepared, prepare = _in_two(statement)
    connection.info[_NEW] = statement, prepared
    return f"{_make_room(known)}{prepare};\n{prepared.execute}", parameters


def _make_room(known: dict[str, _Prepared]) -> str:
    """Forget the statement that was used longest ago, where there is no place for another."""
    if len(known) < MOST:
        return ""
    return f"DEALLOCATE {known.pop(next(iter(known))).name};\n"


def _in_two(statement: str) -> tuple[_Prepared, str]:
    """How it is executed, and how it is prepared before."""
    name = f"statement_{next(_numbers)}"
    parameters = list(dict.fromkeys(_PLACEHOLDER.findall(statement)))
    numbers = {each: f"${number}" for number, each in enumerate(parameters, start=1)}
    numbered = _PLACEHOLDER.sub(lambda match: numbers[match[1]], statement)
    values = ", ".join(f"%({each})s" for each in parameters)
    execute = f"EXECUTE {name}({values})" if values else f"EXECUTE {name}"
    return _Prepared(name, execute), f"PREPARE {name} AS {numbered}"


def _note_prepared(connection: Connection, *_: object) -> None:
    """Only now: a statement that fails may not have come so far as to be prepared."""
    if new := connection.info.pop(_NEW, None):
        statement, prepared = new
        connection.info[_KNOWN][statement] = prepared
