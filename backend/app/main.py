"""The API application: wiring only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.routing import APIRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.api import openai, system
from app.api.deps import check_guards
from app.api.docs import add_docs
from app.api.errors import errors, install_error_handlers
from app.api.headers import security_headers
from app.api.hosts import AllowedHostsMiddleware
from app.api.middleware import (
    BodyLimitMiddleware,
    RequestIdMiddleware,
    UnexpectedErrorMiddleware,
)
from app.api.rate_limits import AddressLimitMiddleware, RateHeadersMiddleware
from app.api.slow_bodies import BodyTimeMiddleware
from app.api.termination import told_of_termination
from app.api.v1 import (
    api_keys,
    audit,
    auth,
    chat,
    chat_answers,
    chat_socket,
    deployments,
    embedding_models,
    evaluations,
    events,
    groups,
    indexes,
    jobs,
    knowledge_bases,
    models,
    projects,
    prompts,
    rag_configs,
    upkeep,
    usage,
    users,
)
from app.core.config import Settings, app_version, get_settings
from app.core.garbage import settle_garbage_collector
from app.core.logging import configure_logging
from app.integrations.ports import Ports, connect_ports
from app.services.chat.running import RunningAnswers
from app.services.events.hub import Hub
from app.services.models.embedding_models import registered_lookup
from app.services.models.rerank_models import registered_rerankers
from app.services.system.startup import require_startable

API_PREFIX = "/api/v1"
FEATURES = (
    auth,
    users,
    groups,
    projects,
    knowledge_bases,
    rag_configs,
    indexes,
    models,
    embedding_models,
    # Before the deployments: its paths look like theirs.
    prompts,
    deployments,
    chat,
    chat_answers,
    chat_socket,
    api_keys,
    usage,
    audit,
    upkeep,
    evaluations,
    events,
    jobs,
)


def serve() -> FastAPI:
    """The application for a process that does nothing else: what uvicorn is started with."""
    app = create_app()
    settle_garbage_collector()
    return app


def create_app(settings: Settings | None = None, ports: Ports | None = None) -> FastAPI:
    """The application. Refuses to be created when a route is unguarded."""
    settings = settings or get_settings()
    configure_logging(settings)
    app = FastAPI(
        title="LLM Builder",
        version=app_version(),
        description="From documents to deployed, cited assistants, on your own machines.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        # Ours instead of the framework's own shape, which it would document otherwise.
        responses=errors(422),
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings
    app.state.ports = ports or connect_ports(
        settings, registered_lookup(settings), registered_rerankers(settings)
    )
    app.state.hub = Hub()
    app.state.answers = RunningAnswers(app.state.ports)
    _add_middleware(app, settings)
    install_error_handlers(app)
    add_docs(app)
    app.include_router(system.router)
    # Routes are tried in their order: few are asked as often as these.
    app.include_router(openai.router)
    for feature in FEATURES:
        app.include_router(feature.router, prefix=API_PREFIX)
    check_guards(app)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """The last added is the outermost."""
    app.add_middleware(UnexpectedErrorMiddleware)
    app.add_middleware(BodyLimitMiddleware, max_file_bytes=settings.max_file_bytes)
    app.add_middleware(
        BodyTimeMiddleware,
        total_s=settings.request_body_timeout,
        upload_idle_s=settings.upload_idle_timeout,
    )
    app.add_middleware(RateHeadersMiddleware)
    if settings.api_rate_limit:
        app.add_middleware(AddressLimitMiddleware, per_minute=settings.api_rate_limit)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_credentials=True,
            allow_methods=["GET", "POST", "PATCH", "PUT", "DELETE"],
            allow_headers=[
                "Authorization",
                "Content-Type",
                "X-API-Key",
                "X-LLMB-Client",
                "X-Request-Id",
            ],
            expose_headers=[
                "Retry-After",
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining",
                "X-RateLimit-Reset",
                "X-Request-Id",
            ],
        )
    if settings.allowed_hosts:
        app.add_middleware(AllowedHostsMiddleware, allowed=settings.allowed_hosts)
    app.add_middleware(RequestIdMiddleware, headers=security_headers(settings))
    # Here and not as an option of uvicorn: the setting holds however the server is started.
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)


def _operation_id(route: APIRoute) -> str:
    """The function's name: it becomes the name in generated clients."""
    return route.name


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    require_startable(app.state.settings)
    with told_of_termination(app.state.answers.begin_to_close):
        yield
    await app.state.answers.close()
    await app.state.ports.answer_log.close()
    await app.state.ports.chat_models.close()
    await to_thread.run_sync(app.state.ports.embedders.close)
    await to_thread.run_sync(app.state.ports.rerankers.close)
