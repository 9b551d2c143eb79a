"""Exporting a real (if tiny and untrained) sentence-transformers model, as its own process."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.integrations.embeddings import load_embedder
from app.integrations.embeddings.prepared import CARD_FILE

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None,
    reason="requirements-ml.txt is not installed",
)

MAKE_MODEL = """
import sys, torch
from pathlib import Path
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel, BertTokenizerFast
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer

folder = Path(sys.argv[1])
letters = [chr(c) for c in range(33, 127)]
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters)]
(folder / "bert").mkdir(parents=True)
(folder / "vocab.txt").write_text("\\n".join(vocabulary))
torch.manual_seed(5)
config = BertConfig(vocab_size=len(vocabulary), hidden_size=128, num_hidden_layers=2,
                    num_attention_heads=4, intermediate_size=256)
BertModel(config).save_pretrained(folder / "bert")
BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
words = Transformer(str(folder / "bert"), max_seq_length=64)
model = SentenceTransformer(modules=[words, Pooling(128, "mean"), Normalize()], device="cpu")
model.save(str(folder / "model"))
"""


def export(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "app.integrations.embeddings.export"),
            *("--source", str(source), "--target", str(target)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    subprocess.run([sys.executable, "-c", MAKE_MODEL, str(folder)], check=True, capture_output=True)
    return folder / "model"


def test_an_exported_model_is_faithful_and_can_be_served(source: Path, tmp_path: Path) -> None:
    done = export(source, tmp_path / "tiny-bert")

    assert done.returncode == 0, done.stderr
    card = json.loads((tmp_path / "tiny-bert" / CARD_FILE).read_text())
    assert card["cosine"] >= 0.99
    assert (card["dimension"], card["max_tokens"]) == (128, 62)
    vectors = load_embedder("tiny-bert", tmp_path).embed_documents(["a", "longer text " * 20])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert [path.name for path in tmp_path.iterdir()] == ["tiny-bert"]


def test_a_folder_without_a_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = export(tmp_path, tmp_path / "target")

    assert done.returncode == 1
    assert "Cannot export" in done.stderr
    assert not (tmp_path / "target").exists()
