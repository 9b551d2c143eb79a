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

# The multilingual models are of this family: other special tokens, positions counted from 2.
MAKE_MULTILINGUAL_MODEL = """
import sys, torch
from pathlib import Path
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer

folder = Path(sys.argv[1])
names = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
letters = [*(chr(c) for c in range(33, 127)), "\u2581"]
pieces = [*((name, 0.0) for name in names.values()), *((c, -1.0) for c in letters)]
tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
tokenizer.post_processor = processors.TemplateProcessing(
    single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
(folder / "xlmr").mkdir(parents=True)
PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder / "xlmr")
torch.manual_seed(5)
config = XLMRobertaConfig(vocab_size=len(pieces), hidden_size=128, num_hidden_layers=2,
                          num_attention_heads=4, intermediate_size=256, pad_token_id=1,
                          max_position_embeddings=80)
XLMRobertaModel(config).save_pretrained(folder / "xlmr")
words = Transformer(str(folder / "xlmr"), max_seq_length=64)
model = SentenceTransformer(modules=[words, Pooling(128, "mean"), Normalize()], device="cpu")
model.save(str(folder / "model"))
"""


def export(source: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "app.integrations.embeddings.export"),
            *("--source", str(source), "--target", str(target), *options),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module", params=[MAKE_MODEL, MAKE_MULTILINGUAL_MODEL], ids=["bert", "xlmr"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    command = [sys.executable, "-c", request.param, str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "model"


def test_an_exported_model_is_faithful_and_can_be_served(source: Path, tmp_path: Path) -> None:
    done = export(source, tmp_path / "tiny-bert")

    assert done.returncode == 0, done.stderr
    card = json.loads((tmp_path / "tiny-bert" / CARD_FILE).read_text())
    assert card["cosine"] >= 0.99
    assert (card["dimension"], card["max_tokens"]) == (128, 62)
    embedder = load_embedder("tiny-bert", tmp_path)
    texts = ["a", "longer text", "longest text " * 20]
    vectors = embedder.embed_documents(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    alone = np.stack([embedder.embed_query(text) for text in texts])
    assert ((vectors * alone).sum(axis=1) > 0.99).all()
    assert [path.name for path in tmp_path.iterdir()] == ["tiny-bert"]


def test_another_model_than_expected_is_refused(source: Path, tmp_path: Path) -> None:
    done = export(source, tmp_path / "tiny-bert", "--dimension", "384")

    assert done.returncode == 1
    assert "128 dimensions, not 384" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = export(tmp_path, tmp_path / "target")

    assert done.returncode == 1
    assert "Cannot export" in done.stderr
    assert not (tmp_path / "target").exists()
