"""`llmb`: the command line of an installation."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from app.core.config import get_settings
from app.core.logging import configure_logging
from app.embedded.commands import DataOption
from app.embedded.commands import commands as embedded_commands

app = typer.Typer(
    name="llmb",
    help="LLM Builder on the command line.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(embedded_commands)
console = Console()


@app.command()
def migrate() -> None:
    """Bring the database schema up to date and register what the installation brings along."""
    from app.db.migrations import migrate as run_migrations
    from app.db.uow import unit_of_work
    from app.integrations.storage import connect_file_store
    from app.services.auth.service import ensure_super_admin
    from app.services.models.service import register_configured

    settings = get_settings()
    configure_logging(settings)
    run_migrations()
    connect_file_store(settings).prepare()
    with unit_of_work() as uow:
        ensure_super_admin(uow, settings)
        register_configured(uow, settings)
    console.print("The schema is current.")


@app.command()
def worker() -> None:
    """Run a worker until it is stopped."""
    from app.services.system.startup import require_startable
    from app.workers.process import run_worker

    settings = get_settings()
    configure_logging(settings)
    require_startable(settings)
    run_worker(settings)


@app.command("rotate-keys")
def rotate_keys() -> None:
    """Encrypt every stored secret with the first key of ENCRYPTION_KEYS."""
    from app.core.errors import AppError
    from app.core.secrets import Keyring
    from app.db.uow import unit_of_work
    from app.services.secrets.rotation import rotate

    settings = get_settings()
    configure_logging(settings)
    keyring = Keyring.of(settings)
    try:
        done = rotate(unit_of_work, keyring)
    except AppError as error:
        console.print(f"{error.message} {error.remedy or ''}", markup=False)
        raise typer.Exit(1) from error
    console.print(
        f"Key {keyring.first}: {done.rotated} encrypted anew, {done.current} were so already, "
        f"{done.unreadable} could not be read.",
        markup=False,
    )
    raise typer.Exit(1 if done.unreadable else 0)


audit_commands = typer.Typer(help="The audit log.", no_args_is_help=True)
app.add_typer(audit_commands, name="audit")


@audit_commands.command("verify")
def verify_audit(
    head: Annotated[
        str | None,
        typer.Option(help="SEQUENCE:HASH noted at an earlier check; the row must still have it"),
    ] = None,
) -> None:
    """Check the hash chain of the audit log; exit status 1 when it is broken."""
    from app.db.uow import unit_of_work
    from app.services.audit import chain

    with unit_of_work() as uow:
        result = chain.verify(uow.session, chain.parse_head(head) if head else None)
    if result.first_bad:
        console.print(f"[red]Broken.[/red] {result.first_bad.message}")
        raise typer.Exit(1)
    console.print(f"Intact: {result.rows} rows.")
    console.print(f"Head: {result.head_sequence}:{result.head_hash}", soft_wrap=True)


embedding_commands = typer.Typer(help="Embedding models.", no_args_is_help=True)
app.add_typer(embedding_commands, name="embeddings")


@embedding_commands.command("list")
def list_embedding_models() -> None:
    """The models of the catalogue, and which of them are ready on this machine."""
    from rich.table import Table

    from app.integrations.embeddings import Embedders, catalogue
    from app.integrations.net import AddressGuard

    settings = get_settings()
    configure_logging(settings)
    embedders = Embedders(settings, AddressGuard.of(settings))
    answers = embedders.readiness(catalogue())
    embedders.close()
    table = Table("name", "provider", "dimensions", "tokens", "licence", "ready")
    for name, entry in catalogue().items():
        numbers = (str(entry.dimension), str(entry.max_tokens))
        ready = "yes" if answers[name].ready else f"no: {answers[name].remedy}"
        table.add_row(name, entry.provider, *numbers, entry.licence, ready)
    console.print(table)


@embedding_commands.command("prepare")
def prepare_embedding_model(
    name: Annotated[str, typer.Argument(help="A local model of `llmb embeddings list`")],
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Folder of the original", exists=True, file_okay=False),
    ] = None,
) -> None:
    """Export a local model to ONNX with 8 bits, and check it against the original."""
    from app.embedded.embedding_models import PrepareError, prepare

    try:
        console.print(prepare(name, get_settings().models_path, source), markup=False)
    except PrepareError as error:
        console.print(f"{error.message} {error.remedy}", markup=False)
        raise typer.Exit(1) from error


@app.command("eval")
def evaluate(
    question_set: Annotated[str, typer.Option("--set", help="Name or id of a question set")],
    profile: Annotated[str, typer.Option(help="What to try differently, as JSON")] = "{}",
    version: Annotated[int | None, typer.Option(help="Of the set; else its latest")] = None,
    deployment: Annotated[str | None, typer.Option(help="Id of one that answers too")] = None,
    check_answers: Annotated[
        bool, typer.Option("--check-answers", help="Let its model judge the answers")
    ] = False,
    as_user: Annotated[
        str | None, typer.Option("--as", help="E-mail of whose rights to use; else the maker's")
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(help="NAME=VALUE: exit status 1 when a metric is lower; can be repeated"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run as JSON")] = False,
) -> None:
    """Run a question set now. Exit status: 0 good, 1 below a limit, 2 it could not be run."""
    import sys

    from app.core.errors import AppError
    from app.workers import evaluation

    settings = get_settings()
    configure_logging(settings, sys.stderr)
    try:
        limits = evaluation.limits_of(fail_under or [])
        wanted = evaluation.Wanted(
            question_set, profile, version, deployment, check_answers, as_user
        )
        run = evaluation.run_now(wanted)
        missed = evaluation.missed(run, limits)
    except AppError as error:
        typer.echo(f"{error.message} {error.remedy or ''}".rstrip(), err=True)
        raise typer.Exit(2) from error
    typer.echo(run.model_dump_json(indent=2) if as_json else evaluation.described(run))
    for line in missed:
        typer.echo(line, err=True)
    raise typer.Exit(1 if missed else 0)


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI document."""
    import json

    from app.core.config import Settings
    from app.main import create_app

    # The document does not depend on settings, so none of the installation's are needed.
    app_for_document = create_app(Settings(secret_key=SecretStr("0" * 32)))
    typer.echo(json.dumps(app_for_document.openapi(), indent=2, ensure_ascii=False))


@app.command()
def doctor(data: DataOption = None) -> None:
    """Say what this installation is, whether it is well, and how much memory it uses."""
    from app.embedded.console import Console as PlainConsole
    from app.embedded.doctor import examine
    from app.embedded.layout import DataFolder

    well = examine(get_settings(), DataFolder.chosen(data), PlainConsole())
    raise typer.Exit(0 if well else 1)
