"""Embedding models behind an address: Ollama's own API, and any that speaks OpenAI's."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from openai import APIError, AsyncOpenAI
from tokenizers import Tokenizer

from app.core.errors import Permanent, Transient, Upstream
from app.integrations.embeddings.base import TokenSpans, Vectors, with_prefix
from app.integrations.embeddings.estimate import estimated_token_spans
from app.integrations.embeddings.event_loop import EventLoop
from app.integrations.embeddings.failures import translated_and_logged
from app.integrations.embeddings.tokens import token_spans

BATCH = 64
"""Texts in one request: enough to fill a server, few enough to be cancelled soon."""

PROBE_TIMEOUT_S = 5.0
Dialect = Literal["ollama", "openai"]

# The last four are what an answer of another shape ends in.
_FAILURES = (APIError, ValueError, TypeError, AttributeError, KeyError)
_Ask = Callable[[AsyncOpenAI, str, Sequence[str]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model that is served somewhere: its facts, its address and its key."""

    name: str
    model_id: str
    dialect: Dialect
    base_url: str
    dimension: int
    max_tokens: int
    query_prefix: str = ""
    passage_prefix: str = ""
    tokenizer: str | None = None
    api_key: str | None = field(default=None, repr=False)


class RemoteEmbedder:
    """An `Embedder` behind an endpoint. Failures raise `Upstream` errors.

    Tokens are counted by `tokenizer`; without one they are estimated, rather too many than too
    few (see `estimate`).
    """

    def __init__(
        self,
        model: RemoteModel,
        client: AsyncOpenAI,
        loop: EventLoop,
        tokenizer: Tokenizer | None = None,
    ) -> None:
        self._model = model
        self._client = client
        self._loop = loop
        self._tokenizer = tokenizer
        self._ask = _DIALECTS[model.dialect]

    @property
    def name(self) -> str:
        """Name under which the model is chosen."""
        return self._model.name

    @property
    def dimension(self) -> int:
        """Length of every vector; an answer of another length is refused."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads."""
        return self._model.max_tokens

    def embed_documents(self, texts: Sequence[str], prefix: str | None = None) -> Vectors:
        """Vectors of passages, shape `(len(texts), dimension)`, each of length 1."""
        passages = [with_prefix(text, prefix, self._model.passage_prefix) for text in texts]
        return self._loop.run(self._embed_in_batches(passages))

    def embed_query(self, text: str, prefix: str | None = None) -> Vectors:
        """Vector of a question, shape `(dimension,)`, of length 1."""
        question = with_prefix(text, prefix, self._model.query_prefix)
        vector: Vectors = self._loop.run(self._embed(self._client, [question]))[0]
        return vector

    def count_tokens(self, text: str) -> int:
        """Number of tokens of `text`, nothing cut."""
        return len(self.token_spans(text))

    def token_spans(self, text: str) -> TokenSpans:
        """Character span of each token of `text`, shape `(n, 2)`."""
        if self._tokenizer is None:
            return estimated_token_spans(text)
        return token_spans(self._tokenizer, text)

    async def probe(self) -> None:
        """Raise when the endpoint does not embed a word within `PROBE_TIMEOUT_S`, asked once."""
        client = self._client.with_options(timeout=PROBE_TIMEOUT_S, max_retries=0)
        await self._embed(client, ["word"])

    async def _embed_in_batches(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors[start : start + len(batch)] = await self._embed(self._client, batch)
        return vectors

    async def _embed(self, client: AsyncOpenAI, texts: Sequence[str]) -> Vectors:
        """One request. Its failure is raised outside of `except`, whose exception it would keep."""
        try:
            rows = np.asarray(
                await self._ask(client, self._model.model_id, texts), dtype=np.float32
            )
        except _FAILURES as error:
            failure: Upstream = translated_and_logged(error, self.name)
        else:
            return self._checked(rows, len(texts))
        raise failure

    def _checked(self, rows: Vectors, count: int) -> Vectors:
        """The vectors with length 1, if they are what was asked for."""
        lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
        if rows.ndim != 2 or not np.isfinite(lengths).all() or not lengths.all():
            raise Transient(
                f"The embedding model “{self.name}” answered with vectors that are none.",
                code="embedding_failed",
                remedy="The log of the model's server may say more.",
            )
        if rows.shape != (count, self.dimension):
            raise Permanent(
                f"The embedding model “{self.name}” answered with vectors of another length.",
                code="embedding_dimension_wrong",
                remedy="Check that its endpoint serves the model that is registered.",
                expected=self.dimension,
                got=rows.shape[1],
            )
        vectors: Vectors = rows / lengths
        return vectors


async def _ask_openai(client: AsyncOpenAI, model_id: str, texts: Sequence[str]) -> Any:
    # Not every compatible server knows the packed encoding that the SDK asks for by default.
    answer = await client.embeddings.create(
        model=model_id, input=list(texts), encoding_format="float"
    )
    return [item.embedding for item in sorted(answer.data, key=lambda item: item.index)]


async def _ask_ollama(client: AsyncOpenAI, model_id: str, texts: Sequence[str]) -> Any:
    # The SDK's client for its retries, its time-outs and its names for failures.
    answer = await client.post(
        "/api/embed",
        cast_to=dict[str, Any],
        body={"model": model_id, "input": list(texts), "truncate": True},
    )
    return answer["embeddings"]


_DIALECTS: dict[Dialect, _Ask] = {"ollama": _ask_ollama, "openai": _ask_openai}
