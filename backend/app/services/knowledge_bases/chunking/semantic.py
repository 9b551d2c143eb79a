"""Stretches by meaning: neighbouring sentences stay together while their embeddings agree.

Every sentence is embedded to find the cuts, and every passage afterwards: about twice the cost
of the other strategies.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from app.integrations.embeddings import Embedder
from app.services.knowledge_bases.chunking.boundaries import Strength
from app.services.knowledge_bases.chunking.sheet import Sheet
from app.services.knowledge_bases.chunking.structure import by_section
from app.services.knowledge_bases.parsing import Span

Similarities = npt.NDArray[np.float32]

SENTENCES = (Strength.PARAGRAPH, Strength.ITEM, Strength.SENTENCE)
FEWEST_SIMILARITIES = 4
DEVIATIONS_BELOW_MEAN = 0.75


def by_topic(sheet: Sheet, size: int, model: Embedder) -> Iterator[Span]:
    """Sections, cut where a sentence is markedly less like the one before than sentences are.

    What is unlike is measured against all of the text. A stretch has at least a quarter of
    `size` before it is cut.
    """
    stretches = [_units(sheet, stretch, size) for stretch in by_section(sheet)]
    units = [unit for units in stretches for unit in units]
    if not units:
        return
    similarities = _neighbours(model, [sheet.text[unit.start : unit.end] for unit in units])
    unlike = _unlike(similarities)
    first = 0
    for own in stretches:
        yield from _grouped(sheet, own, unlike[first : first + len(own)], size // 4)
        first += len(own)


def _units(sheet: Sheet, stretch: Span, size: int) -> list[Span]:
    """Sentences, short ones together with the next: a few words have no clear meaning.

    A table or code is one unit: what its lines mean, they mean together.
    """
    enough = max(1, size // 8)
    cuts = sheet.boundaries.between(SENTENCES, stretch.start, stretch.end)
    units, start = [], stretch.start
    for cut in sheet.boundaries.blocks.outside(cuts):
        if sheet.ruler.size(start, cut) >= enough:
            units.append(Span(start, cut))
            start = cut
    return [*units, Span(start, stretch.end)]


def _neighbours(model: Embedder, texts: list[str]) -> Similarities:
    """Similarity of each text to the one before it; the first has none and gets 1."""
    vectors = model.embed_documents(texts)
    similarities: Similarities = np.ones(len(texts), dtype=np.float32)
    similarities[1:] = np.einsum("ij,ij->i", vectors[1:], vectors[:-1])
    return similarities


def _unlike(similarities: Similarities) -> list[bool]:
    """Which texts are markedly less like the one before than usual."""
    if len(similarities) <= FEWEST_SIMILARITIES:
        return [False] * len(similarities)
    others = similarities[1:]
    threshold = float(others.mean() - DEVIATIONS_BELOW_MEAN * others.std())
    return [bool(similarity < threshold) for similarity in similarities]


def _grouped(sheet: Sheet, units: list[Span], unlike: list[bool], enough: int) -> Iterator[Span]:
    start = units[0].start
    for unit, is_unlike in zip(units[1:], unlike[1:], strict=True):
        if is_unlike and sheet.ruler.size(start, unit.start) >= enough:
            yield Span(start, unit.start)
            start = unit.start
    yield Span(start, units[-1].end)
