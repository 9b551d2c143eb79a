"""Layers into one configuration: the later ones decide, and the result is what is checked."""

import uuid
from typing import Any

import pytest

from app.core.errors import Invalid
from app.models.knowledge_bases import ChunkStrategy
from app.schemas.knowledge_bases import ConfigOverrides, KnowledgeBaseConfig
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile
from app.services.knowledge_bases.configuration import (
    check,
    chunking_of,
    for_document,
    resolve,
    retrieval_over,
)

MODEL, READS = "all-MiniLM-L6-v2", 254
DEFAULT = {
    "chunk_strategy": "recursive",
    "chunk_size": 240,
    "chunk_overlap": 30,
    "parent_size": 800,
    "embedding_model": MODEL,
    "query_prefix": None,
    "passage_prefix": None,
    "retrieval": RetrievalProfile().model_dump(mode="json"),
}
NOTHING: dict[str, Any] = {}
RERANKER = uuid.uuid4()


def resolved(*layers: dict[str, Any]) -> KnowledgeBaseConfig:
    return resolve(MODEL, *(ConfigOverrides(**layer) for layer in layers))


@pytest.mark.parametrize(
    ("preset", "knowledge_base", "document", "expected"),
    [
        (NOTHING, NOTHING, NOTHING, {}),
        ({"chunk_size": 100}, NOTHING, NOTHING, {"chunk_size": 100}),
        (NOTHING, {"chunk_size": 110}, NOTHING, {"chunk_size": 110}),
        (NOTHING, NOTHING, {"chunk_size": 120}, {"chunk_size": 120}),
        ({"chunk_size": 100}, {"chunk_size": 110}, NOTHING, {"chunk_size": 110}),
        ({"chunk_size": 100}, {"chunk_size": 110}, {"chunk_size": 120}, {"chunk_size": 120}),
        ({"chunk_size": 100}, {"chunk_size": None}, {"chunk_size": None}, {"chunk_size": 100}),
        ({"chunk_overlap": 0}, {"chunk_overlap": 10}, {"chunk_overlap": 0}, {"chunk_overlap": 0}),
        (
            {"chunk_size": 100, "chunk_strategy": "semantic"},
            {"chunk_overlap": 5},
            {"chunk_strategy": "fixed"},
            {"chunk_size": 100, "chunk_overlap": 5, "chunk_strategy": "fixed"},
        ),
        ({"passage_prefix": "passage: "}, {"passage_prefix": ""}, NOTHING, {"passage_prefix": ""}),
        (NOTHING, {"query_prefix": "query: "}, NOTHING, {"query_prefix": "query: "}),
        ({"embedding_model": "another"}, NOTHING, NOTHING, {"embedding_model": "another"}),
    ],
)
def test_each_layer_decides_what_the_later_ones_leave_to_it(
    preset: dict[str, Any],
    knowledge_base: dict[str, Any],
    document: dict[str, Any],
    expected: dict[str, Any],
) -> None:
    found = resolved(preset, knowledge_base, document)
    assert found.model_dump(mode="json") == DEFAULT | expected


def test_a_document_is_embedded_like_the_others() -> None:
    layer = ConfigOverrides(chunk_size=90, embedding_model="another", passage_prefix="p: ")
    assert for_document(layer) == ConfigOverrides(chunk_size=90)


@pytest.mark.parametrize(
    ("layer", "code", "field", "remedy"),
    [
        ({"chunk_size": 255}, "chunk_size_too_large", "chunk_size", "254 or less"),
        (
            {"chunk_size": 254, "passage_prefix": "passage: "},
            "chunk_size_too_large",
            "chunk_size",
            "or less",
        ),
        ({"chunk_size": 50}, "chunk_overlap_too_large", "chunk_overlap", "25 or less"),
        ({"chunk_overlap": 121}, "chunk_overlap_too_large", "chunk_overlap", "120 or less"),
        (
            {"chunk_strategy": "parent_child", "parent_size": 479},
            "parent_size_too_small",
            "parent_size",
            "480 or more",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_field_and_a_way_out(
    layer: dict[str, Any], code: str, field: str, remedy: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check(resolved(layer), READS)
    assert (refused.value.code, refused.value.details["field"]) == (code, field)
    assert remedy in str(refused.value.remedy)


@pytest.mark.parametrize(
    "layer",
    [
        NOTHING,
        {"chunk_size": 254, "chunk_overlap": 127},
        {"chunk_size": 60},
        {"chunk_strategy": "parent_child", "parent_size": 480},
        {"parent_size": 64},  # no other strategy asks for it
    ],
)
def test_what_makes_sense_passes(layer: dict[str, Any]) -> None:
    check(resolved(layer), READS)


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_what_passes_is_a_configuration_for_chunking(strategy: ChunkStrategy) -> None:
    config = resolved({"chunk_strategy": strategy, "passage_prefix": "passage: "})
    check(config, READS)
    chunking = chunking_of(config)
    assert (chunking.strategy, chunking.size, chunking.overlap) == (strategy, 240, 30)
    assert (chunking.parent_size, chunking.passage_prefix) == (800, "passage: ")


@pytest.mark.parametrize(
    ("below", "wanted", "decided"),
    [
        ({}, {}, {}),
        ({"top_k": 3}, {"top_k": 3}, {}),
        ({"top_k": 3}, {"top_k": 8}, {"top_k": 8}),
        (
            {"max_per_document": 2, "min_similarity": 0.3},
            {},
            {"max_per_document": 50, "min_similarity": -1.0},
        ),
        ({"rerank_model_id": RERANKER}, {}, {"rerank_candidates": 0}),
        ({"rerank_model_id": RERANKER}, {"rerank_model_id": RERANKER}, {}),
    ],
)
def test_a_layer_decides_only_what_the_ones_below_do_not(
    below: dict[str, Any], wanted: dict[str, Any], decided: dict[str, Any]
) -> None:
    found = retrieval_over([RetrievalOverrides(**below)], RetrievalProfile(**wanted))
    assert found.model_dump(exclude_none=True) == decided
