"""JSON values as readable text: records of one shape as tables, the rest as `path: value`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import Any

from app.services.knowledge_bases.parsing.builder import DocumentBuilder
from app.services.knowledge_bases.parsing.tables import add_table

MAX_DEPTH = 100
BLOCK_LINES = 200


def add_records(builder: DocumentBuilder, records: Iterable[Any], path: str = "") -> None:
    """Add the records of a list as they come.

    Neighbours that are flat and have the same keys are rows of a table; any other record is a
    block of lines of its own.
    """
    for keys, group in groupby(enumerate(records, start=1), key=lambda item: _keys(item[1])):
        numbered = iter(group)
        first = list(islice(numbered, 2))
        rest = chain(first, numbered)
        if keys and len(first) > 1:
            rows = ([_scalar(value) for value in record.values()] for _, record in rest)
            add_table(builder, chain([keys], rows), has_header=True)
        else:
            for number, record in rest:
                name = f"{path}[{number}]" if not isinstance(record, Mapping) or path else ""
                add_value(builder, record, name)


def add_value(builder: DocumentBuilder, value: Any, path: str) -> None:
    """Add one value as a block of lines, uniform lists inside it as tables of their own."""
    if _is_table(value):
        builder.paragraph(f"{path}:" if path else "")
        add_records(builder, value, path)
        return
    lines = _lines(value, path, builder)
    while block := list(islice(lines, BLOCK_LINES)):
        builder.paragraph("\n".join(block))


def _keys(record: Any) -> tuple[str, ...]:
    """The keys of a flat record, none for anything else."""
    if not isinstance(record, Mapping) or any(map(_is_nested, record.values())):
        return ()
    return tuple(record)


def _is_table(value: Any) -> bool:
    if not isinstance(value, list) or len(value) < 2:
        return False
    keys = _keys(value[0])
    return bool(keys) and all(_keys(record) == keys for record in value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping | list)


def _lines(value: Any, path: str, builder: DocumentBuilder, depth: int = 0) -> Iterator[str]:
    if depth > MAX_DEPTH:
        builder.problem(path[:100], f"What is nested more than {MAX_DEPTH} deep is left out.")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _lines(item, f"{path}.{key}" if path else str(key), builder, depth + 1)
    elif isinstance(value, list) and any(map(_is_nested, value)):
        for number, item in enumerate(value, start=1):
            yield from _lines(item, f"{path}[{number}]", builder, depth + 1)
    else:
        text = _scalars(value) if isinstance(value, list) else _scalar(value)
        if text:
            yield f"{path}: {text}" if path else text


def _scalars(values: Sequence[Any]) -> str:
    return ", ".join(filter(None, map(_scalar, values)))


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
