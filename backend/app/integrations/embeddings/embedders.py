"""Hands out embedding models by name, wherever they run, and says which are ready."""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout
from tokenizers import Tokenizer

from app.core.config import Settings
from app.core.errors import Permanent, Transient, Upstream
from app.integrations.embeddings.base import Embedder
from app.integrations.embeddings.catalogue import CatalogueEntry, catalogue
from app.integrations.embeddings.event_loop import EventLoop
from app.integrations.embeddings.local import (
    EmbeddingModelMissing,
    is_prepared,
    load_embedder,
    load_tokenizer,
    missing,
)
from app.integrations.embeddings.readiness import READY, Readiness, not_ready
from app.integrations.embeddings.remote import PROBE_TIMEOUT_S, RemoteEmbedder, RemoteModel
from app.integrations.net import AddressGuard, Caps, GuardedTransport

LOADED_MODELS = 3
MAX_RETRIES = 2
# How long the answer to "are you ready" holds, in seconds. A failure is asked again sooner, so
# that whoever repaired it does not wait.
READY_FOR_S, FAILED_FOR_S = 60.0, 10.0

Lookup = Callable[[str], RemoteModel | None]


def none_registered(_name: str) -> RemoteModel | None:
    """For processes that know the catalogue only."""
    return None


class Embedders:
    """The embedding models of one process. Safe to use from several threads at once.

    `registered` finds the models that administrators have added. The last `LOADED_MODELS` local
    models stay in memory; connections to endpoints stay open.
    """

    def __init__(
        self, settings: Settings, guard: AddressGuard, registered: Lookup = none_registered
    ) -> None:
        self._settings = settings
        self._guard = guard
        self._registered = registered
        self._loop = EventLoop()
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}
        self._loaded: OrderedDict[str, Embedder] = OrderedDict()
        self._clients: dict[tuple[str, str | None], AsyncOpenAI] = {}
        self._remotes: dict[RemoteModel, RemoteEmbedder] = {}
        self._probed: dict[RemoteModel, tuple[float, Readiness]] = {}

    def get(self, name: str) -> Embedder:
        """The model of this name, loaded on first use. No endpoint is called.

        Raises:
            EmbeddingModelMissing: it is not known, not prepared here or has no address.
        """
        entry = catalogue().get(name)
        if entry and entry.provider == "local":
            return self._local(entry)
        return self._remote(self._find(name))

    def readiness(self, names: Iterable[str]) -> dict[str, Readiness]:
        """Which of these models can be used now. Endpoints are asked together, for 5 s at most."""
        found: dict[str, Readiness] = {}
        to_probe: dict[str, RemoteModel] = {}
        for name in names:
            try:
                remote = self._remote_unless_local(name)
            except Upstream as problem:
                found[name] = not_ready(problem)
                continue
            known = READY if remote is None else self._remembered(remote)
            if known:
                found[name] = known
            elif remote:
                to_probe[name] = remote
        return found | (self._loop.run(self._probe_all(to_probe)) if to_probe else {})

    def require_ready(self, name: str) -> None:
        """Refuse to begin what the model could not finish.

        Raises:
            Transient: 503 with the model's name, the code of the reason and a remedy.
        """
        answer = self.readiness([name])[name]
        if not answer.ready:
            raise Transient(answer.message, code=answer.code, remedy=answer.remedy, model=name)

    def warm_up(self, name: str) -> None:
        """Load a local model and try it; whoever asks the first question should not wait for it.

        Raises:
            EmbeddingModelMissing: as `get`.
        """
        entry = catalogue().get(name)
        if entry and entry.provider == "local":
            self._local(entry).embed_query("ready")

    def close(self) -> None:
        """Close every connection."""
        if self._clients:
            self._loop.run(self._close_clients())
        self._loop.close()

    def _local(self, entry: CatalogueEntry) -> Embedder:
        with self._lock:
            loading = self._loading.setdefault(entry.name, threading.Lock())
        with loading:  # loading one model must not hold up those who want another
            with self._lock:
                if found := self._loaded.get(entry.name):
                    self._loaded.move_to_end(entry.name)
                    return found
            loaded = load_embedder(
                entry.name,
                self._settings.models_path,
                threads=self._settings.embedding_threads,
                query_prefix=entry.query_prefix,
                passage_prefix=entry.passage_prefix,
            )
            with self._lock:
                self._loaded[entry.name] = loaded
                while len(self._loaded) > LOADED_MODELS:
                    self._loaded.popitem(last=False)
            return loaded

    def _remote_unless_local(self, name: str) -> RemoteModel | None:
        """The remote model of this name; None for a local one, which has to be prepared."""
        entry = catalogue().get(name)
        if entry is None or entry.provider != "local":
            return self._find(name)
        if not is_prepared(name, self._settings.models_path):
            raise missing(name)
        return None

    def _find(self, name: str) -> RemoteModel:
        entry = catalogue().get(name)
        found = _served_for(entry, self._settings) if entry else self._registered(name)
        if found is None:
            raise EmbeddingModelMissing(
                f"The embedding model “{name}” is not known here.",
                code="unknown_embedding_model",
                remedy="Choose another model: GET /api/v1/embedding-models lists them.",
                model=name,
            )
        return found

    def _remote(self, model: RemoteModel) -> RemoteEmbedder:
        with self._lock:
            if model not in self._remotes:
                self._remotes[model] = RemoteEmbedder(
                    model, self._client(model), self._loop, self._tokenizer(model)
                )
            return self._remotes[model]

    def _tokenizer(self, model: RemoteModel) -> Tokenizer | None:
        if model.tokenizer is None:
            return None
        return load_tokenizer(model.tokenizer, self._settings.models_path)

    def _client(self, model: RemoteModel) -> AsyncOpenAI:
        key = (model.base_url, model.api_key)
        if key not in self._clients:
            self._clients[key] = self._connect(model)
        return self._clients[key]

    def _connect(self, model: RemoteModel) -> AsyncOpenAI:
        settings = self._settings
        timeout = Timeout(settings.llm_idle_timeout, connect=settings.llm_connect_timeout)
        caps = Caps(total_s=settings.llm_idle_timeout * 2)
        return AsyncOpenAI(
            base_url=model.base_url,
            api_key=model.api_key or "none",
            timeout=timeout,
            max_retries=MAX_RETRIES,
            http_client=DefaultAsyncHttpxClient(
                timeout=timeout,
                follow_redirects=False,
                transport=GuardedTransport(self._guard, caps),
            ),
        )

    def _remembered(self, model: RemoteModel) -> Readiness | None:
        asked, answer = self._probed.get(model, (0.0, READY))
        age = time.monotonic() - asked
        return answer if asked and age < (READY_FOR_S if answer.ready else FAILED_FOR_S) else None

    async def _probe_all(self, models: dict[str, RemoteModel]) -> dict[str, Readiness]:
        answers = await asyncio.gather(*map(self._probe, models.values()))
        for model, answer in zip(models.values(), answers, strict=True):
            self._probed[model] = (time.monotonic(), answer)
        return dict(zip(models, answers, strict=True))

    async def _probe(self, model: RemoteModel) -> Readiness:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                await self._remote(model).probe()
        except Upstream as problem:
            return not_ready(problem)
        except TimeoutError:
            return not_ready(
                Transient(
                    f"The embedding model “{model.name}” did not answer within "
                    f"{PROBE_TIMEOUT_S:.0f} seconds.",
                    code="embedding_timeout",
                    remedy="Check the model's server, then try again.",
                )
            )
        return READY

    async def _close_clients(self) -> None:
        for client in self._clients.values():
            await client.close()
        self._clients.clear()
        self._remotes.clear()


def _served_for(entry: CatalogueEntry, settings: Settings) -> RemoteModel:
    """A remote model of the catalogue at the installation's own endpoint.

    Raises:
        EmbeddingModelMissing: the endpoint is not configured.
    """
    address, key = _endpoint_of(entry, settings)
    return RemoteModel(
        name=entry.name,
        model_id=entry.model_id or entry.name,
        dialect="ollama" if entry.provider == "ollama" else "openai",
        base_url=address,
        api_key=key,
        dimension=entry.dimension,
        max_tokens=entry.max_tokens,
        query_prefix=entry.query_prefix,
        passage_prefix=entry.passage_prefix,
        tokenizer=entry.tokenizer,
    )


def _endpoint_of(entry: CatalogueEntry, settings: Settings) -> tuple[str, str | None]:
    if entry.provider == "ollama":
        if not settings.ollama_base_url:
            raise _not_configured(entry, "OLLAMA_BASE_URL")
        return ollama_root(settings.ollama_base_url), None
    if settings.openai_api_key is None:
        raise _not_configured(entry, "OPENAI_API_KEY")
    return settings.openai_base_url.rstrip("/"), settings.openai_api_key.get_secret_value()


def ollama_root(url: str) -> str:
    """Ollama's own address, also when the one of its OpenAI-compatible API is given."""
    return url.rstrip("/").removesuffix("/v1")


def _not_configured(entry: CatalogueEntry, setting: str) -> Permanent:
    return EmbeddingModelMissing(
        f"The embedding model “{entry.name}” has no endpoint on this installation.",
        code="embedding_model_not_configured",
        remedy=f"Ask an administrator to set {setting}, or choose another model.",
        model=entry.name,
    )
