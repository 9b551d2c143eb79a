"""The model for tests keeps the promises of a real one."""

import numpy as np

from app.integrations.embeddings import Embedder
from app.integrations.embeddings.fake import FakeEmbedder


def test_it_is_an_embedder() -> None:
    assert isinstance(FakeEmbedder(), Embedder)


def test_vectors_have_length_one_and_stay_the_same() -> None:
    texts = ["the dog sleeps", "", "?", "x " * 1000]
    vectors = FakeEmbedder().embed_documents(texts)

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(vectors, FakeEmbedder().embed_documents(texts))


def test_texts_that_share_words_are_nearer() -> None:
    embedder = FakeEmbedder()
    question = embedder.embed_query("how many weeks of parental leave")
    near, far = embedder.embed_documents(
        ["weeks of parental leave are eighteen", "fuel prices rose on tuesday"]
    )

    assert near @ question > far @ question
