"""What the processes import, and what the committed API document says."""

import json
import subprocess
import sys
from pathlib import Path

from fastapi import FastAPI

BACKEND = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "transformers", "sentence_transformers", "onnx", "xllamacpp")


def imported_by(code: str) -> set[str]:
    probe = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=BACKEND
    )
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_the_api_process_never_imports_torch() -> None:
    modules = imported_by("from app.main import create_app; create_app()")
    assert modules.isdisjoint(HEAVY)


def test_the_worker_process_never_imports_torch() -> None:
    modules = imported_by("import app.workers.process, app.integrations.embeddings.onnx")
    assert modules.isdisjoint(HEAVY)


def test_the_committed_openapi_document_is_current(app: FastAPI) -> None:
    committed = json.loads((BACKEND / "openapi.json").read_text())
    assert committed == app.openapi(), "run `llmb openapi > openapi.json`"
