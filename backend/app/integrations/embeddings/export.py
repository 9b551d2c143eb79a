"""Export a sentence-transformers model to ONNX, shrink it to 8 bits and check it.

Run as its own process, because it needs torch (see requirements-ml.txt):

    python -m app.integrations.embeddings.export --source FOLDER --target MODELS_DIR/NAME

The target appears complete or not at all.
"""

import argparse
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.transformers.optimizer import optimize_model
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from app.integrations.embeddings.base import Vectors
from app.integrations.embeddings.onnx import OnnxEmbedder
from app.integrations.embeddings.prepared import (
    MODEL_FILE,
    TOKENIZER_FILE,
    ModelCard,
    write_card,
)
from app.integrations.embeddings.samples import SAMPLES

MIN_COSINE = 0.99
OPSET = 17
QUANTISATION_BLOCK = 128

_FEED_FORWARD = re.compile(r"layer\.\d+/(intermediate|output)/dense/MatMul$")


class ExportError(Exception):
    """The model cannot be exported, or the export is not faithful to it."""


class _Sentence(torch.nn.Module):  # type: ignore[misc,unused-ignore]  # torch has no types here
    """The whole model as one function, so that pooling and normalisation enter the graph."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Token ids and mask `(batch, tokens)` in, unit vectors `(batch, dimension)` out."""
        features = {"input_ids": input_ids, "attention_mask": attention_mask}
        vectors: torch.Tensor = self.model(features)["sentence_embedding"]
        return vectors


def export_model(source: Path, target: Path, dimension: int | None = None) -> ModelCard:
    """Export the model in `source` (safetensors) to the folder `target`; the card of the result.

    Raises ExportError when the exported model's vectors stray from the original's, or have
    another length than the `dimension` that is expected.
    """
    model = _load(source)
    _refuse_another_model(model, dimension)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        folder = Path(scratch) / target.name
        folder.mkdir()
        _write_model(model, folder / MODEL_FILE, Path(scratch))
        shutil.copyfile(source / TOKENIZER_FILE, folder / TOKENIZER_FILE)
        card = _checked_card(model, folder, target.name)
        write_card(card, folder)
        _replace(folder, target)
    return card


def _load(source: Path) -> SentenceTransformer:
    if not (source / TOKENIZER_FILE).is_file():
        raise ExportError(f"{source} has no {TOKENIZER_FILE}: not a sentence-transformers model")
    # Attention written out step by step is what the optimiser recognises and fuses.
    model = SentenceTransformer(
        str(source),
        device="cpu",
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"attn_implementation": "eager", "use_safetensors": True},
    )
    return model.eval()


def _refuse_another_model(model: SentenceTransformer, dimension: int | None) -> None:
    found = int(model.get_embedding_dimension() or 0)
    if dimension not in (None, found):
        raise ExportError(f"its vectors have {found} dimensions, not {dimension}: another model")


def _write_model(model: SentenceTransformer, path: Path, scratch: Path) -> None:
    traced, fused, mixed = (scratch / f"{step}.onnx" for step in ("traced", "fused", "mixed"))
    _trace(model, traced)
    _fuse(model, traced, fused)
    _quantise_feed_forward(fused, mixed)
    quantize_dynamic(
        mixed,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def _trace(model: SentenceTransformer, path: Path) -> None:
    example = torch.ones((2, 8), dtype=torch.long)
    both_free = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        _Sentence(model).eval(),
        (example, example),
        str(path),
        dynamo=False,  # the newer exporter's graph defeats the fusion of attention
        opset_version=OPSET,
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": both_free,
            "attention_mask": both_free,
            "sentence_embedding": {0: "batch"},
        },
    )


def _fuse(model: SentenceTransformer, traced: Path, fused: Path) -> None:
    config = model[0].auto_model.config
    optimised = optimize_model(
        str(traced),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        opt_level=0,
    )
    optimised.save_model_to_file(str(fused))


def _quantise_feed_forward(fused: Path, mixed: Path) -> None:
    """8 bits in blocks where one scale for all would cost accuracy: these inputs have outliers.

    Measured on MiniLM: smallest cosine 0.987 and 65 chunks/s without this step, 0.997 and 49
    with it, 0.999 and 40 with all multiplications in blocks; 31 chunks/s in 32 bits.
    """
    model = onnx.load(fused)
    multiplications = {node.name for node in model.graph.node if node.op_type == "MatMul"}
    others = {name for name in multiplications if not _FEED_FORWARD.search(name)}
    quantiser = MatMulNBitsQuantizer(
        model,
        algo_config=DefaultWeightOnlyQuantConfig(
            block_size=QUANTISATION_BLOCK, is_symmetric=True, accuracy_level=4, bits=8
        ),
        nodes_to_exclude=sorted(others),
    )
    quantiser.process()
    quantiser.model.save_model_to_file(str(mixed))


def _checked_card(model: SentenceTransformer, folder: Path, name: str) -> ModelCard:
    card = ModelCard(
        name=name,
        dimension=int(model.get_embedding_dimension() or 0),
        max_tokens=_readable_tokens(model),
        cosine=0.0,
        cosine_mean=0.0,
    )
    cosines = _cosines(model, OnnxEmbedder(folder, card), SAMPLES)
    if cosines.min() < MIN_COSINE:
        worst = SAMPLES[int(cosines.argmin())]
        raise ExportError(
            f"the exported model strays from the original: cosine {cosines.min():.4f} "
            f"(at least {MIN_COSINE} expected) for “{worst[:60]}”"
        )
    return ModelCard(
        name=card.name,
        dimension=card.dimension,
        max_tokens=card.max_tokens,
        cosine=round(float(cosines.min()), 5),
        cosine_mean=round(float(cosines.mean()), 5),
    )


def _readable_tokens(model: SentenceTransformer) -> int:
    special_tokens: int = model.tokenizer.num_special_tokens_to_add()
    return int(model.max_seq_length or 512) - special_tokens


def _cosines(model: SentenceTransformer, exported: OnnxEmbedder, texts: Sequence[str]) -> Vectors:
    original = np.asarray(
        model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    )
    cosines: Vectors = (original * exported.embed_documents(texts)).sum(axis=1)
    return cosines


def _replace(folder: Path, target: Path) -> None:
    """Put `folder` in the place of `target`, which a reader sees either old or new, never half."""
    if target.exists():
        old = folder.with_name("old")
        os.rename(target, old)
    os.rename(folder, target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: 0 when the model is exported, 1 with a sentence on stderr when not."""
    parser = argparse.ArgumentParser(description="Export an embedding model to ONNX.")
    parser.add_argument("--source", type=Path, required=True, help="folder of the original")
    parser.add_argument("--target", type=Path, required=True, help="folder to create")
    parser.add_argument("--dimension", type=int, help="refuse a model with another one")
    options = parser.parse_args(arguments)
    logging.getLogger().setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    disable_progress_bar()
    try:
        card = export_model(options.source, options.target, options.dimension)
    except (ExportError, OSError, ValueError) as error:
        sys.stderr.write(f"Cannot export the embedding model: {error}\n")
        return 1
    sys.stdout.write(
        f"{card.name}: {card.dimension} dimensions, {card.max_tokens} tokens, "
        f"cosine {card.cosine:.4f} (mean {card.cosine_mean:.4f})\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
