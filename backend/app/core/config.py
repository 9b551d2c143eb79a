"""Settings, read once from the environment and checked before anything starts."""

import re
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, EmailStr, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIN_SECRET_BYTES = 32
REPOSITORY_ROOT = Path(__file__).resolve().parents[3]

_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_ENDPOINT = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_ENCRYPTION_KEY = re.compile(r"[a-z0-9_-]{1,32}:[!-+\--~]{32,}")
# The id of the key that is made of SECRET_KEY.
DERIVED_KEY_ID = "secret-key"

CommaSeparated = Annotated[list[str], NoDecode]

_INTERVAL = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def parse_interval(value: object) -> object:
    """`30m`, `2h` or `1d` as a time span, `off` as none."""
    if not isinstance(value, str):
        return value
    if value.strip().lower() == "off":
        return None
    found = _INTERVAL.fullmatch(value.strip().lower())
    if found is None:
        raise ValueError("write it like 30m, 2h or 1d, or off")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


Interval = Annotated[timedelta | None, BeforeValidator(parse_interval)]


class Settings(BaseSettings):
    """Every setting of the API and the worker. `.env.example` explains each one."""

    model_config = SettingsConfigDict(
        env_file=REPOSITORY_ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        # Among the inputs are secrets, and errors end in logs.
        hide_input_in_errors=True,
    )

    environment: Literal["development", "test", "production"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    database_url: str = "postgresql://postgres:postgres@localhost:5432/llm_builder"
    database_pool_size: int = Field(default=20, ge=1, le=200)
    redis_url: str = "redis://localhost:6379/0"

    secret_key: SecretStr = SecretStr("")
    encryption_keys: SecretStr = SecretStr("")
    algorithm: Literal["HS256", "HS384", "HS512"] = "HS256"
    access_token_expire_minutes: int = Field(default=30, ge=1, le=1440)
    refresh_token_expire_days: int = Field(default=7, ge=1, le=90)
    password_min_length: int = Field(default=8, ge=8, le=128)
    registration: Literal["open", "invite", "closed"] = "open"
    default_role: Literal["builder", "user"] = "builder"
    default_tier: Literal["free", "pro", "enterprise"] = "enterprise"
    superadmin_email: EmailStr | None = None
    superadmin_password: SecretStr | None = None

    public_url: str = "http://localhost:3000"
    api_port: int = 8000
    web_port: int = 3000
    cors_origins: CommaSeparated = []
    trusted_proxies: CommaSeparated = ["127.0.0.1", "::1"]
    allowed_hosts: CommaSeparated = []
    request_body_timeout: float = Field(default=30, gt=0, le=3600)
    upload_idle_timeout: float = Field(default=60, gt=0, le=3600)
    api_rate_limit: int = Field(default=3000, ge=0, le=100_000)
    cookie_secure: bool = False

    vector_store: Literal["qdrant", "pgvector"] = "qdrant"
    qdrant_url: str = "http://localhost:6333"
    qdrant_api_key: SecretStr | None = None

    data_dir: Path = REPOSITORY_ROOT / "data"
    models_dir: Path | None = None
    upload_dir: Path | None = None
    storage: Literal["local", "s3"] = "local"
    s3_endpoint_url: str = ""
    s3_region: str = "us-east-1"
    s3_bucket: str = ""
    s3_prefix: str = ""
    s3_access_key_id: str = ""
    s3_secret_access_key: SecretStr | None = None
    keep_original_files: bool = True
    reindex_every: Interval = timedelta(hours=2)
    trace_retention_days: int = Field(default=0, ge=0, le=36_500)
    call_retention_days: int = Field(default=30, ge=0, le=36_500)
    max_file_size_mb: int = Field(default=250, ge=1, le=10_240)

    embedding_model: str = "all-MiniLM-L6-v2"
    embedding_threads: int = Field(default=0, ge=0, le=256)

    rerank_model: str = Field(default="", max_length=200)

    local_llm_url: str = ""
    local_llm_model: str = "local"
    openai_api_key: SecretStr | None = None
    openai_base_url: str = "https://api.openai.com/v1"
    ollama_base_url: str = ""
    llm_connect_timeout: float = Field(default=5, gt=0, le=60)
    llm_first_token_timeout: float = Field(default=120, gt=0, le=3600)
    llm_idle_timeout: float = Field(default=60, gt=0, le=600)
    llm_total_timeout: float = Field(default=1800, gt=0, le=86_400)
    llm_queue_timeout: float = Field(default=20, gt=0, le=600)
    allowed_endpoints: CommaSeparated = []

    chat_answers_per_user: int = Field(default=8, ge=1, le=1000)
    chat_attachments_max: int = Field(default=10, ge=1, le=100)
    chat_attachment_max_mb: int = Field(default=25, ge=1, le=1024)
    unattended_answer_seconds: int = Field(default=300, ge=1, le=86_400)

    mail_transport: Literal["console", "smtp"] = "console"
    mail_from: str = ""
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str = ""
    smtp_password: SecretStr | None = None

    worker_concurrency: int = Field(default=2, ge=1, le=64)
    job_lease_seconds: int = Field(default=20, ge=2, le=600)
    job_max_attempts: int = Field(default=5, ge=1, le=20)
    sweep_seconds: float = Field(default=5, ge=0.2, le=60)

    @field_validator(
        "cors_origins", "trusted_proxies", "allowed_hosts", "allowed_endpoints", mode="before"
    )
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [item.strip() for item in value.split(",") if item.strip()]
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _require_addresses(cls, proxies: list[str]) -> list[str]:
        for proxy in proxies:
            try:
                ip_network(proxy)
            except ValueError as error:
                raise ValueError(
                    f"{proxy!r} is neither an IP address nor a network like 10.0.0.0/8"
                ) from error
        return proxies

    @field_validator("allowed_hosts")
    @classmethod
    def _require_host_names(cls, hosts: list[str]) -> list[str]:
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host!r} is not a host name without port, like llm.example.com")
        return hosts

    @field_validator("allowed_endpoints")
    @classmethod
    def _require_ports(cls, endpoints: list[str]) -> list[str]:
        for endpoint in endpoints:
            if not _ENDPOINT.fullmatch(endpoint):
                raise ValueError(f"{endpoint!r} is not host:port, like ollama:11434")
        return endpoints

    @field_validator("encryption_keys")
    @classmethod
    def _check_encryption_keys(cls, keys: SecretStr) -> SecretStr:
        entries = [entry.strip() for entry in keys.get_secret_value().split(",") if entry.strip()]
        ids = [entry.partition(":")[0] for entry in entries]
        if any(not _ENCRYPTION_KEY.fullmatch(entry) for entry in entries):
            raise ValueError(
                "each entry must be id:key, the id in lower case, the key of at least "
                f"{MIN_SECRET_BYTES} characters, like k1: and the output of `openssl rand -hex 32`"
            )
        if len(set(ids)) < len(ids) or DERIVED_KEY_ID in ids:
            raise ValueError(f"every id may stand there once, and {DERIVED_KEY_ID!r} not at all")
        return SecretStr(",".join(entries))

    @model_validator(mode="after")
    def _refuse_weak_secret(self) -> Self:
        if len(self.secret_key.get_secret_value().encode()) < MIN_SECRET_BYTES:
            raise ValueError(
                f"SECRET_KEY must have at least {MIN_SECRET_BYTES} bytes: run ./setup.sh, "
                "which writes one into .env, or set it to the output of `openssl rand -hex 32`"
            )
        return self

    @model_validator(mode="after")
    def _check_mail(self) -> Self:
        if self.mail_transport == "smtp" and not (self.smtp_host and "@" in self.mail_from):
            raise ValueError(
                "MAIL_TRANSPORT=smtp needs SMTP_HOST and MAIL_FROM, the address of the sender"
            )
        if bool(self.smtp_username) != bool(self.smtp_password):
            raise ValueError("SMTP_USERNAME and SMTP_PASSWORD belong together: set both or none")
        if self.smtp_username and self.smtp_security == "none":
            raise ValueError(
                "SMTP_USERNAME with SMTP_SECURITY=none would send the password in the clear: "
                "set starttls or tls, or remove the user name"
            )
        return self

    @model_validator(mode="after")
    def _check_storage(self) -> Self:
        if self.storage == "s3" and not self.s3_bucket:
            raise ValueError("STORAGE=s3 needs S3_BUCKET, and S3_ENDPOINT_URL unless it is AWS")
        if bool(self.s3_access_key_id) != bool(self.s3_secret_access_key):
            raise ValueError(
                "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both or none"
            )
        return self

    @property
    def models_path(self) -> Path:
        """Folder of downloaded and exported models."""
        return self.models_dir or self.data_dir / "models"

    @property
    def uploads_path(self) -> Path:
        """Folder of uploaded originals."""
        return self.upload_dir or self.data_dir / "uploads"

    @property
    def max_file_bytes(self) -> int:
        """Largest accepted upload in bytes."""
        return self.max_file_size_mb * 1024 * 1024


@lru_cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()


def app_version() -> str:
    """Version of the installed product, `0.0.0` when it runs without being installed."""
    try:
        return version("llm-builder")
    except PackageNotFoundError:
        return "0.0.0"
