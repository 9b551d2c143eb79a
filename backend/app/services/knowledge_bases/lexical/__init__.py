"""Words of a text as the keyword index knows them: found, cut, stemmed, numbered."""

from app.services.knowledge_bases.lexical.analysis import Highlighter, term_counts, terms
from app.services.knowledge_bases.lexical.languages import detect_language
from app.services.knowledge_bases.lexical.weights import passage_keywords, query_keywords

__all__ = [
    "Highlighter",
    "detect_language",
    "passage_keywords",
    "query_keywords",
    "term_counts",
    "terms",
]
