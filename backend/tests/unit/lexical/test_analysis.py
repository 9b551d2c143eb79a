"""Words as the keyword index knows them."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.integrations.vectors import TERM_IDS
from app.services.knowledge_bases.lexical import (
    Highlighter,
    detect_language,
    passage_keywords,
    query_keywords,
    term_counts,
    terms,
)

LANGUAGES = st.sampled_from([None, "en", "de", "fr", "ja", "th", "tr", "ar", "xx"])
TEXTS = st.text(max_size=80) | st.text(
    st.sampled_from("abcäéßİſ 12.-_/'’:@&+#カガ猫犬กำสิ한국\u0301\u00ad\u200cﬁＡ²"), max_size=40
)


def ids(text: str, language: str | None = None) -> set[int]:
    return {term.id for term in terms(text, language)}


def pieces(text: str, language: str | None = None) -> list[str]:
    return [text[term.start : term.end] for term in terms(text, language)]


@settings(deadline=None)
@given(TEXTS, LANGUAGES)
def test_places_and_ids_are_those_of_the_text(text: str, language: str | None) -> None:
    found = list(terms(text, language))
    assert found == list(terms(text, language))
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(0 <= term.id < TERM_IDS for term in found)
    assert [term.start for term in found] == sorted(term.start for term in found)


@settings(deadline=None)
@given(TEXTS, LANGUAGES)
def test_terms_are_counted_as_they_stand_in_the_text(text: str, language: str | None) -> None:
    assert term_counts(text, language) == Counter(term.id for term in terms(text, language))


@settings(deadline=None)
@given(TEXTS, LANGUAGES)
def test_a_place_by_itself_is_the_same_term(text: str, language: str | None) -> None:
    for term in terms(text, language):
        assert term.id in ids(text[term.start : term.end], language)


# Words of plain letters take a short way; one with an invisible character in it never does.
@settings(deadline=None)
@given(
    st.text(st.sampled_from("abzABZ"), min_size=2, max_size=100),
    st.text(st.sampled_from("(\"'.,-[:+#"), max_size=2),
    st.text(st.sampled_from(")\"'.,-]:+#!?"), max_size=3),
    LANGUAGES,
)
def test_plain_words_are_the_terms_that_any_way_finds(
    word: str, before: str, after: str, language: str | None
) -> None:
    hyphened = f"{word[0]}\u00ad{word[1:]}"
    short = [(t.id, t.start) for t in terms(before + word + after, language)]
    long = [(t.id, t.start) for t in terms(before + hyphened + after, language)]
    assert short == long


def test_what_is_too_long_to_be_a_word_is_no_term() -> None:
    assert ids("a" * 200)
    assert not ids("a" * 201)


@settings(deadline=None)
@given(TEXTS, LANGUAGES)
def test_a_passage_and_a_question_of_the_same_words_agree(text: str, language: str | None) -> None:
    passage, query = passage_keywords(text, language), query_keywords(text, {language})
    assert passage.terms.tolist() == query.terms.tolist() == sorted(set(query.terms.tolist()))
    assert all(0 < weight < 2.2 for weight in passage.weights)
    assert bool(passage) == bool(Highlighter(text, {language}).spans(text, language))


@settings(deadline=None)
@given(TEXTS, TEXTS, LANGUAGES, LANGUAGES)
def test_matches_are_where_the_index_has_a_term_of_the_question(
    text: str, question: str, language: str | None, other: str | None
) -> None:
    asked = set(query_keywords(question, {language, other}).terms.tolist())
    matching = [term for term in terms(text, language) if term.id in asked]
    spans = Highlighter(question, {language, other}).spans(text, language)
    assert covered(spans) == covered((term.start, term.end) for term in matching)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in spans)


def test_every_place_of_a_word_is_a_match_and_no_part_of_another_word() -> None:
    highlighter = Highlighter("wing", {"en"})
    assert highlighter.spans("Wings, wing\u00a0wing; swing winged", "en") == [
        (0, 5),
        (7, 11),
        (12, 16),
        (24, 30),
    ]
    assert highlighter.spans("winger or swinging", "en") == []


def test_words_match_as_in_the_languages_that_were_searched() -> None:
    assert Highlighter("Häuser", {"de", "en"}).spans("Haus", "de") == [(0, 4)]
    assert Highlighter("Häuser", {"en"}).spans("Haus", "de") == []


def covered(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Computing", "computed"),
        ("de", "Häuser", "Haus"),
        ("fr", "congés", "Conge"),
        ("es", "canción", "canciones"),
        ("en", "wing's", "wings"),
        ("fr", "l’avion", "avions"),
        ("en", "e-mail", "emails"),
        (None, "ＡＢＣ", "abc"),
        (None, "ﬁle", "FILE"),
        (None, "Straße", "STRASSE"),
        (None, "naïve", "naive"),
        (None, "auto\u00admatic", "automatic"),
        (None, "ISO-27001", "iso27001"),
        (None, "ISO-27001", "ISO_27001"),
        ("ru", "двенадцатых", "двенадцатый"),
    ],
)
def test_the_same_word_is_the_same_term(language: str | None, one: str, other: str) -> None:
    assert ids(one, language) & ids(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sv", "här", "har"),
        ("tr", "ölü", "olu"),
        (None, "v2.3", "v23"),
        (None, "1.5", "15"),
        (None, "C++", "C"),
        ("en", "flow", "flower"),
    ],
)
def test_other_words_are_other_terms(language: str | None, one: str, other: str) -> None:
    assert ids(one, language) != ids(other, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISO-27001", ["ISO-27001", "ISO", "27001"]),
        ("user_id", ["user_id", "user", "id"]),
        ("v2.3", ["v2.3", "v", "2", "3"]),
        ("NACA0012.", ["NACA0012", "NACA", "0012"]),
        ("C++ and C#", ["C++", "and", "C#"]),
        ("don't", ["don"]),
        ("育児休暇", ["育児", "児休", "休暇"]),
        ("猫", ["猫"]),
        ("12週間", ["12", "週間"]),
        ("ลาคลอด", ["ลา", "าค", "คล", "ลอ", "อด"]),
        ("हिन्दी", ["हिन्दी"]),
        ("", []),
        ("— … !?", []),
        ("x" * 300, []),
    ],
)
def test_a_text_is_cut_into_these(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_ids_are_the_same_in_every_process() -> None:
    text = "Retrieval of ISO-27001 passages, 育児休暇"
    script = (
        "from app.services.knowledge_bases.lexical import terms;"
        f"print([term.id for term in terms({text!r}, 'en')])"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == str([term.id for term in terms(text, "en")])


def test_a_question_is_asked_in_every_language_of_the_documents() -> None:
    query = query_keywords("parental leave leave", {None, "en", "fr"})
    asked = dict(zip(query.terms.tolist(), query.weights.tolist(), strict=True))
    assert ids("parental", "en") | ids("parental", None) | ids("parental", "fr") <= set(asked)
    (leave,) = ids("leave", None)
    assert asked[leave] == 2


def test_a_term_counts_less_the_longer_the_passage() -> None:
    short, long = passage_keywords("word", None), passage_keywords("word " + "other " * 300, None)
    (word,) = ids("word")
    assert short.weights[0] > long.weights[long.terms.tolist().index(word)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The investigation of a wing in a slipstream was carried out last year.", "en"),
        ("Die Mitarbeiterinnen haben Anspruch auf zwölf Wochen Elternzeit.", "de"),
        ("Les salariés bénéficient de seize semaines de congé parental.", "fr"),
        ("従業員は出産後12週間の育児休暇を取得できます。", "ja"),
        ("พนักงานมีสิทธิลาคลอดสิบสองสัปดาห์", "th"),
        ("hello", None),
        ("Information Restaurant Hotel", None),
        ("12 34 56 ISO-27001 77", None),
        ("id,name,price\n1,foo,3.2\n2,bar,4.5", None),
        ("", None),
    ],
)
def test_tells_the_language_of_a_text_or_says_that_it_is_not_clear(
    text: str, language: str | None
) -> None:
    assert detect_language(text) == language
