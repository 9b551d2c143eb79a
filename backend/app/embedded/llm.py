"""The local LLM among the parts: which weights, and the process that serves them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.embedded.parts import Part, StepError
from app.embedded.probes import answers_http
from app.embedded.weights import Weights, WeightsError, find_weights

DEFAULT_MODEL = "1.5b"
SMALL_MODEL = "0.5b"
NO_MODEL = "none"
_MIN_MEMORY_FOR_DEFAULT = 4 * 2**30


@dataclass(frozen=True)
class LocalModel:
    """The model to serve: weights of the catalogue, or a GGUF file of the user's own."""

    name: str
    path: Path
    weights: Weights | None


def choose_model(choice: str | None, models_dir: Path) -> LocalModel | None:
    """The model for `--model`; None for `none`.

    Without a choice it is the larger one, on a machine with less than 4 GiB the smaller one.
    Raises StepError for a file that is not there and for an unknown name.
    """
    choice = choice or default_choice(psutil.virtual_memory().total)
    if choice == NO_MODEL:
        return None
    if choice.endswith(".gguf"):
        return _own_file(Path(choice).expanduser().resolve())
    try:
        weights = find_weights(choice)
    except WeightsError as error:
        raise StepError(error.message, f"{error.remedy} Or give a .gguf file, or none.") from error
    return LocalModel(weights.name, weights.path(models_dir), weights)


def default_choice(memory_bytes: int) -> str:
    return DEFAULT_MODEL if memory_bytes >= _MIN_MEMORY_FOR_DEFAULT else SMALL_MODEL


def llm_part(model: LocalModel, port: int, cwd: Path, env: dict[str, str], log: Path) -> Part:
    """The server process of `model`."""
    return Part(
        name="llm",
        title=f"Local model {model.name}",
        argv=llm_command(model, "127.0.0.1", port),
        env=env,
        cwd=cwd,
        log=log,
        ready=answers_http(port, "/health"),
        remedy="See the log. With too little memory try --model 0.5b or --model none.",
        needs=("llm-weights",),
        stop_timeout_s=5,
        ready_timeout_s=180,
        essential=False,
        awaited=False,
    )


def llm_command(model: LocalModel, host: str, port: int) -> list[str]:
    """The command that serves `model` on an address."""
    return [
        *(sys.executable, "-m", "app.embedded.llm_server"),
        *("--model", str(model.path), "--alias", model.name),
        *("--host", host, "--port", str(port)),
    ]


def _own_file(path: Path) -> LocalModel:
    if not path.is_file():
        raise StepError(f"there is no file {path}", "Give --model the path of a GGUF file.")
    return LocalModel(path.stem.lower(), path, None)
