"""Posting keys: what the inverted index of a collection is over.

A key says that a passage has a term, and how much: terms are looked up from their heaviest
postings down, so that of a frequent term only the passages that are most about it are read.
"""

import numpy as np
import numpy.typing as npt

from app.integrations.vectors.base import Keywords

# Up to where the weights of a level go. The last one is open: BM25's weights end at k1 + 1.
LEVEL_TOPS = (1.0, 1.3, 1.6, 2.2)
LEVELS = len(LEVEL_TOPS)
# Moves the keys, four for each term id, into the range of a signed integer.
OFFSET = 1 << 31


def keys(keywords: Keywords) -> npt.NDArray[np.int64]:
    """The posting keys of a passage, one for each of its terms."""
    levels = np.searchsorted(LEVEL_TOPS[:-1], keywords.weights, side="right")
    return keywords.terms * LEVELS + levels - OFFSET
