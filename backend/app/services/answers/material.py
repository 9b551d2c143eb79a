"""Text of documents as it may stand in a prompt: material, and never more than that.

A document may try to end its passage and to begin another one, a question, or a turn of the
conversation. What would do that is written so that it does not; the reader's copy stays as it is.
"""

import re

from app.services.answers.invisible import visible

# Words by which chat templates mark turns, tools and the ends of texts. Model servers read them
# as such wherever they stand in a prompt.
_CONTROL = re.compile(
    r"""
      <(?=[|｜])
    | <(?=<SYS>)
    | <(?=/?(?:s|bos|eos|pad|unk|im_start|im_end|start_of_turn|end_of_turn
               |tools?|tool_call|tool_response|function_call|think)>)
    | \[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])
    """,
    re.VERBOSE | re.IGNORECASE,
)
# How the prompt itself begins a passage, the passages and the question.
_BORDER = re.compile(r"^(?=[ \t]*(?:\[\d+\]|Passages:|See also above:|Question:))", re.MULTILINE)


def quoted(text: str) -> str:
    """A passage's text without anything that could pass for a part of the prompt."""
    return _BORDER.sub("> ", _CONTROL.sub(_apart, visible(text)))


def one_line(text: str) -> str:
    """A name or heading of a document in one line, likewise."""
    return _CONTROL.sub(_apart, " ".join(visible(text).split()))


def _apart(found: re.Match[str]) -> str:
    return f"{found[0]} "
