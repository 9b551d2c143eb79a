"""Settings are checked before anything starts, and every one is explained."""

import re

import pytest
from pydantic import ValidationError

from app.core.config import REPOSITORY_ROOT, Settings

SECRET = "x" * 32


@pytest.mark.parametrize("secret", ["", "short", "change-me"])
def test_refuses_a_weak_secret_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", secret)
    with pytest.raises(ValidationError, match=r"setup\.sh"):
        Settings(_env_file=None)


def test_splits_lists_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://a.example, https://b.example")
    assert Settings(_env_file=None).cors_origins == ["https://a.example", "https://b.example"]


def test_cors_is_empty_by_default() -> None:
    assert Settings(_env_file=None).cors_origins == []


def test_the_example_names_every_setting_and_no_other() -> None:
    text = (REPOSITORY_ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", text, flags=re.MULTILINE))
    compose = {
        name
        for file in REPOSITORY_ROOT.glob("docker-compose*.yml")
        for name in re.findall(r"\$\{([A-Z0-9_]+)", file.read_text())
    }
    assert named == {name.upper() for name in Settings.model_fields} | compose
