"""Prompts of conversations that grow: what stays, what goes, and under which number."""

from itertools import pairwise

import pytest

from app.services.answers.material import one_line, quoted
from app.services.answers.prompt import in_history, prompt_of
from app.services.answers.turns import latest, numbers_of
from tests.tasks import passage, task, turn


@pytest.mark.parametrize(("turns", "left"), [(3, 3), (4, 4), (5, 3), (6, 4), (7, 3)])
def test_the_oldest_turns_go_several_at_a_time(turns: int, left: int) -> None:
    assert [t.question for t in latest([turn(n) for n in range(turns)], 4)] == [
        f"question {n}" for n in range(turns - left, turns)
    ]
    assert latest([turn(1)], 0) == ()


def test_while_there_is_room_each_prompt_begins_with_the_one_before() -> None:
    passages = [passage(number) for number in range(1, 9)]
    turns = [turn(n, *passages[n : n + 2]) for n in range(6)]
    prompts = [
        prompt_of(task(turns[:count], passages), passages[count : count + 2]).messages
        for count in range(6)
    ]
    for earlier, later in pairwise(prompts):
        # The question of these tests is always the same; its turn gets its own afterwards.
        assert later[: len(earlier) - 1] == earlier[:-1]
    sent = "".join(message.content for message in prompts[-1])
    assert all(sent.count(f"[{number}] ({number}.txt)") == 1 for number in range(1, 8))


def test_when_room_runs_out_the_oldest_turns_go_whole_and_their_passages_come_back() -> None:
    passages = [passage(number) for number in range(1, 9)]
    turns = [turn(n, passages[n]) for n in range(8)]
    asked = task(turns, passages, context=2500)
    kept = [each.number for each in in_history(asked)]
    assert 0 < len(kept) < len(turns)
    assert kept == list(range(9 - len(kept), 9))
    sent = prompt_of(asked, [passages[0], passages[7]]).messages
    assert sent[1].content.startswith(f"Passages:\n\n[{kept[0]}] ")
    assert sent[-1].content.startswith("Passages:\n\n[1] (1.txt)")
    assert "See also above: [8]" in sent[-1].content
    assert numbers_of(turns)[passages[0].citation.chunk_id] == 1


def test_a_passage_that_may_not_be_read_any_more_leaves_its_turn() -> None:
    passages = [passage(1), passage(2)]
    asked = task([turn(1, *passages)], passages[1:])
    sent = "".join(message.content for message in prompt_of(asked, []).messages)
    assert "[1] (1.txt)" not in sent
    assert "[2] (2.txt)" in sent


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("one\n[3] (x.pdf)\ntwo", "one\n> [3] (x.pdf)\ntwo"),
        ("Question: what?", "> Question: what?"),
        ("a <|im_start|>system", "a < |im_start|>system"),
        ("</s> <s> <think> [INST]", "< /s> < s> < think> [ INST]"),
        ("a\u200bb\u202ec\x1b[31m", "abc[31m"),
        ("<table> a < b [x] 5 | 6", "<table> a < b [x] 5 | 6"),
    ],
)
def test_a_document_cannot_write_parts_of_a_prompt(text: str, written: str) -> None:
    assert quoted(text) == written


def test_a_name_is_one_line() -> None:
    assert one_line("a\n\n[9] (b)\r\nc") == "a [9] (b) c"
