"""A question that follows a conversation, made to stand alone, so that it can be searched."""

from collections.abc import Sequence

import anyio
from anyio import from_thread

from app.core.errors import Transient
from app.integrations.llm import ChatModel, Completion, Prompt, PromptMessage
from app.integrations.llm.base import complete
from app.services.answers.turns import Turn

TIMEOUT_S = 20.0
MAX_TOKENS = 96
_LATEST_TURNS = 3
_ANSWER_CHARS = 600
INSTRUCTIONS = """\
Rewrite the user's last question so that it can be understood without the conversation. Keep its \
language, names and figures. Put in what words like "it" or "there" stand for. Write the question \
alone, without an answer. If it can be understood as it is, repeat it."""


class HistoryRewriter:
    """Asks the deployment's model. To be called in a worker thread of the event loop.

    `asked` and `answer` tell afterwards what it took; `asked` is `None` where nothing was asked.
    """

    def __init__(self, model: ChatModel, history: Sequence[Turn]) -> None:
        self._model = model
        self._history = history[-_LATEST_TURNS:]
        self.asked: Prompt | None = None
        self.answer = Completion()

    def __call__(self, question: str) -> str:
        """The question as it stands alone; without history, the question itself.

        Raises:
            Upstream: the model failed or took longer than `TIMEOUT_S`.
        """
        if not self._history:
            return question
        self.asked = _prompt(self._history, question)
        from_thread.run(self._complete, self.asked)
        return _first_line(self.answer.text) or question

    async def _complete(self, prompt: Prompt) -> None:
        try:
            with anyio.fail_after(TIMEOUT_S):
                await complete(self._model, prompt, self.answer)
        except TimeoutError as error:
            raise Transient(
                "The model took too long to rewrite the question.", code="model_timeout"
            ) from error


def _prompt(history: Sequence[Turn], question: str) -> Prompt:
    conversation = "\n".join(
        f"User: {turn.question}\nAssistant: {turn.answer[:_ANSWER_CHARS]}" for turn in history
    )
    content = f"Conversation:\n{conversation}\n\nLast question: {question}"
    messages = (PromptMessage("system", INSTRUCTIONS), PromptMessage("user", content))
    return Prompt(messages=messages, max_tokens=MAX_TOKENS, temperature=0.0)


def _first_line(text: str) -> str:
    """What the model wrote, without what small models put around it."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return lines[0].strip('"“”').strip() if lines else ""
