"""Templates: plain substitution, and where the system message ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Invalid
from app.services.prompts.template import parse

_VALUES = {"question": "How long?", "context": "[1] Weeks.", "memory": "User: Hello"}


@pytest.mark.parametrize(
    ("content", "system", "user"),
    [
        ("{question}", "", "How long?"),
        ("Be brief.\n\n{question}", "Be brief.", "How long?"),
        (
            "Be brief.\n{context}\n\nQuestion: {question}",
            "Be brief.",
            "[1] Weeks.\n\nQuestion: How long?",
        ),
        (
            "A\n{memory}\nB {context} C\n{question} D",
            "A",
            "User: Hello\nB [1] Weeks. C\nHow long? D",
        ),
        ('Reply as {"answer": {name}}. {question}', 'Reply as {"answer": {name}}.', "How long?"),
        ("{ question } {{question}}", "{ question } {", "How long?}"),
        ("{0} {question!r} {question.x} {question}", "{0} {question!r} {question.x}", "How long?"),
        ("{% for x in y %}{question}", "{% for x in y %}", "How long?"),
        ("{Question} {question}", "{Question}", "How long?"),
    ],
)
def test_only_the_three_names_are_replaced(content: str, system: str | None, user: str) -> None:
    template = parse(content)
    assert template.user(**_VALUES) == user
    assert template.system == system


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "question_missing"),
        ("Answer from {context}", "question_missing"),
        ("{question} {question}", "variable_repeated"),
        ("{context}{context}{question}", "variable_repeated"),
        ("{memory} {memory} {question}", "variable_repeated"),
    ],
)
def test_refuses_what_cannot_be_asked(content: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(content)
    assert refused.value.code == code


@given(st.text(), st.text(), st.text())
def test_what_is_put_in_is_never_looked_at_again(question: str, context: str, memory: str) -> None:
    template = parse("S\n{memory}|{context}|{question}!")
    said = template.user(question=question, context=context, memory=memory)
    assert said == f"{memory}|{context}|{question}!".strip()


def test_a_document_cannot_ask_in_the_place_of_the_user() -> None:
    said = parse("{context}\n{question}").user(question="How long?", context="{question} {memory}")
    assert said == "{question} {memory}\nHow long?"
