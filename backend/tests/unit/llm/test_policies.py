"""What stands around every call: the circuit breaker, turns, tries again, other models."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from http.server import BaseHTTPRequestHandler

import pytest

from app.core.errors import Upstream
from app.integrations.llm import AnsweredBy, ChatModels, Completion, Delta, ModelEndpoint
from app.integrations.llm.breaker import FIRST_REST_S, LONGEST_REST_S, THRESHOLD, CircuitBreaker
from app.integrations.llm.resilient import REMEMBERED
from app.integrations.llm.slots import WAITING_PER_SLOT
from tests.http_servers import Answer, LoopbackServer, plain, serving
from tests.unit.llm.model_server import (
    GOOD,
    PROMPT,
    ask,
    endpoint_at,
    models_at,
    said,
    streaming,
)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(clock)


def _break(breaker: CircuitBreaker) -> None:
    for _ in range(THRESHOLD):
        breaker.admit()
        breaker.failed()


def _is_resting(breaker: CircuitBreaker) -> bool:
    try:
        breaker.admit()
    except Upstream as refused:
        return refused.code == "model_resting" and refused.details["retry_after"] >= 1
    return False


def test_a_few_failures_between_successes_change_nothing(breaker: CircuitBreaker) -> None:
    for _ in range(3):
        for _ in range(THRESHOLD - 1):
            breaker.failed()
        breaker.answered()
        breaker.succeeded()
    assert breaker.state == "closed"
    assert not _is_resting(breaker)


def test_rests_after_failures_in_a_row_then_lets_one_through(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    _break(breaker)
    assert breaker.state == "open"
    assert _is_resting(breaker)
    clock.now += FIRST_REST_S
    assert breaker.state == "half_open"
    assert not _is_resting(breaker)
    assert _is_resting(breaker), "a second one has to wait for the first"


def test_a_first_word_closes_the_circuit(breaker: CircuitBreaker, clock: Clock) -> None:
    _break(breaker)
    clock.now += FIRST_REST_S
    breaker.admit()
    breaker.answered()
    assert breaker.state == "closed"
    assert not _is_resting(breaker)


def test_rests_longer_each_time_that_the_trial_fails(breaker: CircuitBreaker, clock: Clock) -> None:
    _break(breaker)
    rests = [FIRST_REST_S]
    for _ in range(6):
        clock.now += rests[-1]
        breaker.admit()
        breaker.failed()
        rests.append(min(rests[-1] * 2, LONGEST_REST_S))
        clock.now += rests[-1] - 1
        assert _is_resting(breaker)
        clock.now -= rests[-1] - 1
    assert rests[-1] == LONGEST_REST_S


def test_a_trial_that_nobody_waits_for_any_more_gives_way(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    _break(breaker)
    clock.now += FIRST_REST_S
    older, trial = None, breaker.admit()
    breaker.leave(older)
    assert _is_resting(breaker), "the trial goes on"
    breaker.leave(trial)
    assert not _is_resting(breaker)


def test_failures_of_calls_from_before_do_not_prolong_the_rest(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    _break(breaker)
    clock.now += FIRST_REST_S - 1
    breaker.failed()
    clock.now += 1
    assert not _is_resting(breaker)


def running(*ports: int, work: Callable[[ChatModels], Awaitable[None]], **settings: float) -> None:
    """Do something with the port, then close it."""

    async def run() -> None:
        models = models_at(*ports, **settings)
        try:
            await work(models)
        finally:
            await models.close()

    asyncio.run(run())


async def refused(answer: Awaitable[object]) -> str:
    """The code of the failure."""
    with pytest.raises(Upstream) as failure:
        await answer
    return failure.value.code


def test_an_endpoint_that_is_down_is_left_alone_and_told_so() -> None:
    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port)
        codes = [await refused(ask(models, endpoint)) for _ in range(3)]
        assert codes == ["model_failed", "model_resting", "model_resting"]
        condition = models.condition(endpoint)
        assert condition.circuit == "open"
        assert [outcome.failure for outcome in condition.outcomes] == ["model_failed"] * THRESHOLD
        assert len(server.requests) == THRESHOLD

    with serving(plain(500)) as server:
        running(server.port, work=work)


@pytest.mark.parametrize("status", [400, 401, 404, 429])
def test_what_is_not_the_endpoints_fault_does_not_open_the_circuit(status: int) -> None:
    async def work(models: ChatModels) -> None:
        for _ in range(THRESHOLD + 1):
            await refused(ask(models, endpoint_at(server.port)))
        assert models.condition(endpoint_at(server.port)).circuit == "closed"

    with serving(plain(status, Retry_After="60")) as server:
        running(server.port, work=work)


def test_breakers_are_apart_by_model_and_address() -> None:
    async def work(models: ChatModels) -> None:
        for _ in range(THRESHOLD):
            await refused(ask(models, endpoint_at(server.port)))
        for other in ({"model_id": "n"}, {"id": "other"}, {"base_url": endpoint.base_url + "x"}):
            assert models.condition(endpoint_at(server.port, **other)).circuit == "closed"

    with serving(plain(500)) as server:
        endpoint = endpoint_at(server.port)
        running(server.port, work=work)


def test_checks_that_find_the_same_do_not_push_answers_out_of_memory() -> None:
    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port)
        await ask(models, endpoint)
        for _ in range(REMEMBERED + 1):
            await models.at(endpoint).ping()
        kinds = [outcome.kind for outcome in models.condition(endpoint).outcomes]
        assert kinds == ["answer", "check"]
        await ask(models, endpoint)
        await models.at(endpoint).ping()
        kinds = [outcome.kind for outcome in models.condition(endpoint).outcomes]
        assert kinds == ["answer", "check", "answer", "check"]

    def answers_both(request: BaseHTTPRequestHandler) -> None:
        answer = streaming(GOOD) if request.command == "POST" else plain(200, b'{"data": []}')
        answer(request)

    with serving(answers_both) as server:
        running(server.port, work=work)


def test_a_check_that_finds_something_else_is_remembered() -> None:
    found = iter([200, 500, 500, 200])

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port)
        for failure in (None, "model_failed", "model_failed", None):
            if failure:
                assert await refused(models.at(endpoint).ping()) == failure
            else:
                await models.at(endpoint).ping()
        failures = [outcome.failure for outcome in models.condition(endpoint).outcomes]
        assert failures == [None, "model_failed", None]

    def goes_down_and_up(request: BaseHTTPRequestHandler) -> None:
        plain(next(found), b'{"data": []}')(request)

    with serving(goes_down_and_up) as server:
        running(server.port, work=work)


def test_outcomes_tell_how_soon_the_model_spoke() -> None:
    async def work(models: ChatModels) -> None:
        await ask(models, endpoint_at(server.port))
        (outcome,) = models.condition(endpoint_at(server.port)).outcomes
        assert outcome.failure is None
        assert outcome.ms is not None
        assert 0 < outcome.ms < 10_000

    with serving(streaming(GOOD)) as server:
        running(server.port, work=work)


def _fallback(ports: tuple[int, int]) -> ModelEndpoint:
    second = endpoint_at(ports[1], id="second", model_id="m2")
    return endpoint_at(ports[0], fallback=second)


@pytest.mark.parametrize(
    "first",
    [
        plain(500),
        plain(401),
        plain(404),
        plain(429, Retry_After="60"),
        streaming([b"<html>"]),
        streaming([]),
    ],
)
def test_another_model_answers_when_the_first_cannot(first: Answer) -> None:
    async def work(models: ChatModels) -> None:
        answer = await ask(models, _fallback((broken.port, good.port)))
        assert answer.text == "Hello there."
        assert answer.answered_by == AnsweredBy("second", "m2")

    with serving(first) as broken, serving(streaming(GOOD)) as good:
        running(broken.port, good.port, work=work)


def test_another_model_answers_while_the_first_rests() -> None:
    async def work(models: ChatModels) -> None:
        for _ in range(4):
            assert (await ask(models, _fallback((broken.port, good.port)))).text == "Hello there."
        assert len(broken.requests) == THRESHOLD

    with serving(plain(500)) as broken, serving(streaming(GOOD)) as good:
        running(broken.port, good.port, work=work)


def test_another_model_is_not_asked_what_the_first_refuses() -> None:
    """It is our request that is wrong; a second refusal would only cost time."""

    async def work(models: ChatModels) -> None:
        assert await refused(ask(models, _fallback((first.port, good.port)))) == "model_refused"
        assert good.requests == []

    with serving(plain(400)) as first, serving(streaming(GOOD)) as good:
        running(first.port, good.port, work=work)


def test_another_model_does_not_go_on_where_the_first_broke_off() -> None:
    async def work(models: ChatModels) -> None:
        so_far = Completion()
        endpoint = _fallback((first.port, good.port))
        assert await refused(ask(models, endpoint, so_far=so_far)) == "model_broke_off"
        assert so_far.text == "Hello"
        assert so_far.answered_by == AnsweredBy("primary", "m")
        assert good.requests == []

    with serving(streaming([said("Hello")])) as first, serving(streaming(GOOD)) as good:
        running(first.port, good.port, work=work)


def test_when_all_fail_the_failure_of_the_wanted_one_is_told() -> None:
    async def work(models: ChatModels) -> None:
        endpoint = _fallback((first.port, second.port))
        assert await refused(ask(models, endpoint)) == "model_key_refused"

    with serving(plain(401)) as first, serving(plain(500)) as second:
        running(first.port, second.port, work=work)


def test_models_that_fall_back_to_each_other_come_to_an_end() -> None:
    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port)
        for number in range(10):
            endpoint = endpoint_at(server.port, id=str(number), fallback=endpoint)
        assert await refused(ask(models, endpoint)) == "model_not_served"
        assert len(server.requests) == 4

    with serving(plain(404)) as server:
        running(server.port, work=work)


def _held(release: threading.Event) -> Answer:
    return streaming([said("Hello"), release, *GOOD[1:]])


def test_no_more_calls_run_at_once_than_the_model_allows() -> None:
    release = threading.Event()

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port, max_concurrent=2)
        calls = [asyncio.create_task(ask(models, endpoint)) for _ in range(5)]
        while len(server.requests) < 2:
            await asyncio.sleep(0.01)
        condition = models.condition(endpoint)
        assert (condition.running, condition.waiting) == (2, 3)
        assert len(server.requests) == 2
        release.set()
        assert {answer.text for answer in await asyncio.gather(*calls)} == {"Hello there."}
        condition = models.condition(endpoint)
        assert (condition.running, condition.waiting) == (0, 0)

    with serving(_held(release)) as server:
        running(server.port, work=work)


async def _until_asked(server: LoopbackServer) -> None:
    while not server.requests:
        await asyncio.sleep(0.01)


def test_who_waits_too_long_for_a_turn_is_told_that_the_model_is_busy() -> None:
    release = threading.Event()

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port, max_concurrent=1)
        first = asyncio.create_task(ask(models, endpoint))
        await _until_asked(server)
        assert await refused(ask(models, endpoint)) == "model_busy"
        release.set()
        await first

    with serving(_held(release)) as server:
        running(server.port, work=work, llm_queue_timeout=0.2)


def test_no_more_wait_than_can_have_their_turn_soon() -> None:
    release = threading.Event()

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port, max_concurrent=1)
        first = asyncio.create_task(ask(models, endpoint))
        await _until_asked(server)
        waiting = [asyncio.create_task(ask(models, endpoint)) for _ in range(WAITING_PER_SLOT)]
        await asyncio.sleep(0)
        assert await refused(ask(models, endpoint)) == "model_busy"
        release.set()
        await asyncio.gather(first, *waiting)

    with serving(_held(release)) as server:
        running(server.port, work=work)


def test_who_leaves_gives_the_turn_back() -> None:
    release = threading.Event()

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port, max_concurrent=1)
        async with aclosing(models.at(endpoint).stream(PROMPT)) as events:
            async for piece in events:
                if isinstance(piece, Delta):
                    break
        waiting = asyncio.create_task(ask(models, endpoint))
        await asyncio.sleep(0)
        release.set()
        assert (await waiting).text == "Hello there."

    with serving(_held(release)) as server:
        running(server.port, work=work)


def test_a_busy_model_leaves_the_answer_to_its_fallback() -> None:
    release = threading.Event()

    async def work(models: ChatModels) -> None:
        second = endpoint_at(free.port, id="second", model_id="m2")
        endpoint = endpoint_at(server.port, max_concurrent=1, fallback=second)
        first = asyncio.create_task(ask(models, endpoint))
        await _until_asked(server)
        assert (await ask(models, endpoint)).answered_by == AnsweredBy("second", "m2")
        release.set()
        await first

    with serving(_held(release)) as server, serving(streaming(GOOD)) as free:
        running(server.port, free.port, work=work, llm_queue_timeout=0.2)


def test_connections_are_used_again() -> None:
    async def work(models: ChatModels) -> None:
        for _ in range(3):
            await ask(models, endpoint_at(server.port))

    ports: set[int] = set()

    def answer(request: BaseHTTPRequestHandler) -> None:
        ports.add(request.client_address[1])
        plain(200, b"".join(GOOD), Content_Type="text/event-stream")(request)

    with serving(answer) as server:
        running(server.port, work=work)
    assert len(ports) == 1


def test_a_connection_that_the_server_has_closed_meanwhile_is_no_failure() -> None:
    """llama.cpp's server closes after each answer and does not say so before."""
    answered: set[int] = set()

    def once_a_connection(request: BaseHTTPRequestHandler) -> None:
        port = request.client_address[1]
        if port in answered:
            request.close_connection = True
            return
        answered.add(port)
        plain(200, b"".join(GOOD), Content_Type="text/event-stream")(request)

    async def work(models: ChatModels) -> None:
        endpoint = endpoint_at(server.port)
        await asyncio.gather(*(ask(models, endpoint) for _ in range(5)))
        for _ in range(3):
            assert (await ask(models, endpoint)).text == "Hello there."
        assert {outcome.failure for outcome in models.condition(endpoint).outcomes} == {None}

    with serving(once_a_connection) as server:
        running(server.port, work=work)
