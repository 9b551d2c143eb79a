"""A completion as a stream of chunks, in the shape of OpenAI's API."""

import json
from typing import Any

from app.integrations.llm import ToolCallDelta
from app.services.openai.completions import Ending, Order

DONE = b"data: [DONE]\n\n"


class Chunks:
    """Writes the chunks of one completion. What all of them share is encoded once."""

    def __init__(self, order: Order, *, with_usage: bool) -> None:
        shared = {
            "id": order.id,
            "object": "chat.completion.chunk",
            "created": order.created,
            "model": order.model,
        }
        self._shared = json.dumps(shared, separators=(",", ":"))[:-1]
        self._with_usage = with_usage
        # As OpenAI does it: where usage is asked for, chunks before the last have a null there.
        self._tail = ',"usage":null}\n\n' if with_usage else "}\n\n"
        self._role = '"role":"assistant",'

    def text(self, text: str) -> bytes:
        """A piece of the answer."""
        return self._piece(f'"content":{json.dumps(text)}')

    def call(self, piece: ToolCallDelta) -> bytes:
        """A piece of a call that the client is asked to make."""
        function = {"name": piece.name} if piece.name else {}
        call: dict[str, Any] = {
            "index": piece.index,
            "function": {**function, "arguments": piece.arguments},
        }
        if piece.id:
            call |= {"id": piece.id, "type": "function"}
        return self._piece(f'"tool_calls":{json.dumps([call])}')

    def end(self, end: Ending) -> bytes:
        """The last chunks: why it ended, on what evidence, and what it took."""
        citations = json.dumps([citation.model_dump(mode="json") for citation in end.citations])
        annotations = json.dumps([each.model_dump() for each in end.annotations])
        last = self._choice(f'"annotations":{annotations}', json.dumps(end.finish_reason))
        frames = f'{self._shared},"choices":[{last}],"citations":{citations}{self._tail}'
        if self._with_usage:
            usage = end.usage.model_dump_json()
            frames += f'data: {self._shared},"choices":[],"usage":{usage}}}\n\n'
        return b"data: " + frames.encode() + DONE

    def _piece(self, delta: str) -> bytes:
        choice = self._choice(delta, "null")
        return f'data: {self._shared},"choices":[{choice}]{self._tail}'.encode()

    def _choice(self, delta: str, finish: str) -> str:
        role, self._role = self._role, ""
        return f'{{"index":0,"delta":{{{role}{delta}}},"logprobs":null,"finish_reason":{finish}}}'
