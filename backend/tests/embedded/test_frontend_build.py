"""The dashboard's build is made when it is missing or stale, and only then."""

from __future__ import annotations

import asyncio
import json
import stat
import sys
from pathlib import Path

import pytest

from app.embedded import frontend
from app.embedded.frontend import FrontendBuild, Node, find_node, node_version
from app.embedded.parts import StepError

# Stands in for npm: `ci` makes a package, `run build` makes pages; both are counted.
NPM = """#!{python}
import pathlib, shutil, sys
here = pathlib.Path.cwd()
with open(here.parent / "npm.txt", "a") as calls:
    calls.write(sys.argv[1] + "\\n")
if (here / "fail").exists():
    sys.exit("npm says no")
folder = here / ("node_modules" if sys.argv[1] == "ci" else ".next")
if sys.argv[1] == "ci":
    shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(exist_ok=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "frontend"
    (folder / "app").mkdir(parents=True)
    (folder / "package-lock.json").write_text(json.dumps({"packages": {}}))
    (folder / "app" / "page.tsx").write_text("export default 1")
    return folder


@pytest.fixture
def node(tmp_path: Path) -> Node:
    npm = tmp_path / "npm"
    npm.write_text(NPM.format(python=sys.executable))
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return Node(Path(sys.executable), (str(npm),))


def make(folder: Path, node: Node, api_url: str = "") -> list[str]:
    """Make the build; the npm commands that it took."""
    calls = folder.parent / "npm.txt"
    calls.unlink(missing_ok=True)
    made = asyncio.run(FrontendBuild(folder, api_url).make(node, folder.parent / "logs"))
    commands = calls.read_text().split() if calls.exists() else []
    assert made == bool(commands)
    return commands


def test_builds_once(folder: Path, node: Node) -> None:
    assert make(folder, node) == ["ci", "run"]
    assert make(folder, node) == []


def test_a_changed_source_is_built_again_without_installing(folder: Path, node: Node) -> None:
    make(folder, node)
    (folder / "app" / "page.tsx").write_text("export default 2")
    assert make(folder, node) == ["run"]


def test_a_changed_lock_file_is_installed_from_nothing(folder: Path, node: Node) -> None:
    make(folder, node)
    (folder / "node_modules" / "half-installed").mkdir()
    (folder / "package-lock.json").write_text("{}")
    assert make(folder, node) == ["ci", "run"]
    assert not (folder / "node_modules" / "half-installed").exists()


def test_another_api_origin_is_built_in_anew(folder: Path, node: Node) -> None:
    make(folder, node)
    assert make(folder, node, api_url="https://api.example.com") == ["run"]


def test_what_a_build_writes_or_a_test_needs_does_not_make_it_stale(
    folder: Path, node: Node
) -> None:
    make(folder, node)
    for path in ("next-env.d.ts", "tests/page.test.tsx", ".next/cache/x"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")
    assert make(folder, node) == []


def test_a_failed_build_is_an_error_with_its_log_and_is_tried_again(
    folder: Path, node: Node
) -> None:
    (folder / "fail").touch()
    with pytest.raises(StepError) as caught:
        make(folder, node)
    assert caught.value.log is not None
    assert "npm says no" in caught.value.log.read_text()
    (folder / "fail").unlink()
    assert make(folder, node) == ["ci", "run"]


def test_an_old_or_odd_node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, version in (("node", "v18.19.0"), ("npm", "10")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    assert node_version(tmp_path / "node") == (18, 19)
    assert node_version(tmp_path / "missing") == (0, 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(frontend, "find_spec", lambda _: None)
    assert find_node() is None
