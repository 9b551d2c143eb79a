"""Hands out rerank models by the id that they are registered under, wherever they run."""

import re
import threading
import uuid
from collections.abc import Callable

import httpx2

from app.core.config import Settings
from app.integrations.embeddings.event_loop import EventLoop
from app.integrations.net import AddressGuard, Caps, GuardedTransport
from app.integrations.rerank.base import (
    LocalRerankModel,
    RemoteRerankModel,
    Reranker,
    RerankModelMissing,
)
from app.integrations.rerank.onnx import OnnxReranker, is_prepared
from app.integrations.rerank.remote import TOTAL_S, RemoteReranker

Lookup = Callable[[uuid.UUID], LocalRerankModel | RemoteRerankModel]
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_MEBIBYTE = 1024 * 1024


def none_registered(_model_id: uuid.UUID) -> LocalRerankModel | RemoteRerankModel:
    """For processes that rerank nothing."""
    raise RerankModelMissing()


class Rerankers:
    """The rerank models of one process. Safe to use from several threads at once."""

    def __init__(
        self, settings: Settings, guard: AddressGuard, registered: Lookup = none_registered
    ) -> None:
        self._settings = settings
        self._registered = registered
        self._guard = guard
        self._loop = EventLoop()
        self._lock = threading.Lock()
        self._client: httpx2.AsyncClient | None = None
        self._made: dict[LocalRerankModel | RemoteRerankModel, Reranker] = {}

    def get(self, model_id: uuid.UUID) -> Reranker:
        """The model of this id, loaded on first use. No endpoint is called.

        Raises:
            RerankModelMissing: it is not registered, not on this machine or has no address.
        """
        model = self._registered(model_id)
        with self._lock:
            if model not in self._made:
                self._made[model] = self._make(model)
            return self._made[model]

    def close(self) -> None:
        """Close every connection."""
        if self._client:
            self._loop.run(self._client.aclose())
        self._loop.close()

    def _make(self, model: LocalRerankModel | RemoteRerankModel) -> Reranker:
        if isinstance(model, RemoteRerankModel):
            return RemoteReranker(model, self._connected(), self._loop)
        folder = self._settings.models_path / model.folder
        if not _FOLDER.fullmatch(model.folder) or not is_prepared(folder):
            raise RerankModelMissing(
                f"The rerank model “{model.name}” is not on this machine.",
                remedy="Put its model.onnx and tokenizer.json into a folder of MODELS_DIR, "
                "and the folder's name into RERANK_MODEL.",
            )
        return OnnxReranker(folder, threads=self._settings.embedding_threads)

    def _connected(self) -> httpx2.AsyncClient:
        if self._client is None:
            caps = Caps(max_bytes=4 * _MEBIBYTE, total_s=TOTAL_S)
            self._client = httpx2.AsyncClient(
                transport=GuardedTransport(self._guard, caps),
                timeout=httpx2.Timeout(TOTAL_S, connect=self._settings.llm_connect_timeout),
                follow_redirects=False,
            )
        return self._client
