"""Token positions of a long text, without holding the tokens of all of it at once."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Encoding, Tokenizer

from app.integrations.embeddings.base import TokenSpans

BLOCK_CHARS = 16_384
BLOCKS_AT_ONCE = 32

_LAST_SPACE = re.compile(r"\s(?=\S*\Z)")


def token_spans(tokenizer: Tokenizer, text: str) -> TokenSpans:
    """Character spans of the tokens of `text`, shape `(n, 2)`, in linear time.

    The text is tokenized in blocks that end at white space, where word tokenizers break anyway.
    """
    spans: list[TokenSpans] = [np.empty((0, 2), dtype=np.int64)]
    for start, encoding in _encodings(tokenizer, text):
        if encoding.offsets:
            spans.append(np.asarray(encoding.offsets, dtype=np.int64) + start)
    return np.concatenate(spans)


def token_count(tokenizer: Tokenizer, text: str) -> int:
    """How many spans `token_spans` gives."""
    return sum(len(encoding) for _, encoding in _encodings(tokenizer, text))


def _encodings(tokenizer: Tokenizer, text: str) -> Iterator[tuple[int, Encoding]]:
    """The text in blocks, each after where it begins."""
    blocks = list(_blocks(text))
    for first in range(0, len(blocks), BLOCKS_AT_ONCE):
        batch = blocks[first : first + BLOCKS_AT_ONCE]
        starts = [start for start, _ in batch]
        yield from zip(
            starts, _encoded(tokenizer, [text[start:end] for start, end in batch]), strict=True
        )


def _encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> Sequence[Encoding]:
    if len(texts) == 1:  # without the threads of the library, which are longer awake than at work
        return [tokenizer.encode(texts[0], add_special_tokens=False)]
    return tokenizer.encode_batch(texts, add_special_tokens=False)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + BLOCK_CHARS, len(text))
        if end < len(text) and (space := _LAST_SPACE.search(text, end - 256, end)):
            end = space.end()
        yield start, end
        start = end
