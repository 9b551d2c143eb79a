"""A template and what stands in it.

Substitution is plain: the three names in braces, each in its place, and nothing else. All other
braces stay as they are, and what is put in is not looked at again.

What stands before the first variable is the system message. It is the same for every question,
so that a model server can keep what it has read of it.
"""

import re
from collections import Counter
from dataclasses import dataclass

from app.core.errors import Invalid

CONTEXT, QUESTION, MEMORY = "context", "question", "memory"
_VARIABLE = re.compile(r"\{(context|question|memory)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A template in its parts.

    `rest` is text and names of variables in turn, beginning with a variable.
    """

    system: str
    rest: tuple[str, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in their order."""
        return self.rest[::2]

    @property
    def has_memory(self) -> bool:
        """Whether the conversation stands in the user message."""
        return MEMORY in self.variables

    @property
    def has_context(self) -> bool:
        """Whether passages have a place in it."""
        return CONTEXT in self.variables

    def user(self, *, question: str, context: str = "", memory: str = "") -> str:
        """The user message with these put in."""
        values = {QUESTION: question, CONTEXT: context, MEMORY: memory}
        return "".join(
            text if position % 2 else values[text] for position, text in enumerate(self.rest)
        ).strip()


def parse(content: str) -> Template:
    """The parts of a template.

    Raises:
        Invalid: `{question}` is missing, or a variable stands in it twice.
    """
    system, *rest = _VARIABLE.split(content)
    counts = Counter(rest[::2])
    if not counts[QUESTION]:
        raise Invalid(
            "The template has no place for the question.",
            code="question_missing",
            field="content",
            remedy="Put {question} where the question is to stand.",
        )
    for name, count in counts.items():
        if count > 1:
            raise Invalid(
                f"{{{name}}} stands in the template {count} times.",
                code="variable_repeated",
                field="content",
                remedy="Leave it in one place.",
            )
    return Template(system.strip(), tuple(rest))
