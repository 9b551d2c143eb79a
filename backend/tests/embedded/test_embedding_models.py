"""Preparing a local embedding model: what is refused before anything is fetched or exported."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.embedded import embedding_models
from app.embedded.embedding_models import PrepareError, prepare


@pytest.mark.parametrize("name", ["no-such-model", "nomic-embed-text", "../all-MiniLM-L6-v2"])
def test_only_local_models_can_be_prepared(tmp_path: Path, name: str) -> None:
    with pytest.raises(PrepareError) as refused:
        prepare(name, tmp_path, tmp_path)
    assert "all-MiniLM-L6-v2" in refused.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_models.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PrepareError) as refused:
        prepare("bge-small-en-v1.5", tmp_path, tmp_path)
    assert "requirements-ml.txt" in refused.value.remedy


def test_the_export_gets_folders_and_the_dimension_of_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, "", "noise\nIt strays.\n")

    monkeypatch.setattr(embedding_models.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(embedding_models.subprocess, "run", run)
    with pytest.raises(PrepareError, match="It strays"):
        prepare("bge-base-en-v1.5", tmp_path / "models", tmp_path)
    target = str(tmp_path / "models" / "bge-base-en-v1.5")
    assert commands[0][3:] == ["--source", str(tmp_path), "--target", target, "--dimension", "768"]
