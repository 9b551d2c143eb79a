"""The ports of one process, connected once and handed to whoever needs them."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from app.core.caching import LruCache
from app.core.config import Settings
from app.integrations import rerank
from app.integrations.answer_log import AnswerLog, connect_answer_log
from app.integrations.embeddings import Embedders, Lookup, none_registered
from app.integrations.llm import ChatModels
from app.integrations.mail import Mailer, connect_mailer
from app.integrations.net import AddressGuard
from app.integrations.queue import JobQueue, connect_queue
from app.integrations.rate_limits import RateLimiter, connect_rate_limiter
from app.integrations.rerank import Rerankers
from app.integrations.storage import FileStore, connect_file_store
from app.integrations.tickets import TicketStore, connect_ticket_store
from app.integrations.vectors import VectorStore, connect_vector_store
from app.integrations.vectors.base import Vector
from app.integrations.web import HttpFetcher, WebFetcher

QUERY_VECTORS, RETRIEVALS = 4096, 512


@dataclass
class Memory:
    """What a process remembers of earlier searches, by everything that decides it.

    `query_vectors` are by model, prefix and text, `sentence_vectors` by model and text; what is
    in `retrievals` is the retrieval's business.
    """

    query_vectors: LruCache[tuple[str, str | None, str], Vector] = field(
        default_factory=lambda: LruCache(QUERY_VECTORS)
    )
    sentence_vectors: LruCache[tuple[str, str], Vector] = field(
        default_factory=lambda: LruCache(QUERY_VECTORS)
    )
    retrievals: LruCache[Hashable, Any] = field(default_factory=lambda: LruCache(RETRIEVALS))
    contents: LruCache[Hashable, Any] = field(default_factory=lambda: LruCache(RETRIEVALS))


@dataclass
class Ports:
    """Everything outside the process, except the database."""

    settings: Settings
    vectors: VectorStore
    files: FileStore
    queue: JobQueue
    guard: AddressGuard
    chat_models: ChatModels
    embedders: Embedders
    rerankers: Rerankers
    mailer: Mailer
    rate_limits: RateLimiter
    web: WebFetcher
    tickets: TicketStore
    answer_log: AnswerLog
    memory: Memory = field(default_factory=Memory)


def connect_ports(
    settings: Settings,
    registered: Lookup = none_registered,
    registered_rerankers: rerank.Lookup = rerank.none_registered,
) -> Ports:
    """Ports as the settings say. Nothing is contacted before it is used.

    `registered` finds embedding models that administrators have added, `registered_rerankers`
    rerank models.
    """
    guard = AddressGuard.of(settings)
    return Ports(
        settings=settings,
        vectors=connect_vector_store(settings),
        files=connect_file_store(settings),
        queue=connect_queue(settings),
        guard=guard,
        chat_models=ChatModels(settings, guard),
        embedders=Embedders(settings, guard, registered),
        rerankers=Rerankers(settings, guard, registered_rerankers),
        mailer=connect_mailer(settings),
        rate_limits=connect_rate_limiter(settings),
        web=HttpFetcher(guard),
        tickets=connect_ticket_store(settings),
        answer_log=connect_answer_log(settings),
    )
