"""The commands of the stack without Docker: `llmb up`, `down`, `status`, `demo` and others."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Annotated

import psutil
import typer
from pydantic import ValidationError

from app.core.config import Settings
from app.embedded.console import Console
from app.embedded.demo import DemoError, run_demo
from app.embedded.layout import REPOSITORY, DataFolder
from app.embedded.lifecycle import announce, run_detached, run_in_foreground, stop_stack
from app.embedded.llm import choose_model, llm_command
from app.embedded.parts import StepError
from app.embedded.process import ProcessIdentity, is_alive
from app.embedded.stack import StackOptions
from app.embedded.state import StateFile
from app.embedded.weights import WeightsError, ensure_weights

commands = typer.Typer(no_args_is_help=True)

DataOption = Annotated[Path | None, typer.Option("--data", help="Folder of all data.")]


@commands.command()
def up(
    *,
    model: Annotated[
        str | None, typer.Option(help="0.5b, 1.5b, none, or the path of a GGUF file.")
    ] = None,
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    detach: Annotated[bool, typer.Option("--detach", help="Return once all is up.")] = False,
    with_demo: Annotated[bool, typer.Option("--demo", help="Load and ask the demo.")] = False,
    dev: Annotated[bool, typer.Option("--dev", help="Reload on change.")] = False,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Make what the first start makes, start nothing.")
    ] = False,
) -> None:
    """Start the whole product on this machine, without Docker."""
    console = Console()
    folder = DataFolder.chosen(data)
    demo_command = [_llmb(), "demo", "--data", str(folder.root)] if with_demo else []
    if detach or StateFile(folder.root).supervised():
        command = [_llmb(), "up", "--data", str(folder.root), "--host", host]
        command += ["--model", model] if model else []
        command += ["--dev"] if dev else []
        code = run_detached(command, folder, console)
        if code == 0 and with_demo:
            demo(folder.root)
        raise typer.Exit(code)
    settings = _settings_or_exit(console)
    try:
        chosen = choose_model(model, settings.models_dir or folder.models)
    except StepError as failure:
        console.failed("Model", failure.message, failure.remedy)
        raise typer.Exit(2) from failure
    options = StackOptions(folder, chosen, host=host, dev=dev, prepare=prepare)
    raise typer.Exit(run_in_foreground(options, settings, console, demo_command))


@commands.command()
def down(data: DataOption = None) -> None:
    """Stop everything; the data stays."""
    raise typer.Exit(stop_stack(DataFolder.chosen(data), Console()))


@commands.command()
def status(data: DataOption = None) -> None:
    """Say what runs, since when, and how much memory it uses."""
    console = Console()
    folder = DataFolder.chosen(data)
    state_file = StateFile(folder.root)
    state = state_file.load()
    if state is None or not state_file.supervised():
        console.note("nothing is running")
        raise typer.Exit(3)
    announce(console, state, folder, f"is {state.status}")
    for part in state.parts.values():
        restarts = f", {part.restarts} restarts" if part.restarts else ""
        console.plain(
            f"  {part.title:<34} {part.status:<10} {memory_mb(part.identity):>6} MB"
            f"  up {_uptime(part.identity)}{restarts}"
        )


@commands.command()
def demo(
    data: DataOption = None,
    api: Annotated[str, typer.Option(help="Address of the API, where Docker runs it.")] = "",
    dashboard: Annotated[str, typer.Option(help="Address to print.")] = "http://localhost:3000",
) -> None:
    """Load the demo documents into the running stack, ask one question, print the answer."""
    console = Console()
    folder = DataFolder.chosen(data)
    urls = {"api": api, "app": dashboard} if api else _running_urls(folder, console)
    try:
        run_demo(urls, folder.run / "demo.json", REPOSITORY / "demo", console)
    except DemoError as failure:
        console.failed("Demo", failure.message, failure.remedy)
        raise typer.Exit(1) from failure


@commands.command()
def weights(name: str, data: DataOption = None) -> None:
    """Fetch and verify model weights, and print where they lie."""
    folder = DataFolder.chosen(data)
    try:
        print(ensure_weights(name, folder.models))
    except WeightsError as error:
        Console().failed("Weights", error.message, error.remedy)
        raise typer.Exit(1) from error


@commands.command()
def serve(
    model: Annotated[str, typer.Option(help="0.5b, 1.5b, or the path of a GGUF file.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8081,
) -> None:
    """Serve a local model alone: fetch its weights where missing, then answer on the port."""
    models_dir = Path(os.environ.get("MODELS_DIR") or DataFolder.chosen(None).models)
    try:
        chosen = choose_model(model, models_dir)
        if chosen is None:
            raise StepError("there is nothing to serve", "Give --model a model.")
        if chosen.weights is not None:
            ensure_weights(chosen.name, models_dir)
    except (StepError, WeightsError) as error:
        Console().failed("Model", error.message, error.remedy)
        raise typer.Exit(1) from error
    command = llm_command(chosen, host, port)
    os.execv(command[0], command)


def _running_urls(folder: DataFolder, console: Console) -> dict[str, str]:
    state = StateFile(folder.root).load()
    if state is None or state.status != "ready":
        console.failed("Demo", "nothing is running", "Run ./start.sh --demo.")
        raise typer.Exit(1)
    return state.urls


def memory_mb(identity: ProcessIdentity) -> int:
    """Resident memory of a process and its children in MB; 0 when it is gone."""
    if not is_alive(identity):
        return 0
    process = psutil.Process(identity.pid)
    family = [process, *process.children(recursive=True)]
    total = 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total >> 20


def _uptime(identity: ProcessIdentity) -> str:
    minutes = int(time.time() - identity.started) // 60
    return f"{minutes // 60} h {minutes % 60} min"


def _settings_or_exit(console: Console) -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"]).upper()
            console.failed("Settings", f"{name} {problem['msg']}".strip(), "See .env.")
        raise typer.Exit(2) from error


def _llmb() -> str:
    return str(Path(sys.executable).parent / "llmb")
