"""Workers as processes of their own."""

from collections.abc import Iterator

import pytest

from app.core.config import Settings
from tests.workers.processes import WorkerProcesses


@pytest.fixture
def workers(settings: Settings) -> Iterator[WorkerProcesses]:
    """Workers on the engines of this test; killed at its end."""
    processes = WorkerProcesses()
    yield processes
    processes.stop_all()
