"""Rerank models behind an address, in the two ways of asking that servers understand."""

import math
from collections.abc import Sequence
from typing import Any

import httpx2

from app.core.errors import Permanent, Transient, Upstream
from app.core.logging import get_logger
from app.integrations.embeddings.event_loop import EventLoop
from app.integrations.net import AddressNotAllowed, AddressNotResolved
from app.integrations.net.transport import AnswerTooLarge
from app.integrations.rerank.base import RemoteRerankModel

BATCH = 32
"""Texts in one request: what text-embeddings-inference takes by default."""

TOTAL_S = 10.0
"""Seconds for one request: a search waits for it."""

# An answer of another shape ends in one of the last ones.
_FAILURES = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    AddressNotAllowed,
    AddressNotResolved,
    AnswerTooLarge,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
)
_NOT_UNDERSTOOD = (400, 415, 422)

log = get_logger(__name__)


class RemoteReranker:
    """A `Reranker` behind `POST …/rerank`.

    It asks as Cohere, Jina, vLLM and most others are asked (`documents`); a server that does not
    understand that is asked as text-embeddings-inference is (`texts`), from then on at once.
    """

    def __init__(
        self, model: RemoteRerankModel, client: httpx2.AsyncClient, loop: EventLoop
    ) -> None:
        self._model = model
        self._client = client
        self._loop = loop
        self._field = "documents"

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query. Failures raise `Upstream` errors."""
        scores: list[float] = []
        for start in range(0, len(texts), BATCH):
            scores += self._scores_of(query, texts[start : start + BATCH])
        return scores

    def _scores_of(self, query: str, texts: Sequence[str]) -> list[float]:
        # Raised outside of `except`: the error's own text may quote the other side.
        try:
            return self._loop.run(self._ask(query, texts))
        except _FAILURES as error:
            failure = _translated(error, self._model.name)
            log.warning("rerank_call_failed", model=self._model.name, error=type(error).__name__)
        raise failure

    async def _ask(self, query: str, texts: Sequence[str]) -> list[float]:
        response = await self._post(query, texts)
        if response.status_code in _NOT_UNDERSTOOD and self._field == "documents":
            self._field = "texts"
            response = await self._post(query, texts)
            if response.is_error:
                self._field = "documents"
        response.raise_for_status()
        return _scores_in(response.json(), len(texts))

    async def _post(self, query: str, texts: Sequence[str]) -> httpx2.Response:
        body: dict[str, Any] = {"query": query, self._field: list(texts)}
        if self._field == "documents":
            body |= {"model": self._model.model_id, "return_documents": False}
        key = self._model.api_key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return await self._client.post(_address(self._model.base_url), json=body, headers=headers)


def _address(base_url: str) -> str:
    return base_url if base_url.endswith("/rerank") else f"{base_url}/rerank"


def _scores_in(answer: Any, count: int) -> list[float]:
    """The scores in the order of the texts; raises `ValueError` unless each text has one."""
    results = answer["results"] if isinstance(answer, dict) else answer
    found = {
        int(result["index"]): float(result.get("relevance_score", result.get("score")))
        for result in results
    }
    if sorted(found) != list(range(count)) or not all(map(math.isfinite, found.values())):
        raise ValueError("not one score for each text")
    return [found[index] for index in range(count)]


def _translated(error: Exception, model: str) -> Upstream:
    if isinstance(error, Upstream):
        return error
    if isinstance(error, httpx2.TimeoutException):
        return Transient(
            f"The rerank model “{model}” took too long to answer.",
            code="rerank_timeout",
            remedy="Check the load of its server, or rerank fewer candidates.",
        )
    if isinstance(error, httpx2.HTTPStatusError) and error.response.status_code in (401, 403):
        return Permanent(
            f"The endpoint of the rerank model “{model}” refused our key.",
            code="rerank_key_refused",
            remedy="Ask an administrator to check the key of this model.",
        )
    if isinstance(error, httpx2.HTTPError) and not isinstance(error, httpx2.HTTPStatusError):
        return Transient(
            f"The rerank model “{model}” cannot be reached.",
            code="rerank_unavailable",
            remedy="Check that its server is running and its address is right.",
        )
    return Transient(
        f"The rerank model “{model}” failed.",
        code="rerank_failed",
        remedy="Check that its address is that of a rerank API; its server's log may say more.",
    )
