"""What tests of the model port share."""

import pytest

from app.integrations.llm import resilient


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other at once."""
    monkeypatch.setattr(resilient, "_BACKOFF_S", 0.0)
