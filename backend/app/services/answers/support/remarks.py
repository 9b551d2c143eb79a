"""Sentences of an answer that claim nothing: lead-ins, courtesies, and "it is not in there"."""

import re

_FENCED = re.compile(r"^```.*?(?:^```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(`+)[^`\n]+?\1(?!`)")
_COURTESY = re.compile(
    r"(?i)\W*(?:sure|of course|certainly|hello|hi|thanks|thank you|you're welcome|i hope"
    r"|let me know|feel free|here (?:is|are)|gerne|natürlich|bien sûr|claro|certo|natuurlijk)\b"
    r"[^.]{0,80}[.!,:]?"
)
_MATERIAL = (
    r"(?:documents?|passages?|sources?|texts?|context|materials?|information provided"
    r"|dokumenten?|passagen?|unterlagen|quellen|texten?|documentos?|pasajes?|fuentes?|textos?"
    r"|documenti|passaggi|fonti|testi|documenten|teksten|passages|bronnen|extraits?)"
)
_NOT = (
    r"(?:not|n['’]t|no|nothing|never|neither|none|nicht|keine?[rnms]?|nichts|pas|aucune?|rien"
    r"|ning[uú]n\w*|non|nessun\w*|niet|geen|não|nenhum\w*)"
)
_ABSENT = [
    re.compile(rf"(?i)\b{_MATERIAL}\b[^.]{{0,80}}(?:\b|(?<=\w)){_NOT}\b"),
    re.compile(rf"(?i)(?:\b|(?<=\w)){_NOT}\b[^.]{{0,80}}\b{_MATERIAL}\b"),
    re.compile(r"(?i)\bi (?:do not|don['’]t|cannot|can['’]t|could not) (?:know|find|answer|tell)"),
    re.compile(r"(?i)\bno (?:information|mention|details?)\b"),
    re.compile(r"(?i)\b(?:is|are|was|were) not (?:mentioned|specified|stated|provided|covered)\b"),
]


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where code stands in Markdown: blocks, and spans outside of them."""
    blocks = [match.span() for match in _FENCED.finditer(text)]
    inline = [match.span() for match in _INLINE.finditer(text)]
    return blocks + [span for span in inline if not any(within(span, block) for block in blocks)]


def within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether a span lies in another one."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def claims_nothing(sentence: str) -> bool:
    """Whether it is a question, a heading, a lead-in or a courtesy."""
    text = sentence.strip().rstrip("*_")
    return text.endswith(("?", ":")) or text.startswith("#") or bool(_COURTESY.fullmatch(text))


def says_it_is_absent(sentence: str) -> bool:
    """Whether it says that the documents do not tell."""
    return any(pattern.search(sentence) for pattern in _ABSENT)
