"""An embedding model of a few numbers, made here: it averages one vector for each known word."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from app.integrations.embeddings.prepared import (
    MODEL_FILE,
    TOKENIZER_FILE,
    ModelCard,
    write_card,
)

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "ship", "wind", "dog", "leave", "fire", ".")
DIMENSION = 6
MAX_TOKENS = 10


def write_tiny_model(folder: Path) -> Path:
    """Fill `folder` with a prepared model; returns it."""
    folder.mkdir(parents=True)
    onnx.save(_graph(), folder / MODEL_FILE)
    _tokenizer().save(str(folder / TOKENIZER_FILE))
    write_card(ModelCard(folder.name, DIMENSION, MAX_TOKENS, cosine=1.0, cosine_mean=1.0), folder)
    return folder


def _graph() -> onnx.ModelProto:
    """Sum of the vectors of the unmasked tokens: neither averaged nor of length 1."""
    vectors = np.random.default_rng(7).normal(size=(len(WORDS), DIMENSION)).astype(np.float32)
    vectors[0] = 1000.0  # padding that is not masked would be seen at once
    nodes = [
        helper.make_node("Gather", ["vectors", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["words", "column"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "middle"], ["sentence_embedding"], keepdims=0),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info(
        "sentence_embedding", TensorProto.FLOAT, ["batch", DIMENSION]
    )
    constants = [
        numpy_helper.from_array(vectors, "vectors"),
        numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "middle"),
    ]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _tokenizer() -> Tokenizer:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    # As models are published: cut and padded, which measuring a text must not be.
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=4)
    return tokenizer
