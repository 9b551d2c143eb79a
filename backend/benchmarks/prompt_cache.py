"""How soon the second question of a conversation gets its first token from the local model.

    python -m benchmarks.prompt_cache MODEL.gguf [--times 5]

Starts the model server of the embedded stack. Each conversation has passages of its own, so that
nothing of an earlier one can be reused. The second question is asked over the same passages, or
with one of four exchanged; as the product asks it, and with all passages sent anew in front of the
question, as it was before. Prints the median seconds to the first token, and what the second
question takes of what the first one took, in the same conversation.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager
from pathlib import Path

import httpx

from app.core.config import Settings
from app.embedded.llm_server import available_cores
from app.embedded.ports import free_port
from app.integrations.llm import ChatModels, Delta, ModelEndpoint, Prompt, PromptMessage
from app.integrations.llm.base import Timeouts
from app.integrations.net import AddressGuard
from app.schemas.chat import Citation
from app.services.answers.passages import Passage
from app.services.answers.prompt import Asked, build_messages

ALIAS, PASSAGES, PREFERRED_PORT = "measured", 4, 18180
READY_S, PATIENCE_S = 180, 300
_TOPICS = ("harbour", "archive", "laboratory", "canteen", "workshop", "reception")
_RULES = (
    "Staff of the {topic} sign in with the code {code} before the shift begins.",
    "The {topic} is inspected every {n} days, and the report goes to desk {code}.",
    "Orders of more than {n} euros need a second signature from the head of the {topic}.",
    "Visitors of the {topic} wear a badge and are met at gate {code}.",
    "Keys of the {topic} are kept in cabinet {code} and counted every {n} weeks.",
    "In an alarm everybody leaves the {topic} by stair {code} and meets at point {n}.",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--threads", type=int, default=available_cores())
    arguments = parser.parse_args()
    with _served(arguments.model, arguments.threads) as url:
        asyncio.run(_measure(url, arguments.times))


@contextmanager
def _served(model: Path, threads: int) -> Iterator[str]:
    """The address of a model server that ends with the block."""
    port = free_port(PREFERRED_PORT)
    command = [sys.executable, "-m", "app.embedded.llm_server", "--model", str(model)]
    options = ["--alias", ALIAS, "--port", str(port), "--threads", str(threads)]
    process = subprocess.Popen([*command, *options])
    try:
        _await_ready(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


def _await_ready(url: str) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer")


async def _measure(url: str, times: int) -> None:
    await _first_token_s(url, [PromptMessage("user", "Say yes.")])  # the weights are read in
    for exchanged in (0, 1):
        ways = {True: "as the product asks", False: "passages sent anew"}
        taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
        for _ in range(times):
            for stable in ways:
                taken[stable].append(await _conversation(url, exchanged, stable=stable))
        for stable, name in ways.items():
            _print(f"{name}, {exchanged} of {PASSAGES} passages exchanged", taken[stable])


async def _conversation(url: str, exchanged: int, *, stable: bool) -> tuple[float, float]:
    """Seconds to the first token of the first and of the second answer."""
    found = [_passage(number) for number in range(1, PASSAGES + 1)]
    first = Asked("How often is it inspected?", found)
    one, answer = await _first_token_s(url, build_messages("", [first], grounded=True))
    then = [*found[exchanged:], *(_passage(PASSAGES + 1) for _ in range(exchanged))]
    second = Asked("And where are the keys?", then)
    answered = Asked(first.question, found, answer)
    messages = build_messages("", [answered, second], grounded=True)
    if not stable:
        messages = _sent_anew(first.question, answer, second)
    two, _ = await _first_token_s(url, messages)
    return one, two


def _sent_anew(question: str, answer: str, second: Asked) -> tuple[PromptMessage, ...]:
    """The history without its passages, then all passages and the question."""
    system, last = build_messages("", [second], grounded=True)
    return (system, PromptMessage("user", question), PromptMessage("assistant", answer), last)


async def _first_token_s(url: str, messages: Sequence[PromptMessage]) -> tuple[float, str]:
    """Seconds to the first token, over a connection of its own, and the answer."""
    settings = Settings(environment="test", secret_key="only for measuring " * 2, local_llm_url=url)
    models = ChatModels(settings, AddressGuard.of(settings))
    model = models.at(ModelEndpoint(url, ALIAS, timeouts=Timeouts(PATIENCE_S, PATIENCE_S)))
    started, first, text = time.perf_counter(), 0.0, ""
    prompt = Prompt(tuple(messages), max_tokens=16, temperature=0)
    async with aclosing(model.stream(prompt)) as events:
        async for event in events:
            if isinstance(event, Delta):
                first = first or time.perf_counter() - started
                text += event.text
    await models.close()
    return first, text


def _passage(number: int) -> Passage:
    """About 150 tokens that no other passage begins with."""
    own = uuid.uuid4()
    topic = _TOPICS[own.int % len(_TOPICS)]
    text = " ".join(
        rule.format(topic=topic, code=own.hex[place : place + 4], n=own.bytes[place] % 90 + 2)
        for place, rule in enumerate(_RULES)
    )
    citation = Citation(
        number=number,
        document_id=own,
        document_name=f"{own.hex[:8]} {topic}.pdf",
        knowledge_base_id=own,
        chunk_id=own,
        page=number,
        section=None,
        char_start=0,
        char_end=len(text),
        quote=text,
        text=text,
        score=1.0,
    )
    return Passage(citation, text, 0, len(text))


def _print(name: str, taken: Sequence[tuple[float, float]]) -> None:
    first = statistics.median(one for one, _ in taken)
    second = statistics.median(two for _, two in taken)
    share = statistics.median(two / one for one, two in taken)
    print(
        f"{name:52} first {first:6.2f} s  second {second:6.2f} s  "
        f"second/first {share:.2f} ({min(t / o for o, t in taken):.2f} to "
        f"{max(t / o for o, t in taken):.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
