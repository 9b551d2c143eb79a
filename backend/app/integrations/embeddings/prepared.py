"""A model folder that is ready to serve: what lies in it and how it is described."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
CARD_FILE = "llmb.json"

FORMAT = 1
"""Raised when an export is no longer readable by the code that serves it."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Facts about an exported model, stored beside it.

    `cosine` is the smallest similarity between a vector of the exported model and the vector of
    the original for the same text, over the sample texts of the export.
    """

    name: str
    dimension: int
    max_tokens: int
    cosine: float
    cosine_mean: float
    format: int = FORMAT


def write_card(card: ModelCard, folder: Path) -> None:
    """Write the card into `folder`."""
    (folder / CARD_FILE).write_text(json.dumps(asdict(card), indent=2) + "\n", encoding="utf-8")


def read_card(folder: Path) -> ModelCard | None:
    """The card of a complete model folder of the present format; None when it is not one."""
    if not all((folder / name).is_file() for name in (MODEL_FILE, TOKENIZER_FILE, CARD_FILE)):
        return None
    try:
        card = ModelCard(**json.loads((folder / CARD_FILE).read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        return None
    return card if card.format == FORMAT else None
