"""Question sets as files: CSV, JSON lines, and the two tables of TREC collections.

In CSV every row is one place where an answer stands; rows of the same question follow one
another. Whatever is wrong is told with its line, and then nothing is read at all.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pydantic import ValidationError

from app.core.errors import Invalid, TooLarge
from app.core.spreadsheets import cell_text, safe_cell
from app.schemas.evaluations import MAX_GOLD, MAX_QUESTIONS, Gold, QuestionIn, QuestionOut
from app.services.knowledge_bases.parsing import ParseError
from app.services.knowledge_bases.parsing.cleaning import text_lines

MAX_BYTES = 10 * 1024 * 1024
COLUMNS = (
    "external_id",
    "question",
    "expected_answer",
    "tags",
    "document_id",
    "document_name",
    "char_start",
    "char_end",
    "grade",
)
_OF_GOLD = ("document_id", "document_name", "char_start", "char_end", "grade")
_DELIMITERS = ",;\t"
_TAG_SEPARATOR = ";"
_LONGEST_FIELD = 1024 * 1024
# So many bad rows are named; more help nobody.
_NAMED_ROWS = 100


@dataclass
class _Reading:
    """Questions as far as they were read, and what was wrong on the way."""

    questions: list[QuestionIn] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note what is wrong with a line."""
        self.problems.append({"line": line, "message": message})

    def add(self, line: int, question: QuestionIn) -> None:
        """Note a question."""
        self.questions.append(question)
        self.lines.append(line)


def read_questions(file: BinaryIO, *, as_json: bool) -> list[QuestionIn]:
    """The questions of a CSV file, or of one with a JSON object in each line.

    Raises:
        TooLarge: the file has more than `MAX_BYTES`.
        Invalid: `bad_rows`, with line and message of each, or the file is empty or no such table.
    """
    reading = _Reading()
    (_read_json if as_json else _read_csv)(_lines(file), reading)
    return _checked(reading)


def read_trec(queries: BinaryIO, qrels: BinaryIO) -> list[QuestionIn]:
    """The questions of a TREC collection: `id<TAB>text`, and `id [iteration] document grade`.

    Grades of 0 and below are no gold. Raises like `read_questions`.
    """
    reading = _Reading()
    for number, line in enumerate(_lines(queries), start=1):
        if line.strip():
            _read_query(number, line, reading)
    known = {question.external_id: question for question in reading.questions}
    for number, line in enumerate(_lines(qrels), start=1):
        if line.strip():
            _read_judgement(number, line, known, reading)
    return _checked(reading)


def refuse_twins(questions: Sequence[QuestionIn]) -> None:
    """Refuse questions of which two have the same external id; raises `Invalid`."""
    reading = _Reading(list(questions), list(range(1, len(questions) + 1)))
    _complain_of_twins(reading)
    if reading.problems:
        raise _bad_rows(reading.problems)


def written_as_csv(questions: Iterable[QuestionOut]) -> Iterator[str]:
    """The same questions as a CSV file that a spreadsheet can open without running anything."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS, lineterminator="\n")
    writer.writeheader()
    yield line.getvalue()
    for question in questions:
        for row in _csv_rows(question):
            line.seek(0)
            line.truncate()
            writer.writerow({name: safe_cell(value) for name, value in row.items()})
            yield line.getvalue()


def written_as_json(questions: Iterable[QuestionOut]) -> Iterator[str]:
    """The same questions, one JSON object in each line."""
    for question in questions:
        told = question.model_dump(mode="json", exclude={"id", "ordinal"}, exclude_none=True)
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _csv_rows(question: QuestionOut) -> Iterator[dict[str, str]]:
    shared = {
        "external_id": question.external_id or "",
        "question": question.question,
        "expected_answer": question.expected_answer or "",
        "tags": _TAG_SEPARATOR.join(question.tags),
    }
    for gold in [item.model_dump(mode="json") for item in question.gold] or [{}]:
        of_gold = {name: gold.get(name) for name in _OF_GOLD}
        yield {**shared, **{k: "" if v is None else str(v) for k, v in of_gold.items()}}


def _lines(file: BinaryIO) -> Iterator[str]:
    file.seek(0, io.SEEK_END)
    if file.tell() > MAX_BYTES:
        raise TooLarge(
            f"A file of questions has at most {MAX_BYTES // 1024**2} MB.",
            code="file_too_large",
            remedy="Split it into several question sets.",
        )
    file.seek(0)
    try:
        yield from text_lines(file)
    except ParseError as error:
        raise Invalid(error.message, code=error.code, remedy=error.remedy) from error


def _read_json(lines: Iterable[str], reading: _Reading) -> None:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            reading.add(number, QuestionIn.model_validate_json(line))
        except ValidationError as error:
            reading.complain(number, _first_message(error))


def _read_csv(lines: Iterator[str], reading: _Reading) -> None:
    csv.field_size_limit(_LONGEST_FIELD)
    header = next((line for line in lines if line.strip()), "")
    names, delimiter = _header(header)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begins = 2
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                _read_row(begins, names, cells, reading)
            begins = reader.line_num + 2
    except csv.Error as error:
        reading.complain(begins, f"This is no row of a CSV file: {error}.")


def _header(line: str) -> tuple[list[str], str]:
    """The names of the columns and what separates them.

    Raises:
        Invalid: there is no column of questions, or one that has no meaning.
    """
    for delimiter in _DELIMITERS:
        names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if "question" in names:
            break
    unknown = [name for name in names if name not in COLUMNS]
    if "question" not in names or unknown or len(set(names)) != len(names):
        raise Invalid(
            "The first line has to name the columns, one of them `question`.",
            code="bad_columns",
            remedy=f"Use these, each once, and no others: {', '.join(COLUMNS)}.",
            unknown=unknown,
        )
    return names, delimiter


def _read_row(line: int, names: Sequence[str], cells: Sequence[str], reading: _Reading) -> None:
    if len(cells) > len(names):
        return reading.complain(line, f"It has {len(cells)} cells for {len(names)} columns.")
    row = {
        name: text
        for name, cell in zip(names, cells, strict=False)
        if (text := cell_text(cell.strip()))
    }
    try:
        _add_row(line, row, reading)
    except ValidationError as error:
        reading.complain(line, _first_message(error))
    return None


def _add_row(line: int, row: dict[str, str], reading: _Reading) -> None:
    of_gold = {name: row[name] for name in _OF_GOLD if name in row}
    gold = [Gold.model_validate(of_gold)] if of_gold else []
    question = QuestionIn(
        external_id=row.get("external_id"),
        question=row.get("question", ""),
        expected_answer=row.get("expected_answer"),
        tags=[tag for part in row.get("tags", "").split(_TAG_SEPARATOR) if (tag := part.strip())],
        gold=gold,
    )
    last = reading.questions[-1] if reading.questions else None
    if last and gold and _same(last, question):
        last.gold.extend(gold)
    else:
        reading.add(line, question)


def _same(one: QuestionIn, other: QuestionIn) -> bool:
    return (one.external_id, one.question) == (other.external_id, other.question)


def _read_query(number: int, line: str, reading: _Reading) -> None:
    name, _, text = line.partition("\t")
    try:
        reading.add(number, QuestionIn(external_id=name.strip(), question=text.strip()))
    except ValidationError as error:
        reading.complain(number, f"queries: {_first_message(error)}")


def _read_judgement(
    number: int, line: str, known: dict[str | None, QuestionIn], reading: _Reading
) -> None:
    parts = line.split("\t") if "\t" in line else line.split()
    question = known.get(parts[0].strip())
    if len(parts) not in (3, 4) or question is None:
        what = "must be a question, a document and a grade" if question else "unknown question"
        return reading.complain(number, f"qrels: {what}: {line.strip()[:80]}")
    try:
        if float(parts[-1]) > 0:
            gold = {"document_name": parts[-2].strip(), "grade": parts[-1].strip()}
            question.gold.append(Gold.model_validate(gold))
    except ValidationError as error:
        reading.complain(number, f"qrels: {_first_message(error)}")
    except ValueError:
        reading.complain(number, f"qrels: the grade is no number: {parts[-1].strip()[:20]}")
    return None


def _checked(reading: _Reading) -> list[QuestionIn]:
    _complain_of_twins(reading)
    for line, question in zip(reading.lines, reading.questions, strict=True):
        if len(question.gold) > MAX_GOLD:
            reading.complain(line, f"It has more than {MAX_GOLD} places where its answer stands.")
    if reading.problems:
        raise _bad_rows(sorted(reading.problems, key=lambda problem: int(problem["line"])))
    if not reading.questions:
        raise Invalid("There are no questions in this file.", code="no_questions")
    if len(reading.questions) > MAX_QUESTIONS:
        raise Invalid(
            f"There are {len(reading.questions):,} questions; a set has at most {MAX_QUESTIONS:,}.",
            code="too_many_questions",
            remedy="Split them into several question sets.",
        )
    return reading.questions


def _complain_of_twins(reading: _Reading) -> None:
    first: dict[str, int] = {}
    for line, question in zip(reading.lines, reading.questions, strict=True):
        if question.external_id and (seen := first.setdefault(question.external_id, line)) != line:
            reading.complain(line, f"external_id stands in line {seen} already.")


def _bad_rows(problems: list[dict[str, Any]]) -> Invalid:
    first, count = problems[0], len(problems)
    return Invalid(
        f"{count} {'row' if count == 1 else 'rows'} cannot be read. "
        f"Line {first['line']}: {first['message']}",
        code="bad_rows",
        remedy="Correct them and import the file again; nothing of it has been taken.",
        rows=problems[:_NAMED_ROWS],
        bad_rows=count,
    )


def _first_message(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else str(first["msg"])
