"""`llmb doctor`: what this installation is, whether it is well, and what it uses."""

from __future__ import annotations

import platform
from collections.abc import Iterator

import httpx

from app.core.config import Settings, app_version
from app.embedded.commands import memory_mb
from app.embedded.console import Console
from app.embedded.layout import DataFolder
from app.embedded.state import StackState, StateFile

# The processes whose memory the product answers for; the engines are others' work.
OUR_PARTS = ("api", "worker")
READY_TIMEOUT_S = 10


def examine(settings: Settings, folder: DataFolder, console: Console) -> bool:
    """Print the report; returns whether everything that was examined is well."""
    console.plain(f"LLM Builder {app_version()}, Python {platform.python_version()}")
    console.plain(f"  data          {folder.root}")
    state = StateFile(folder.root).load()
    if state is None or not StateFile(folder.root).supervised():
        console.note("nothing is running here: ./start.sh starts it")
        return False
    vector_store = state.environment.get("VECTOR_STORE", settings.vector_store)
    console.plain(f"  vector store  {vector_store}")
    _report_memory(state, console)
    return _report_dependencies(state.urls["api"], console)


def _report_memory(state: StackState, console: Console) -> None:
    used = {name: memory_mb(part.identity) for name, part in state.parts.items()}
    for name, part in state.parts.items():
        console.plain(f"  {part.title:<34} {part.status:<10} {used[name]:>6} MB")
    ours = sum(used.get(name, 0) for name in OUR_PARTS)
    console.plain(f"  {'API + worker':<34} {'':<10} {ours:>6} MB")


def _report_dependencies(api_url: str, console: Console) -> bool:
    try:
        answer = httpx.get(f"{api_url}/ready", timeout=READY_TIMEOUT_S).json()
    except (httpx.HTTPError, ValueError):
        console.failed("API", f"no answer from {api_url}", "Look at data/logs/api.log.")
        return False
    for line in _described(answer["dependencies"]):
        console.plain(line)
    return bool(answer["status"] == "ready")


def _described(dependencies: list[dict[str, str]]) -> Iterator[str]:
    for item in dependencies:
        yield f"  {item['name']:<34} {item['status']:<10} {item['message']}"
