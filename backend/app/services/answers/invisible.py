"""Characters that nobody sees and that change what is read."""

# Line breaks that Markdown and terminals do not agree on are blanks; what hides, overrides or
# smuggles text is nothing. Joiners stay: scripts and emoji need them.
_BLANKS = "\v\f\x85\u2028\u2029"
_REMOVED = (
    *range(0x00, 0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0x00AD,  # soft hyphen
    0x034F,  # combining grapheme joiner
    0x061C,  # Arabic letter mark
    *range(0x115F, 0x1161),  # Hangul fillers
    0x180E,
    0x200B,  # zero-width space
    *range(0x200E, 0x2010),  # direction marks
    *range(0x202A, 0x202F),  # direction overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, direction isolates
    0x3164,
    0xFEFF,
    0xFFA0,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags: ASCII that is not shown
)
_TABLE = {**dict.fromkeys(_REMOVED, ""), **dict.fromkeys(map(ord, _BLANKS), " ")}


def visible(text: str) -> str:
    """The text without control characters, direction overrides and hidden letters."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
