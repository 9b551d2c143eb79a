"""The documents of the demo say what `demo.yaml` promises, where it promises it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.services.knowledge_bases.parsing import (
    ParseLimits,
    detect_media_type,
    parse_file,
)
from tests.unit.parsing.joining import join_parts

DEMO = Path(__file__).resolve().parents[4] / "demo"
SCRIPT: dict[str, Any] = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("expected", SCRIPT["expected"], ids=lambda item: item["contains"])
def test_the_answer_stands_in_the_document_on_the_page(expected: dict[str, Any]) -> None:
    path = DEMO / "documents" / expected["document"]
    media_type = detect_media_type(path.read_bytes(), path.name)
    document = join_parts(parse_file(path, media_type, ParseLimits()))

    places = [(page.number, document.text[page.start : page.end]) for page in document.pages]
    places = places or [(None, document.text)]

    assert [number for number, text in places if expected["contains"] in text] == [expected["page"]]


def test_every_question_has_an_expected_answer() -> None:
    assert SCRIPT["questions"] == [item["question"] for item in SCRIPT["expected"]]


def test_the_documents_are_the_ones_in_the_folder_and_small() -> None:
    files = list((DEMO / "documents").iterdir())

    assert sorted(file.name for file in files) == sorted(SCRIPT["documents"])
    assert sum(file.stat().st_size for file in files) < 300_000
