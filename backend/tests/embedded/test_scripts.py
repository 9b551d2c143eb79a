"""The shell scripts' own work: the settings file, and what Compose would be given."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from app.embedded.layout import REPOSITORY

GENERATED = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "QDRANT_API_KEY")


def bash(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    library = REPOSITORY / "deploy" / "lib"
    sourced = f"set -euo pipefail; source {library}/environment.sh; source {library}/compose.sh"
    return subprocess.run(
        ["bash", "-c", f"{sourced}; {program}"],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def values(file: Path) -> dict[str, str]:
    lines = [line for line in file.read_text().splitlines() if line and line[0] != "#"]
    return dict(line.split("=", 1) for line in lines)


def test_the_settings_file_gets_secrets_of_its_own(tmp_path: Path) -> None:
    example = (REPOSITORY / ".env.example").read_text()
    (tmp_path / ".env.example").write_text(example)
    assert bash("ensure_env_file", tmp_path).returncode == 0
    settings = values(tmp_path / ".env")
    assert all(len(settings[name]) == 64 for name in GENERATED)
    assert len({settings[name] for name in GENERATED}) == len(GENERATED)
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    assert (tmp_path / ".env.example").read_text() == example


def test_the_settings_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("SECRET_KEY=\n")
    (tmp_path / ".env").write_text("SECRET_KEY=mine\n")
    assert bash("ensure_env_file", tmp_path).returncode == 0
    assert (tmp_path / ".env").read_text() == "SECRET_KEY=mine\n"


def test_a_value_in_the_example_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("REDIS_PASSWORD=given\n# SECRET_KEY=old\n")
    bash("ensure_env_file", tmp_path)
    settings = values(tmp_path / ".env")
    assert settings["REDIS_PASSWORD"] == "given"
    assert len(settings["SECRET_KEY"]) == 64


def test_compose_serves_a_local_model_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SECRET_KEY=x\n")
    show = 'echo "${COMPOSE_PROFILES:-} ${LOCAL_LLM_URL:-} ${LOCAL_LLM_MODEL:-}"'
    chosen = bash(f"choose_local_model 0.5b; {show}", tmp_path).stdout.split()
    assert chosen == ["local-llm", "http://llm:8081/v1", "qwen2.5-coder-0.5b-instruct"]
    assert bash(f"choose_local_model none; {show}", tmp_path).stdout.split() == []
    assert bash("choose_local_model huge", tmp_path).returncode == 2
    (tmp_path / ".env").write_text("LOCAL_LLM_URL=http://elsewhere/v1\n")
    assert bash(f"choose_local_model 0.5b; {show}", tmp_path).stdout.split() == []


def test_a_missing_python_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "backend").mkdir()
    for name in ("requirements.txt", "requirements-embedded.txt", "pyproject.toml"):
        (tmp_path / "backend" / name).touch()
    result = bash("find_python() { return 1; }; ensure_virtual_environment", tmp_path)
    assert result.returncode == 1
    assert "Python 3.11 or newer" in result.stdout
    assert "apt install" in result.stdout
