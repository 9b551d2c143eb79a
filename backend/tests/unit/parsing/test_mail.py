"""E-mail: headers, text, and attachments as sections."""

from email.message import EmailMessage

import pytest

from app.services.knowledge_bases.parsing.types import EML
from tests.unit.parsing.files import Line, outcome, parsed, pdf


def message(text: str = "See you on board.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ada Holm <ada@example.org>", "bo@example.org"
    mail["Subject"] = "Fähre am Montag"
    mail.set_content(text)
    return mail


def test_headers_and_text() -> None:
    document = parsed(EML, message().as_bytes())

    assert document.text == (
        "Fähre am Montag\n\nFrom: Ada Holm <ada@example.org>\nTo: bo@example.org\n\n"
        "See you on board."
    )
    assert document.metadata == {"title": "Fähre am Montag"}


def test_html_is_read_when_there_is_no_plain_text() -> None:
    mail = message()
    mail.set_content(
        "<p>Straße <b>frei</b></p><script>x</script>", subtype="html", charset="cp1252"
    )

    assert parsed(EML, mail.as_bytes()).text.endswith("\n\nStraße frei")


def test_attachments_are_sections_below_the_subject_and_have_no_pages() -> None:
    mail = message()
    rules = pdf([Line("Rules", size=30), Line("Stay seated.")], [Line("Second page.")])
    mail.add_attachment(rules, maintype="application", subtype="pdf", filename="rules.pdf")
    mail.add_attachment(b"Route,Fare\nNorth,8", maintype="text", subtype="csv", filename="f.csv")

    document = parsed(EML, mail.as_bytes())

    assert [section.path[1:] for section in document.sections] == [
        (),
        ("rules.pdf",),
        ("rules.pdf", "Rules"),
        ("f.csv",),
    ]
    assert document.text.endswith("Second page.\n\nf.csv\n\nRoute | Fare\nNorth | 8")
    assert (document.pages, document.lines) == ([], [])


def test_what_cannot_be_read_is_named_and_pictures_are_passed_over() -> None:
    mail = message()
    mail.add_attachment(b"MZ", maintype="application", subtype="x-program", filename="a.exe")
    mail.add_attachment(b"%PDF-1.4 no", maintype="application", subtype="pdf", filename="b.pdf")
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")

    assert [problem.place for problem in parsed(EML, mail.as_bytes()).problems] == [
        "a.exe",
        "b.pdf",
    ]


def test_messages_inside_messages_are_read_to_a_certain_depth() -> None:
    mail = message("innermost")
    for depth in range(6):
        outer = message(f"level {depth}")
        outer.add_attachment(mail)
        mail = outer

    document = parsed(EML, mail.as_bytes())

    assert [f"level {depth}" in document.text for depth in range(6)] == [False] * 2 + [True] * 4
    assert document.problems


@pytest.mark.parametrize("data", [b"\n\n", b"no header", bytes(range(256))], ids=len)
def test_garbage_is_no_mail(data: bytes) -> None:
    assert outcome(EML, data) in ("read", "corrupt_file")


def test_a_damaged_body_is_read_as_far_as_it_goes() -> None:
    source = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n--c"

    assert "x" in parsed(EML, source).text
