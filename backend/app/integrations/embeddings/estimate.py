"""Tokens of a text for a model whose tokenizer is not at hand.

An estimate that errs on the long side: three letters of the Latin alphabet count as a token, and
so does every other character that is not white space. Tokenizers in use take four to five letters
of ordinary English for a token and about one character of Chinese or Japanese. Chunks cut by it
are therefore rather too short than cut off by the model.
"""

import re

import numpy as np

from app.integrations.embeddings.base import TokenSpans

_TOKEN = re.compile(r"[A-Za-z]{1,3}|\S")


def estimated_token_spans(text: str) -> TokenSpans:
    """Character spans of what counts as a token, shape `(n, 2)`."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return np.asarray(spans, dtype=np.int64).reshape(-1, 2)
