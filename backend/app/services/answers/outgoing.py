"""What of a model's stream goes on to whoever asked."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace

from app.integrations.llm import Delta, Prompt, StreamEvent, ToolCallDelta
from app.services.answers.safe_text import SafeText


async def outgoing(
    events: AsyncIterator[StreamEvent], prompt: Prompt, *, grounded: bool
) -> AsyncGenerator[StreamEvent, None]:
    """The events without what a document may have put into the model's mouth.

    Calls of tools that nobody offered are left out, the others counted without them. The text of
    `grounded` answers leads nowhere, unless it was to be data of a given shape: a program reads
    that, and a changed value is wrong.
    """
    offered = {tool.name for tool in prompt.tools}
    numbers: dict[int, int] = {}
    reader = SafeText() if grounded and prompt.output is None else None
    async for event in events:
        if isinstance(event, ToolCallDelta):
            if event.name in offered:
                numbers.setdefault(event.index, len(numbers))
            if event.index in numbers:
                yield replace(event, index=numbers[event.index])
        elif reader and isinstance(event, Delta):
            if text := reader.feed(event.text):
                yield Delta(text)
        else:
            yield event
    if reader and (text := reader.close()):
        yield Delta(text)
