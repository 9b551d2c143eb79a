"""The passages that a model reads: as many as fit beside everything else.

A model reads a limited number of tokens, prompt and answer together. What the instructions, the
question and the answer do not need is shared: the history gets at most half of it, its latest
turns first, the passages all the rest. Passages are dropped whole, from the last one on: a
passage that is cut could say something else.

The limit is `context_tokens` of the model's configuration in the registry; for a model that has
none it is `CONTEXT_TOKENS`, what the smallest models in use are served with. Tokens are
estimated, rather too many than too few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.models import ModelRegistry
from app.schemas.chat import Citation
from app.schemas.retrieval import SearchHit
from app.services.usage.tokens import estimate

CONTEXT_TOKENS = 8192
# A turn of the prompt has some tokens around its text, and a passage its number and place.
FRAME_TOKENS = 16

Turn = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is cited, and what the model reads of it: maybe more around it."""

    citation: Citation
    context: str

    @classmethod
    def of(cls, hit: SearchHit) -> "Passage":
        """A hit under its rank; the citation is of the passage itself."""
        cited = hit.model_dump(include=set(Citation.model_fields))
        return cls(Citation(number=hit.rank, quote=hit.text, **cited), hit.context_text)


def context_limit(model: ModelRegistry) -> int:
    """Tokens that a model reads and writes together."""
    known = model.config.get("context_tokens")
    return known if isinstance(known, int) else CONTEXT_TOKENS


def latest_that_fit(history: Sequence[Turn], budget: int) -> tuple[Turn, ...]:
    """The latest turns that have room in half of the budget, oldest first."""
    costs = accumulate(cost_of(*turn) + FRAME_TOKENS for turn in reversed(history))
    count = sum(cost <= budget // 2 for cost in costs)
    return tuple(history[len(history) - count :])


def first_that_fit(passages: Sequence[Passage], budget: int) -> list[Passage]:
    """The best passages that have room in the budget, none of them cut."""
    costs = accumulate(_cost(passage) for passage in passages)
    return list(passages[: sum(cost <= budget for cost in costs)])


def cost_of(*texts: str) -> int:
    """About how many tokens texts take in a prompt."""
    return estimate(*texts) + FRAME_TOKENS


def _cost(passage: Passage) -> int:
    citation = passage.citation
    return cost_of(passage.context, citation.document_name, citation.section or "")
