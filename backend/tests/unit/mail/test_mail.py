"""Mail: no forged headers, a real server over each kind of security, clear failures."""

import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr, ValidationError

from app.core.config import Settings
from app.core.errors import Invalid, Transient
from app.core.logging import configure_logging
from app.integrations.mail import Mail, connect_mailer
from app.integrations.mail.base import as_message
from app.integrations.mail.smtp import SmtpMailer

MAIL = Mail("ana@example.com", "Set a new password – LLM Builder", "Open this:\n.\nhttps://x/1\n")
PASSWORD = "smtp-secret-0123456789"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@example.com, eve@example.com",
        "ana@example.com;eve@example.com",
        "ana@example.com\r\nBcc: eve@example.com",
        "ana@example.com\n",
        "ana@example.com\x00",
        "Ana <ana@example.com>",
        "ana @example.com",
        "ana@example.com eve@example.com",
        "ana@ex@mple.com",
        '"ana\r\nBcc: eve"@example.com',
    ],
)
def test_refuses_what_is_not_one_plain_address(to: str) -> None:
    with pytest.raises(Invalid) as refused:
        Mail(to, "Subject", "Text")
    assert refused.value.code == "invalid_mail"


@pytest.mark.parametrize(
    "subject",
    [
        "a\r\nBcc: eve@example.com",
        "a\nb",
        "a\rb",
        "a\x00b",
        "a\x0bb",
        "a\x85b",
        "a\u2028b",
        "x" * 201,
    ],
)
def test_refuses_subjects_that_could_forge_headers(subject: str) -> None:
    with pytest.raises(Invalid):
        Mail("ana@example.com", subject, "Text")


def test_text_with_header_lines_stays_text() -> None:
    mail = Mail("ana@example.com", "Hello", "Bcc: eve@example.com\r\n\r\n.\r\nFrom x")
    message = message_from_bytes(bytes(as_message(mail, "a@b.example")), policy=policy.default)
    assert message["Bcc"] is None
    assert message.get_content().startswith("Bcc: eve@example.com")


class Inbox:
    """Receives mail."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.logins: list[tuple[bytes, bytes, bool]] = []
        self.answer = "250 OK"

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if self.answer.startswith("250"):
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.messages.append(message)
        return self.answer

    def sign_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """For a server that the client trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


class TrustedController(Controller):
    def _trigger_server(self) -> None:
        """Greet the server once, over TLS as a client would."""
        with socket.create_connection((self.hostname, self.port), 2) as plain:
            if self.ssl_context:
                context = ssl.create_default_context()
                with context.wrap_socket(plain, server_hostname="localhost") as wrapped:
                    wrapped.recv(100)
            else:
                plain.recv(100)


@contextmanager
def serving(
    inbox: Inbox, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    controller = TrustedController(
        inbox,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=starttls,
        ssl_context=tls,
        authenticator=inbox.sign_in,
        auth_require_tls=tls is None,
        auth_required=False,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def mailer(port: int, security: str, **fields: object) -> SmtpMailer:
    return SmtpMailer(
        host="localhost",
        port=port,
        security=security,  # type: ignore[arg-type]
        sender="LLM Builder <builder@example.com>",
        **fields,  # type: ignore[arg-type]
    )


SIGN_IN = {"username": "builder", "password": SecretStr(PASSWORD)}


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_sends_over_each_kind_of_security(security: str, tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    kinds = {"starttls": {"starttls": tls}, "tls": {"tls": tls}, "none": {}}
    signed_in = {} if security == "none" else SIGN_IN
    with serving(inbox, **kinds[security]) as port:
        mailer(port, security, **signed_in).send(MAIL)
    (message,) = inbox.messages
    assert (message["To"], message["Subject"]) == (MAIL.to, MAIL.subject)
    assert message["From"] == "LLM Builder <builder@example.com>"
    assert message.get_content().splitlines() == MAIL.text.splitlines()
    assert message["Message-ID"].endswith("@example.com>")
    if security == "starttls":
        assert inbox.logins == [(b"builder", PASSWORD.encode(), True)]


def test_without_tls_on_the_other_side_nothing_is_sent_or_signed_in() -> None:
    """Somebody in between may take the offer of STARTTLS away."""
    inbox = Inbox()
    with serving(inbox) as port, pytest.raises(Transient):
        mailer(port, "starttls", **SIGN_IN).send(MAIL)
    assert (inbox.messages, inbox.logins) == ([], [])


def test_a_certificate_that_is_not_trusted_gets_no_password() -> None:
    inbox = Inbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with serving(inbox, starttls=context) as port, pytest.raises(Transient):
        mailer(port, "starttls", **SIGN_IN).send(MAIL)
    assert (inbox.messages, inbox.logins) == ([], [])


@pytest.mark.parametrize("answer", ["451 Try later", "554 No", "250x"])
def test_a_refusal_is_an_error_without_secrets(answer: str, tls: ssl.SSLContext) -> None:
    log = StringIO()
    configure_logging(Settings(), stream=log)
    inbox = Inbox()
    inbox.answer = f"{answer} {PASSWORD}" if answer != "250x" else "550 x"
    with serving(inbox, starttls=tls) as port, pytest.raises(Transient) as refused:
        mailer(port, "starttls", **SIGN_IN).send(MAIL)
    assert refused.value.code == "mail_unavailable"
    assert refused.value.__context__ is None
    assert PASSWORD not in log.getvalue() + str(refused.value.details)
    assert json.loads(log.getvalue().splitlines()[-1])["event"] == "mail_failed"


def test_a_wrong_password_is_an_error(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    wrong = {"username": "builder", "password": SecretStr("wrong")}
    with serving(inbox, starttls=tls) as port, pytest.raises(Transient):
        mailer(port, "starttls", **wrong).send(MAIL)
    assert inbox.messages == []


def test_nobody_there_and_nobody_answering_are_errors_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.perf_counter()
        for port in (silent.getsockname()[1], _free_port()):
            with pytest.raises(Transient):
                mailer(port, "none", timeout_s=0.3).send(MAIL)
        assert time.perf_counter() - started < 3


def test_the_console_mailer_writes_the_mail_to_the_log() -> None:
    log = StringIO()
    configure_logging(Settings(), stream=log)
    connect_mailer(Settings()).send(MAIL)
    line = json.loads(log.getvalue())
    assert (line["to"], line["subject"], line["text"]) == (MAIL.to, MAIL.subject, MAIL.text)


@pytest.mark.parametrize(
    "fields",
    [
        {"mail_transport": "smtp"},
        {"mail_transport": "smtp", "smtp_host": "mail.example"},
        {"mail_transport": "smtp", "mail_from": "a@example.com"},
        {"mail_transport": "smtp", "smtp_host": "mail.example", "mail_from": "nobody"},
        {"smtp_username": "x"},
        {"smtp_password": "x"},
        {"smtp_username": "x", "smtp_password": "x", "smtp_security": "none"},
        {"smtp_security": "ssl"},
        {"smtp_port": 0},
        {"mail_transport": "pigeon"},
    ],
)
def test_refuses_settings_that_cannot_work(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**fields)  # type: ignore[arg-type]


def test_the_settings_choose_smtp() -> None:
    settings = Settings(mail_transport="smtp", smtp_host="mail.example", mail_from="a@example.com")
    chosen = connect_mailer(settings)
    assert isinstance(chosen, SmtpMailer)
    assert (chosen.host, chosen.port, chosen.security) == ("mail.example", 587, "starttls")
