"""Where things lie: the repository, and the folder that holds all data of one stack."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
BACKEND = REPOSITORY / "backend"
FRONTEND = REPOSITORY / "frontend"


@dataclass(frozen=True)
class DataFolder:
    """The data folder of one stack and the places in it."""

    root: Path

    @classmethod
    def chosen(cls, option: Path | None) -> DataFolder:
        """The folder of `--data`, else of DATA_DIR, else `data` in the repository."""
        path = option or Path(os.environ.get("DATA_DIR") or REPOSITORY / "data")
        return cls(path.expanduser().resolve())

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"
