"""What the image's Dockerfile copies is enough for what it then runs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
STAGE = re.compile(r"^FROM \S+ AS models$(.*?)^FROM ", re.MULTILINE | re.DOTALL)


def test_the_export_needs_no_more_of_the_sources_than_its_stage_copies(tmp_path: Path) -> None:
    stage = STAGE.search((REPOSITORY / "backend/Dockerfile").read_text())
    assert stage
    for line in re.findall(r"^COPY (.+)$", stage[1], re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            _copy(REPOSITORY / source, tmp_path / target.strip("/"))
    _copy(REPOSITORY / "backend/app/__init__.py", tmp_path / "app/backend/app/")
    backend = tmp_path / "app" / "backend"
    # The package that the export lies in; the export itself wants torch, which tests do without.
    import_it = "import app.integrations.embeddings as e, app.embedded.weights as w"
    found = subprocess.run(
        [sys.executable, "-c", f"{import_it}; print(e.__file__, w.__file__)"],
        cwd=backend,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.count(str(backend)) == 2


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
        return
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
