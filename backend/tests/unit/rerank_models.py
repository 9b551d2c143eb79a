"""A cross-encoder of a few numbers, made here: it counts the words of the question in a passage."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from app.integrations.rerank.onnx import MODEL_FILE, TOKENIZER_FILE

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "ship", "wind", "dog", "leave")


def write_tiny_reranker(
    folder: Path, weights: tuple[float, ...] = (0, 0, 0, 0, 1, 2, -1, 3)
) -> Path:
    """A model whose logit is the sum of the weights of the passage's words (type 1)."""
    folder.mkdir(parents=True)
    onnx.save(_graph(weights), folder / MODEL_FILE)
    _tokenizer().save(str(folder / TOKENIZER_FILE))
    return folder


def _graph(weights: tuple[float, ...]) -> onnx.ModelProto:
    nodes = [
        helper.make_node("Gather", ["weights", "input_ids"], ["words"]),
        helper.make_node("Mul", ["attention_mask", "token_type_ids"], ["passage"]),
        helper.make_node("Cast", ["passage"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["words", "mask"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "axis"], ["logits"], keepdims=1),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])
    constants = [
        numpy_helper.from_array(np.array(weights, dtype=np.float32), "weights"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
    ]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _tokenizer() -> Tokenizer:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer
