"""Answers over documents as text that leads nowhere: without links, images and markup.

A document can tell a model to write an image whose address carries away what the reader was told,
or a link that looks like ours. So what a model writes from documents is passed on with its words
and without what makes a browser act: addresses stand as code, where every Markdown renderer
leaves them alone, and what would make a link, an image, a definition or an HTML element of its
surroundings is set apart by a blank. Code stays as it is, since nothing in it is acted upon.

The text is read as it comes. What cannot be judged yet is held back, mostly a character or two,
so that what has been told is safe wherever the answer stops. Where renderers might disagree on
what is code, it is taken for text.
"""

import html
import re

from app.services.answers.invisible import visible

# What clients draw or run on sight is shown as plain text.
_DRAWN = {"html", "htm", "xhtml", "xml", "svg", "css", "js", "javascript", "jsx", "ts", "tsx"}
_DRAWN |= {"mermaid", "vega", "vega-lite", "dot", "graphviz", "plantuml", "latex", "tex", "math"}
_LONGEST_SPAN, _LONGEST_INFO, _LONGEST_ADDRESS = 500, 100, 2000
_JOINED = re.compile(r"(?<=!)(?=\[)|(?<=\])(?=[(:])|(?<=<)(?=[A-Za-z/!?])")
_SPECIAL = re.compile(r"[`\\&\n]|~~~|(?i:https?://|ftp://|www\.)|(?<=:)//")
# What may still become special when more has come.
_BEGUN = re.compile(r"(?:~{1,2}|(?i:https?:?/?|htt?|h|ftp?:?/?|f|w{1,3})|(?<=:)/)$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE_BEGUN = re.compile(r"\\|&#?[A-Za-z0-9]{0,32}")
_RUN = re.compile(r"`+")
_TILDES = re.compile(r"~+")
_CONTAINERS = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_CLOSING_LINE = re.compile(r"[ \t]*(`*)[ \t]*")
_END_OF_ADDRESS = re.compile(r"[\s<>\"`|\\^{}\[\]*]")
_TRAILING = re.compile(r"[.,;:!?'~]+$")
_LONGEST_PREFIX = 40


class SafeText:
    """Makes safe text of an answer piece by piece; `close` gives what was held back."""

    def __init__(self) -> None:
        self._rest = ""
        self._carriage = ""
        self._out: list[str] = []
        self._last = ""
        # What the line has so far, as far as it matters, and the runs of backticks in the
        # paragraph that closed nothing.
        self._line = ""
        self._strays: set[int] = set()
        self._fence = 0

    def feed(self, text: str) -> str:
        """The next piece of the answer, as far as it can be judged."""
        text = self._carriage + text
        self._carriage = "\r" if text.endswith("\r") else ""
        return self._read(text.removesuffix("\r"), ended=False)

    def close(self) -> str:
        """What is left: nothing more comes."""
        return self._read(self._carriage, ended=True)

    def _read(self, text: str, *, ended: bool) -> str:
        self._rest += visible(text)
        while self._rest and self._step(ended):
            pass
        told = "".join(self._out)
        self._out.clear()
        return told

    def _step(self, ended: bool) -> bool:
        """Take something off the rest; False when that needs more of the answer."""
        if self._fence:
            return self._step_in_fence(ended)
        known = self._last + self._rest
        found = _SPECIAL.search(known, len(self._last))
        start = found.start() - len(self._last) if found else len(self._rest)
        if found and found[0] in ("\\", "&"):
            return self._escape(start, found[0], ended)
        plain = start if found or ended else self._plain_before(start)
        if plain:
            self._write(self._take(plain))
            return True
        return found is not None and self._special(found[0], ended)

    def _plain_before(self, position: int) -> int:
        """Up to where the rest is plain, whatever comes at this position."""
        known = self._last + self._rest[:position]
        begun = _BEGUN.search(known, len(self._last))
        return begun.start() - len(self._last) if begun else position

    def _special(self, token: str, ended: bool) -> bool:
        match token[0]:
            case "`":
                return self._backticks(ended)
            case "~":
                return self._tildes(ended)
            case "\n":
                return self._end_line()
            case _:
                return self._address(token, ended)

    def _end_line(self) -> bool:
        if not self._line.strip(" \t"):
            self._strays.clear()
        self._write(self._take(1))
        return True

    def _escape(self, position: int, mark: str, ended: bool) -> bool:
        """Read what is escaped as if it stood there itself: that is how it will be shown."""
        before, after = self._rest[:position], self._rest[position:]
        meant = _unescaped(after) if mark == "\\" else _decoded(after)
        if meant is None and not ended and _ESCAPE_BEGUN.fullmatch(after):
            plain = self._plain_before(position)
            self._write(self._take(plain))
            return plain > 0
        if meant is None:
            self._write(self._take(position + 1))
        else:
            self._rest = before + meant
        return True

    def _tildes(self, ended: bool) -> bool:
        """A fence of tildes would make code of what is not judged as code here."""
        length = _end(_TILDES.match(self._rest))
        if length == len(self._rest) and not ended:
            return False
        self._write(" ".join(self._take(length)))
        return True

    def _backticks(self, ended: bool) -> bool:
        length = _end(_RUN.match(self._rest))
        if length == len(self._rest) and not ended:
            return False
        line, broken, _ = self._rest[length:].partition("\n")
        complete = bool(broken) or ended
        if length >= 3 and _CONTAINERS.fullmatch(self._line) and "`" not in line:
            if complete:
                self._open_fence(length, line)
                return True
            if len(line) <= _LONGEST_INFO:
                return False
        return self._code_span(length, line, complete)

    def _open_fence(self, length: int, info: str) -> None:
        self._take(length + len(info) + 1)
        if self._line:
            self._write("\n")
        words = info.split()
        language = words[0].casefold() if words else ""
        plain = language.strip("{}.") in _DRAWN
        self._write_code(f"{'`' * length}{'text' if plain else ' '.join(words)}\n")
        self._fence = length
        self._line = ""

    def _code_span(self, length: int, line: str, complete: bool) -> bool:
        """Code within one line; a run that closes nothing casts doubt on the whole paragraph."""
        closing = re.search(rf"(?<!`)`{{{length}}}(?!`)", line)
        undecided = closing is None or closing.end() == len(line)
        if self._strays or self._last == "\\":
            closing = None
        elif undecided and not complete and len(line) <= _LONGEST_SPAN:
            return False
        if closing and "|" not in closing.string[: closing.end()]:
            self._write_code(self._take(length + closing.end()))
            return True
        self._strays.add(length)
        self._write_apart(self._take(length))
        return True

    def _step_in_fence(self, ended: bool) -> bool:
        line, broken, _ = self._rest.partition("\n")
        if not self._line:
            closing = _CLOSING_LINE.fullmatch(line)
            if closing and not broken and not ended:
                return False
            if closing and len(closing[1]) >= self._fence:
                self._close_fence(len(line) + len(broken), closing[1] + broken)
                return True
        self._write_code(self._take(len(line) + len(broken)))
        return True

    def _close_fence(self, taken: int, written: str) -> None:
        self._take(taken)
        self._write_code(written)
        self._fence = 0
        self._strays.clear()

    def _address(self, token: str, ended: bool) -> bool:
        """Write an address as code, once it is whole."""
        length = _length_of_address(self._rest)
        if length == len(self._rest) <= _LONGEST_ADDRESS and not ended:
            return False
        inside_word = token.casefold() == "www." and self._last.isalnum()
        kept = len(_TRAILING.sub("", self._rest[:length]))
        if inside_word or kept <= len(token.rstrip(".")):
            self._write(self._take(len(token)))
            return True
        marks = "`" * next(n for n in range(1, len(self._strays) + 2) if n not in self._strays)
        self._write_apart(marks)
        self._write_code(self._take(kept) + marks)
        if self._rest.startswith("`"):
            self._write_code(" ")
        return True

    def _take(self, length: int) -> str:
        taken, self._rest = self._rest[:length], self._rest[length:]
        return taken

    def _write(self, text: str) -> None:
        """Pass text on, with blanks where two characters together would be markup."""
        if text:
            self._write_code(_JOINED.sub(" ", self._last + text)[len(self._last) :])

    def _write_apart(self, marks: str) -> None:
        """Pass backticks on that stand for themselves: not escaped, not part of a longer run."""
        self._write_code(f" {marks}" if self._last in ("\\", "`") else marks)

    def _write_code(self, text: str) -> None:
        if not text:
            return
        self._out.append(text)
        self._last = text[-1]
        line = text.rpartition("\n")
        self._line = (line[2] if line[1] else self._line + text)[:_LONGEST_PREFIX]


def safe_text(answer: str) -> str:
    """A whole answer as safe text."""
    reader = SafeText()
    return reader.feed(answer) + reader.close()


def _unescaped(text: str) -> str | None:
    """The text without its backslash where that hides a character of an address."""
    return text[1:] if text[1:2] and text[1] in ":/." else None


def _decoded(text: str) -> str | None:
    """The text with its entity replaced by what it stands for, if there is one."""
    entity = _ENTITY.match(text)
    if entity is None:
        return None
    meant = visible(html.unescape(entity[0]))
    return None if meant == entity[0] else meant + text[entity.end() :]


def _length_of_address(text: str) -> int:
    """How far the address reaches with which the text begins: not over a bracket of others."""
    end = _END_OF_ADDRESS.search(text)
    stop, depth = (end.start() if end else len(text)), 0
    for position, character in enumerate(text[:stop]):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return position
    return stop


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0
