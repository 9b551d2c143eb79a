"""Titles of conversations: from the first question at once, from the model after its answer."""

from app.models import ChatSession

UNTITLED = "New conversation"
TITLE_LENGTH = 60


def take_from_question(chat: ChatSession, question: str) -> None:
    """Call an untitled conversation by its first question."""
    if chat.title == UNTITLED:
        chat.title = shortened(question)


def shortened(text: str) -> str:
    """One line of a title's length."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"
