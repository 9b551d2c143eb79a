"""Words of a text as the keyword index knows them: found, cut, stemmed, numbered."""

from app.services.knowledge_bases.lexical.analysis import Term, matches, terms
from app.services.knowledge_bases.lexical.languages import detect_language
from app.services.knowledge_bases.lexical.weights import passage_keywords, query_keywords

__all__ = [
    "Term",
    "detect_language",
    "matches",
    "passage_keywords",
    "query_keywords",
    "terms",
]
