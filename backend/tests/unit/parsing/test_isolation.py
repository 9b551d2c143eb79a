"""The child process: it serves, it is limited, and it dies alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from app.services.knowledge_bases.parsing import (
    TYPES_BY_EXTENSION,
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
    isolation,
    parse_file,
)
from app.services.knowledge_bases.parsing.types import MIB, PDF, PLAIN
from tests.unit.parsing.files import Line, pdf
from tests.unit.parsing.joining import join_parts
from tests.waiting import until

ROOT = Path(isolation.__file__).parents[4]

Hostile = Callable[[str], None]


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "name with spaces; $(touch x).txt"
    path.write_text("Hello.\n\nWorld – ünïcode 🚢.", encoding="utf-8")
    return path


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
    """Lets the child run a parser of the given source in the place of the real one."""
    program = tmp_path / "hostile.py"
    server = isolation.ForkServer((str(program),))
    monkeypatch.setattr(isolation, "server", server)

    def install(source: str) -> None:
        program.write_text(
            "import sys, time, os\n"
            "from app.services.knowledge_bases.parsing import child, fork_server\n"
            "from app.services.knowledge_bases.parsing.types import *\n"
            f"def parse(file, builder):\n    {source}\n"
            "child.load_parser = lambda media_type: parse\n"
            "fork_server.main()\n"
        )

    yield install
    server.close()


def whole(path: Path, media_type: str = PLAIN, **limits: float) -> ParsedDocument:
    return join_parts(parse_file(path, media_type, ParseLimits(**limits)))  # type: ignore[arg-type]


def failure(path: Path, **limits: float) -> ParseError:
    with pytest.raises(ParseError) as caught:
        whole(path, **limits)
    return caught.value


def test_text_comes_back_whole(text_file: Path) -> None:
    assert whole(text_file).text == text_file.read_text("utf-8")


def test_pages_and_sections_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([Line("Title", size=30), Line("Text of page one.")], [Line("Two.")]))

    document = whole(path, PDF)

    assert [document.text[p.start : p.end] for p in document.pages][1] == "Two."
    assert document.sections[0].path == ("Title",)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert failure(path).code == "empty_document"
    path.write_bytes(b" \n\t\n")
    assert failure(path).code == "empty_document"


def test_endless_work_meets_the_cpu_limit(text_file: Path, hostile: Hostile) -> None:
    hostile("while True: pass")

    assert failure(text_file, cpu_seconds=1).code == "parse_timeout"


def test_endless_waiting_meets_the_wall_limit(text_file: Path, hostile: Hostile) -> None:
    hostile("time.sleep(600)")
    began = time.monotonic()

    assert failure(text_file, wall_seconds=0.6).code == "parse_timeout"
    assert time.monotonic() - began < 5


def test_hunger_meets_the_memory_limit(text_file: Path, hostile: Hostile) -> None:
    hostile("bytearray(4 << 30)")

    error = failure(text_file, memory_bytes=512 * MIB)

    assert error.code == "parse_memory"
    assert error.remedy


def test_a_flood_of_text_is_cut_off(text_file: Path, hostile: Hostile) -> None:
    hostile("builder.paragraph('x' * 50_000_000)")

    assert failure(text_file, result_bytes=1 * MIB).code == "too_much_text"


def test_a_crash_of_the_parser_is_a_corrupt_file(text_file: Path, hostile: Hostile) -> None:
    hostile("os.kill(os.getpid(), 11)")

    assert failure(text_file).code == "corrupt_file"


def test_an_unforeseen_error_is_logged_and_reported(
    text_file: Path, hostile: Hostile, caplog: pytest.LogCaptureFixture
) -> None:
    hostile("raise RuntimeError('a bug of ours')")

    assert failure(text_file).code == "corrupt_file"
    assert "a bug of ours" in caplog.text


def test_what_a_library_prints_does_not_spoil_the_result(text_file: Path, hostile: Hostile) -> None:
    hostile("print('noise'); os.write(1, b'noise'); builder.paragraph('clean')")

    assert whole(text_file).text == "clean"


def test_the_child_can_write_no_file(text_file: Path, tmp_path: Path, hostile: Hostile) -> None:
    target = tmp_path / "written"
    hostile(f"open({str(target)!r}, 'wb', buffering=0).write(b'x')")

    assert failure(text_file).code == "corrupt_file"
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_sees_no_secrets(
    text_file: Path, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "very secret")
    hostile("builder.paragraph(' '.join(sorted(os.environ)))")

    names = whole(text_file).text.split()

    assert "SECRET_KEY" not in names
    assert set(names) <= {"PATH", "PYTHONPATH", "LC_ALL", "LC_CTYPE"}


def test_the_child_has_no_network_where_the_system_allows_it(
    text_file: Path, hostile: Hostile
) -> None:
    leave = "import ctypes, sys; sys.exit(-ctypes.CDLL(None).unshare(0x50000000))"
    if subprocess.run([sys.executable, "-c", leave], check=False).returncode:
        pytest.skip("this system does not let a process leave the network")
    hostile("builder.paragraph(open('/proc/self/net/dev').read())")

    interfaces = whole(text_file).text.split("\n")[2:]

    assert [line.split(":")[0].strip() for line in interfaces if line] == ["lo"]


def test_cancelling_kills_the_child_at_once(text_file: Path, hostile: Hostile) -> None:
    hostile("time.sleep(600)")
    began = time.monotonic()

    with pytest.raises(ParseCancelled):
        list(
            parse_file(
                text_file, PLAIN, ParseLimits(), should_stop=lambda: time.monotonic() - began > 0.5
            )
        )

    assert time.monotonic() - began < 3
    assert len(children_of(os.getpid())) == 1  # the server, which serves on


def test_the_server_and_the_child_die_with_the_worker(text_file: Path, hostile: Hostile) -> None:
    hostile("time.sleep(600)")
    command = isolation.server._command
    source = (
        "from pathlib import Path\n"
        "from app.services.knowledge_bases.parsing import ParseLimits, isolation\n"
        f"isolation.server = isolation.ForkServer({command!r})\n"
        f"list(isolation.parse_file(Path({str(text_file)!r}), 'text/plain', ParseLimits()))\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", source], cwd=ROOT)
    until(lambda: len(children_of(worker.pid)) == 2)
    processes = children_of(worker.pid)

    worker.kill()
    worker.wait()

    until(lambda: all(has_ended(process) for process in processes))


def test_the_child_dies_with_the_server_and_the_file_is_tried_again(
    text_file: Path, tmp_path: Path, hostile: Hostile
) -> None:
    once = tmp_path / "once"
    once.touch()
    hostile(f"time.sleep(600 * os.path.exists({str(once)!r})); builder.paragraph('at last')")
    worker = ThreadPoolExecutor(1)
    text = worker.submit(lambda: whole(text_file).text)
    until(lambda: len(children_of(os.getpid())) == 2)
    server, child = children_of(os.getpid())

    once.unlink()
    server.kill()

    assert text.result(20) == "at last"
    assert has_ended(child)
    worker.shutdown()


def test_a_server_that_died_between_two_files_is_started_again(text_file: Path) -> None:
    server = isolation.ForkServer()
    assert isolation.server is not server
    request = isolation.Request(str(text_file), PLAIN, 1024 * MIB, 60)
    with server.fork(request) as child:
        assert os.read(child.result, 1)
    assert server._process
    server._process.kill()
    server._process.wait()

    with server.fork(request) as child:
        assert os.read(child.result, 1)
    server.close()


def test_closing_the_iterator_ends_the_child(text_file: Path, hostile: Hostile) -> None:
    hostile("[builder.paragraph('x' * 40_000) for _ in range(4)]; time.sleep(600)")
    parts = parse_file(text_file, PLAIN, ParseLimits())
    assert next(parts).text.strip()
    assert len(children_of(os.getpid())) == 2

    parts.close()  # type: ignore[attr-defined]

    until(lambda: len(children_of(os.getpid())) == 1)


def test_parts_come_while_the_rest_is_still_being_read(text_file: Path, hostile: Hostile) -> None:
    hostile("[builder.paragraph('x' * 40_000) for _ in range(2)]; time.sleep(1); 1 / 0")
    parts = parse_file(text_file, PLAIN, ParseLimits())
    began = time.monotonic()

    first = next(parts)

    assert (first.text, time.monotonic() - began < 0.9) == ("x" * 40_000 + "\n\n", True)
    with pytest.raises(ParseError):
        next(parts)


def test_the_time_of_the_reader_does_not_count(text_file: Path, hostile: Hostile) -> None:
    hostile("[builder.paragraph('x' * 50_000) for _ in range(100)]")
    parts = parse_file(text_file, PLAIN, ParseLimits(wall_seconds=1))
    next(parts)

    time.sleep(1.2)

    assert sum(len(part.text) for part in parts) > 4_000_000


SLOW_PAGES = "[(builder.paragraph('x' * 33_000), time.sleep(0.4)) for _ in range(8)]"


def test_a_long_scan_has_its_time_for_each_part(text_file: Path, hostile: Hostile) -> None:
    hostile(SLOW_PAGES)

    parts = parse_file(text_file, PLAIN, ParseLimits(wall_seconds=1.5))

    assert sum(len(part.text) for part in parts) > 8 * 33_000


def test_parts_for_ever_meet_the_limit_of_all(text_file: Path, hostile: Hostile) -> None:
    hostile(SLOW_PAGES)

    assert failure(text_file, wall_seconds=1.5, total_seconds=2).code == "parse_timeout"


def test_files_are_parsed_side_by_side_and_do_not_mix(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(24)]
    for number, path in enumerate(paths):
        path.write_text(f"{number} " * 20_000)

    with ThreadPoolExecutor(8) as workers:
        texts = [document.text for document in workers.map(whole, paths)]

    assert texts == [f"{number} " * 20_000 for number in range(24)]


def test_a_child_holds_no_descriptor_of_another(text_file: Path, hostile: Hostile) -> None:
    hostile("time.sleep(1); builder.paragraph(' '.join(sorted(os.listdir('/proc/self/fd'))))")

    with ThreadPoolExecutor(4) as workers:
        opened = {document.text for document in workers.map(whole, [text_file] * 4)}

    # 3 is the pipe for the result, 4 the file; the last is the listing itself.
    assert opened == {"0 1 2 3 4 5"}


def test_the_server_stays_single_threaded_with_every_parser_loaded(text_file: Path) -> None:
    server = isolation.ForkServer()
    for media_type in set(TYPES_BY_EXTENSION.values()):
        with server.fork(isolation.Request(str(text_file), media_type, 1024 * MIB, 60)) as child:
            os.read(child.result, 1)
    assert server._process

    threads = psutil.Process(server._process.pid).num_threads()
    server.close()

    assert threads == 1


def test_the_child_loads_only_what_its_format_needs(text_file: Path, hostile: Hostile) -> None:
    hostile("import json; builder.paragraph(json.dumps([n for n, m in sys.modules.items() if m]))")

    loaded = set(json.loads(whole(text_file).text))

    assert loaded.isdisjoint(
        {"sqlalchemy", "pydantic", "numpy", "fastapi", "docx", "bs4", "pypdfium2", "structlog"}
    )


def children_of(pid: int) -> list[psutil.Process]:
    return [
        process
        for process in psutil.Process(pid).children(recursive=True)
        if "hostile.py" in " ".join(process.cmdline())
    ]


def has_ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
