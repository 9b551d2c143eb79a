"""How the stack is put together: models, ports, environment, needs."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.core.config import Settings
from app.embedded.layout import DataFolder
from app.embedded.llm import LocalModel, choose_model, default_choice
from app.embedded.parts import Part, Step, StepError
from app.embedded.stack import Stack, StackOptions

GIB = 2**30


@pytest.fixture
def settings() -> Settings:
    return Settings(secret_key="s" * 32, web_port=21_300, api_port=21_800, _env_file=None)


@pytest.fixture
def gguf(tmp_path: Path) -> LocalModel:
    path = tmp_path / "Mine.gguf"
    path.touch()
    model = choose_model(str(path), tmp_path)
    assert model is not None
    return model


def by_name(stack: Stack) -> dict[str, Step]:
    return {step.name: step for step in stack.steps()}


def test_the_model_is_chosen_by_alias_name_file_or_none(tmp_path: Path, gguf: LocalModel) -> None:
    small = choose_model("0.5b", tmp_path)
    assert small is not None
    assert small.name == "qwen2.5-coder-0.5b-instruct"
    assert small == choose_model(small.name, tmp_path)
    assert (gguf.name, gguf.weights) == ("mine", None)
    assert choose_model("none", tmp_path) is None


@pytest.mark.parametrize("choice", ["huge", "/nowhere/model.gguf"])
def test_an_unknown_model_is_refused_with_a_remedy(choice: str, tmp_path: Path) -> None:
    with pytest.raises(StepError) as caught:
        choose_model(choice, tmp_path)
    assert caught.value.remedy


def test_a_machine_with_little_memory_gets_the_small_model() -> None:
    assert default_choice(2 * GIB) == "0.5b"
    assert default_choice(8 * GIB) == "1.5b"


def test_a_busy_port_is_replaced_and_the_addresses_say_so(
    tmp_path: Path, settings: Settings
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", settings.web_port))
        stranger.listen()
        stack = Stack(StackOptions(DataFolder(tmp_path), None), settings)
    assert stack.ports["web"] > settings.web_port
    assert stack.urls["app"] == f"http://localhost:{stack.ports['web']}"
    assert stack.environment()["PUBLIC_URL"] == stack.urls["app"]
    assert stack.notices == [f"port {settings.web_port} is taken, using {stack.ports['web']}"]


def test_no_part_waits_for_the_local_model(
    tmp_path: Path, settings: Settings, gguf: LocalModel
) -> None:
    steps = by_name(Stack(StackOptions(DataFolder(tmp_path), gguf), settings))
    assert not steps["llm"].awaited
    assert not any("llm" in step.needs for step in steps.values())


def test_without_a_model_there_is_no_model_server(tmp_path: Path, settings: Settings) -> None:
    stack = Stack(StackOptions(DataFolder(tmp_path), None), settings)
    assert "llm" not in by_name(stack)
    assert stack.environment()["LOCAL_LLM_URL"] == ""


def test_preparing_starts_nothing_but_the_database(
    tmp_path: Path, settings: Settings, gguf: LocalModel
) -> None:
    stack = Stack(StackOptions(DataFolder(tmp_path), gguf, prepare=True), settings)
    parts = {step.name for step in stack.steps() if isinstance(step, Part)}
    assert parts == {"postgres", "valkey"}


def test_only_the_product_sees_the_secrets(
    tmp_path: Path, settings: Settings, gguf: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    steps = by_name(Stack(StackOptions(DataFolder(tmp_path), gguf), settings))
    informed = {
        name
        for name, step in steps.items()
        if isinstance(step, Part) and {"OPENAI_API_KEY", "SECRET_KEY"} & set(step.env)
    }
    assert informed == {"api", "worker"}
