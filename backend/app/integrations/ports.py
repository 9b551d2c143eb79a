"""The ports of one process, connected once and handed to whoever needs them."""

from dataclasses import dataclass

from app.core.config import Settings
from app.integrations.embeddings import Embedders, Lookup, none_registered
from app.integrations.llm import ChatModels
from app.integrations.mail import Mailer, connect_mailer
from app.integrations.net import AddressGuard
from app.integrations.queue import JobQueue, connect_queue
from app.integrations.rate_limits import RateLimiter, connect_rate_limiter
from app.integrations.storage import FileStore, connect_file_store
from app.integrations.tickets import TicketStore, connect_ticket_store
from app.integrations.vectors import VectorStore, connect_vector_store
from app.integrations.web import HttpFetcher, WebFetcher


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
    mailer: Mailer
    rate_limits: RateLimiter
    web: WebFetcher
    tickets: TicketStore


def connect_ports(settings: Settings, registered: Lookup = none_registered) -> Ports:
    """Ports as the settings say. Nothing is contacted before it is used.

    `registered` finds embedding models that administrators have added.
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
        mailer=connect_mailer(settings),
        rate_limits=connect_rate_limiter(settings),
        web=HttpFetcher(guard),
        tickets=connect_ticket_store(settings),
    )
