"""What answering through `/v1` costs over asking the same model server directly.

    python -m benchmarks.overhead [--litellm PATH] [--together] [--words 48 112]

Streams in a closed loop: each asks again as soon as its answer has ended. They begin spread over
the first second, or with `--together` at once. Everything runs on this machine, each part in a
process of its own; direct and other rounds alternate. Printed are the time to the first token
over the direct one (medians), the throughput over the direct one, and what the API process
needed of CPU and grew by in memory. `--litellm` is the program of a LiteLLM proxy, measured in
the same run.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import update

from app.db.uow import unit_of_work
from app.embedded.stack import api_command
from app.models import Tier
from app.services.models.service import register_configured
from benchmarks.corpus import Size, write_documents
from benchmarks.paced_model import WORD
from benchmarks.product import API, Product, running

LEVELS = (1, 16, 64)
ROUNDS = 2
SPREAD_S = 1.0
# Milliseconds to the first token at most, over the direct way, by streams; share of throughput.
WANTED = {
    "plain": dict(zip(LEVELS, (6, 20, 60), strict=True)),
    "hybrid": dict(zip(LEVELS, (20, 80, 300), strict=True)),
}
WANTED_THROUGHPUT = 0.95
_FIRST, _DONE = b'"content":"' + WORD[:1].encode(), b"data: [DONE]"
# With the line break before it: a header may end in a zero as well.
_END = b"\r\n0\r\n\r\n"
_PROXY_KEY = "sk-only-for-benchmarks"
_FIRST_SPACED = b'"content": "' + WORD[:1].encode()


@dataclass(frozen=True)
class Load:
    """How many streams, how often each asks, and for how long answers."""

    streams: int
    times: int
    words: tuple[int, int]
    together: bool

    def wait_s(self, number: int) -> float:
        """When a stream begins."""
        return 0.0 if self.together else SPREAD_S * number / self.streams


@dataclass(frozen=True)
class Target:
    """Where answers are asked for, and as which model."""

    name: str
    port: int
    model: str
    key: str = "none"
    pid: int | None = None


@dataclass
class Measured:
    """What one target did at one number of streams, all rounds together."""

    first_ms: list[float] = field(default_factory=list)
    words: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    grown_kib: int = 0

    @property
    def median_ms(self) -> float:
        """Milliseconds to the first token."""
        return statistics.median(self.first_ms)

    @property
    def rate(self) -> float:
        """Words a second."""
        return self.words / self.seconds


class Stream:
    """One connection that asks again and again."""

    def __init__(self, target: Target, load: Load, measured: Measured, seed: int) -> None:
        self._target = target
        self._load = load
        self._measured = measured
        self._random = random.Random(seed)

    async def ask(self, number: int) -> None:
        """Ask again and again, as stream of this number."""
        await asyncio.sleep(self._load.wait_s(number))
        reader, writer = await asyncio.open_connection("127.0.0.1", self._target.port)
        for _ in range(self._load.times):
            began = time.perf_counter()
            writer.write(self._request())
            await self._read(reader, began)
        writer.close()

    async def _read(self, reader: asyncio.StreamReader, began: float) -> None:
        answer, first = b"", None
        while not answer.endswith(_END):
            part = await reader.read(65_536)
            if not part:
                raise RuntimeError(f"{self._target.name} closed: {answer[-300:]!r}")
            answer += part
            if first is None and (_FIRST in answer or _FIRST_SPACED in answer):
                first = time.perf_counter() - began
        if first is None or _DONE not in answer:
            raise RuntimeError(f"{self._target.name} answered: … {answer[-600:]!r}")
        self._measured.first_ms.append(first * 1000)
        self._measured.words += answer.count(WORD.encode())

    def _request(self) -> bytes:
        question = f"What does the harbour office report on day {self._random.randrange(10**9)}?"
        body = json.dumps(
            {
                "model": self._target.model,
                "messages": [{"role": "user", "content": question}],
                "max_tokens": self._random.randint(*self._load.words),
                "stream": True,
            }
        ).encode()
        head = (
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{self._target.port}\r\n"
            f"Authorization: Bearer {self._target.key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--litellm", type=Path)
    parser.add_argument("--together", action="store_true", help="all streams begin at once")
    parser.add_argument("--levels", type=int, nargs="+", default=LEVELS, help="streams")
    parser.add_argument("--words", type=int, nargs=2, default=(48, 112), help="in an answer")
    options = parser.parse_args()
    uvloop.install()
    with _model_server() as model, _product(model.port) as ours:
        targets = [model, *ours]
        with _litellm(options.litellm, model.port) as peers:
            for target in (*ours, *peers):
                asyncio.run(_round(target, Load(2, 2, options.words, False), Measured(), seed=0))
            for streams in options.levels:
                times = 8 if streams == 1 else 3
                load = Load(streams, times, options.words, options.together)
                _print(streams, _measure([*targets, *peers], load))


def _measure(targets: list[Target], load: Load) -> dict[str, Measured]:
    results = {target.name: Measured() for target in targets}
    for round_ in range(ROUNDS):
        seed = 1000 * (1 + ROUNDS * load.streams + round_)
        for target in targets:
            asyncio.run(_round(target, load, results[target.name], seed))
    return results


async def _round(target: Target, load: Load, measured: Measured, seed: int) -> None:
    """The same seed asks for answers of the same lengths: the last one ends a round for each."""
    cpu, memory, began = _cpu_s(target.pid), _resident_kib(target.pid), time.perf_counter()
    peak = asyncio.ensure_future(_peak(target.pid))
    streams = [Stream(target, load, measured, seed + number) for number in range(load.streams)]
    await asyncio.gather(*(stream.ask(number) for number, stream in enumerate(streams)))
    measured.seconds += time.perf_counter() - began
    measured.cpu_s += _cpu_s(target.pid) - cpu
    peak.cancel()
    measured.grown_kib = max(measured.grown_kib, _Peak.kib - memory)


class _Peak:
    """The most memory that the process had during a round."""

    kib = 0


async def _peak(pid: int | None) -> None:
    _Peak.kib = _resident_kib(pid)
    while True:
        await asyncio.sleep(0.25)
        _Peak.kib = max(_Peak.kib, _resident_kib(pid))


def _print(streams: int, results: dict[str, Measured]) -> None:
    direct = results["direct"]
    print(f"\n{streams} streams; direct: {direct.median_ms:.1f} ms, {direct.rate:.0f} words/s")
    for name, measured in results.items():
        if measured is direct:
            continue
        over, share = measured.median_ms - direct.median_ms, measured.rate / direct.rate
        wanted = WANTED.get(name, {}).get(streams)
        limit = f"(wanted: {wanted})" if wanted else ""
        answers = len(measured.first_ms)
        print(
            f"  {name:<8} first token + {over:7.1f} ms {limit:<14} throughput {share:.3f}  "
            f"CPU {1000 * measured.cpu_s / answers:6.1f} ms an answer, "
            f"{1e6 * measured.cpu_s / measured.words:6.0f} us a word  "
            f"memory + {measured.grown_kib / 1024:.1f} MiB"
        )
    sys.stdout.flush()


def _cpu_s(pid: int | None) -> float:
    """Seconds of CPU time that the process has used."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_kib(pid: int | None) -> int:
    if pid is None:
        return 0
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


@contextmanager
def _model_server() -> Iterator[Target]:
    port = _free_port()
    with _process([sys.executable, "-m", "benchmarks.paced_model", str(port)], port):
        yield Target("direct", port, "paced")


@contextmanager
def _product(model_port: int) -> Iterator[list[Target]]:
    """The API in a process of its own: one deployment without knowledge, one with."""
    os.environ.update(
        LOCAL_LLM_URL=f"http://127.0.0.1:{model_port}/v1",
        LOCAL_LLM_MODEL="paced",
        # The model generates for as many as the benchmark asks for.
        DATABASE_POOL_SIZE=os.environ.get("DATABASE_POOL_SIZE", "10"),
    )
    with running() as product:
        plain, hybrid, key = _prepare(product)
        port = _free_port()
        with _process(api_command("127.0.0.1", port), port) as pid:
            yield [
                Target("plain", port, plain, key, pid),
                Target("hybrid", port, hybrid, key, pid),
            ]


def _prepare(product: Product) -> tuple[str, str, str]:
    """Two deployments by slug, and a key for them of somebody whom limits bind."""
    with unit_of_work() as uow:
        register_configured(uow, product.ports.settings)
        uow.session.execute(update(Tier).values(requests_per_minute=1_000_000))
    user = {"email": "builder@example.com", "password": "seven tugs leave at dawn"}
    signed_up = _post(product, "/auth/register", user)
    product.headers = {"Authorization": f"Bearer {signed_up['access_token']}"}
    kb_id = product.knowledge_base("Benchmark")
    with tempfile.TemporaryDirectory() as folder:
        for path in write_documents(Path(folder), 4, Size(sections=30), ("docx",)):
            product.upload(kb_id, path)
        product.work_off()
    model_id = _post(product, "/models?model_type=base", None)["items"][0]["id"]
    slugs = [
        _post(
            product,
            "/deployments",
            {
                "name": name,
                "model_id": model_id,
                "knowledge_base_ids": kb_ids,
                "config": {"max_tokens": 512},
            },
        )["slug"]
        for name, kb_ids in (("plain", []), ("hybrid", [kb_id]))
    ]
    key = _post(product, "/api-keys", {"name": "benchmark", "scopes": ["chat"]})["key"]
    return slugs[0], slugs[1], key


def _post(product: Product, path: str, body: Any) -> Any:
    method = "GET" if body is None else "POST"
    response = product.http.request(method, API + path, json=body, headers=product.headers)
    response.raise_for_status()
    return response.json()


@contextmanager
def _litellm(program: Path | None, model_port: int) -> Iterator[list[Target]]:
    """The proxy before the same model server, where its program is given."""
    if program is None:
        yield []
        return
    port = _free_port()
    model = {
        "model_name": "paced",
        "litellm_params": {
            "model": "openai/paced",
            "api_base": f"http://127.0.0.1:{model_port}/v1",
            "api_key": "none",
        },
    }
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as config:
        json.dump({"model_list": [model], "general_settings": {"master_key": _PROXY_KEY}}, config)
        config.flush()
        command = [str(program), "--config", config.name, "--port", str(port)]
        # Without our variables: it would take our database for its own.
        plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with _process([*command, "--host", "127.0.0.1"], port, 120, plain) as pid:
            yield [Target("litellm", port, "paced", _PROXY_KEY, pid)]


@contextmanager
def _process(
    command: list[str],
    port: int,
    timeout_s: float = 30,
    environment: dict[str, str] | None = None,
) -> Iterator[int]:
    """Run a server until the block ends; yields its process id."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, env=environment
    )
    try:
        _wait_for(process, port, timeout_s)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
