"""Serving a prepared model: unit vectors, whatever the batch, and no torch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.integrations.embeddings import (
    Embedder,
    EmbeddingModelMissing,
    is_prepared,
    load_embedder,
)
from app.integrations.embeddings.prepared import CARD_FILE, MODEL_FILE
from tests.unit.embeddings.tiny_model import DIMENSION, MAX_TOKENS, write_tiny_model

TEXTS = [
    "ship",
    "wind wind dog leave fire ship dog wind .",
    "dog. leave.",
    "",
    "unknown words only",
    *(("fire " * n).strip() for n in range(1, 60)),
]


@pytest.fixture(scope="module")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_tiny_model(folder / "tiny")
    return folder


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> Embedder:
    return load_embedder("tiny", models_dir, threads=1)


def test_it_says_what_it_is(embedder: Embedder) -> None:
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == (
        "tiny",
        DIMENSION,
        MAX_TOKENS,
    )


def test_vectors_have_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed_documents(TEXTS)

    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    together = embedder.embed_documents(TEXTS)
    alone = np.stack([embedder.embed_query(text) for text in TEXTS])

    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_order_does_not_matter(embedder: Embedder) -> None:
    backwards = embedder.embed_documents(TEXTS[::-1])[::-1]

    np.testing.assert_allclose(embedder.embed_documents(TEXTS), backwards, atol=1e-5)


def test_nothing_gives_an_empty_array(embedder: Embedder) -> None:
    assert embedder.embed_documents([]).shape == (0, DIMENSION)


def test_tokens_are_counted_beyond_what_the_model_reads(embedder: Embedder) -> None:
    assert embedder.count_tokens("ship " * 50) == 50
    assert embedder.count_tokens("") == 0


def test_more_than_the_model_reads_is_cut(embedder: Embedder) -> None:
    read = "ship " * MAX_TOKENS

    np.testing.assert_allclose(
        embedder.embed_query(read), embedder.embed_query(read + "dog wind"), atol=1e-6
    )


@pytest.mark.parametrize(
    "text", ["Ship  wind.\ndog", "ship " * 30_000, "wind," * 9000, "é" * 40_000 + " ship"]
)
def test_token_spans_are_places_in_the_text(embedder: Embedder, text: str) -> None:
    spans = embedder.token_spans(text)

    assert (spans[1:, 0] >= spans[:-1, 1]).all()
    for start, end in spans[:: max(1, len(spans) // 500)]:
        assert text[start:end].strip() == text[start:end] != ""


def test_token_spans_do_not_depend_on_blocks(embedder: Embedder) -> None:
    text = "ship wind. dog leave fire\n" * 4000

    assert len(embedder.token_spans(text)) == embedder.count_tokens(text) == 6 * 4000


def test_a_model_that_was_never_prepared_is_reported_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelMissing) as caught:
        load_embedder("tiny", tmp_path)

    assert caught.value.status == 503
    assert caught.value.remedy


def test_a_half_prepared_or_outdated_model_counts_as_missing(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path / "tiny")
    assert is_prepared("tiny", tmp_path)

    card = (folder / CARD_FILE).read_text()
    (folder / CARD_FILE).write_text(card.replace('"format": 1', '"format": 0'))
    assert not is_prepared("tiny", tmp_path)

    (folder / CARD_FILE).write_text("{not json")
    assert not is_prepared("tiny", tmp_path)

    (folder / CARD_FILE).write_text(card)
    (folder / MODEL_FILE).unlink()
    assert not is_prepared("tiny", tmp_path)


def test_embedding_never_imports_torch(models_dir: Path) -> None:
    source = (
        "import sys; from pathlib import Path\n"
        "import app.integrations.embeddings.onnx\n"
        "from app.integrations.embeddings import load_embedder\n"
        f"embedder = load_embedder('tiny', Path({str(models_dir)!r}))\n"
        "embedder.embed_documents(['ship']); embedder.embed_query('wind')\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )

    subprocess.run([sys.executable, "-c", source], check=True)
