"""The passages that a model reads: as many as fit beside everything else.

A model reads a limited number of tokens, prompt and answer together. What the instructions, the
question and the answer do not need is shared: the history gets at most half of it, the passages
all the rest. Passages are dropped whole, from the last one on: a passage that is cut could say
something else.

The limit is `context_tokens` of the model's configuration in the registry; for a model that has
none it is `endpoints.CONTEXT_TOKENS`, what the smallest models in use are served with. Tokens are
estimated, rather too many than too few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.schemas.chat import Citation
from app.schemas.retrieval import SearchHit
from app.services.answers.turns import Given
from app.services.knowledge_bases.recalled import Recalled
from app.services.usage.tokens import estimate

# A turn of the prompt has some tokens around its text, and a passage its number and place.
FRAME_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """What is cited, and what the model reads of it: maybe more around it.

    The context is characters `context_start` to `context_end` of the document.
    """

    citation: Citation
    context: str
    context_start: int
    context_end: int

    @classmethod
    def of(cls, hit: SearchHit, number: int | None = None) -> "Passage":
        """A hit under a number, else under its rank; the citation is of the passage itself."""
        cited = hit.model_dump(include=set(Citation.model_fields))
        return cls(
            Citation(number=number or hit.rank, quote=hit.text, **cited),
            hit.context_text,
            hit.context_start,
            hit.context_end,
        )

    @classmethod
    def again(cls, given: Given, recalled: Recalled) -> "Passage":
        """A passage of an earlier turn, as it is now."""
        found = recalled.passage
        citation = Citation(
            number=given.number,
            document_id=found.document_id,
            document_name=found.document_name,
            knowledge_base_id=found.knowledge_base_id,
            chunk_id=found.id,
            page=found.page,
            section=found.section,
            char_start=found.char_start,
            char_end=found.char_end,
            quote=found.text,
            text=found.text,
            score=given.score,
        )
        return cls(citation, recalled.context, given.context_start, given.context_end)

    @property
    def number(self) -> int:
        """Under which it is cited."""
        return self.citation.number

    def given(self) -> Given:
        """What is kept of it with the answer."""
        return Given(
            number=self.number,
            chunk_id=self.citation.chunk_id,
            context_start=self.context_start,
            context_end=self.context_end,
            score=self.citation.score,
        )


def first_that_fit(passages: Sequence[Passage], budget: int) -> list[Passage]:
    """The best passages that have room in the budget, none of them cut."""
    costs = accumulate(map(cost_of_passage, passages))
    return list(passages[: sum(cost <= budget for cost in costs)])


def cost_of_passage(passage: Passage) -> int:
    """About how many tokens a passage takes in a prompt, its number and place included."""
    citation = passage.citation
    return cost_of(passage.context, citation.document_name, citation.section or "")


def cost_of(*texts: str) -> int:
    """About how many tokens texts take in a prompt."""
    return estimate(*texts) + FRAME_TOKENS
