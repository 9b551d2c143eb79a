"""Languages: which one a text is in, how its words are stemmed and written."""

import threading
from collections.abc import Callable
from functools import lru_cache

import regex
import Stemmer
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# As much of a document as its language is told from.
DETECTED_CHARACTERS = 2000
# With less, or less sure, a guess would stem words by the wrong rules.
_MIN_LETTERS = 12
_MIN_PROBABILITY = 0.9
_LETTER = regex.compile(r"\p{L}")

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
# Their readers type these letters without the marks too. Elsewhere a mark makes another letter.
FOLDED = frozenset({None, "ca", "en", "es", "fr", "it", "nl", "pt", "ro", "vi"})

Stem = Callable[[str], str]
_stemmers = threading.local()


def detect_language(text: str) -> str | None:
    """The language of a text (ISO 639-1); `None` where it is too short or not clear."""
    sample = text[:DETECTED_CHARACTERS]
    if len(_LETTER.findall(sample)) < _MIN_LETTERS:
        return None
    language: str
    language, probability = _identifier().classify(sample)
    # The library also knows languages that only have longer codes.
    return language if probability >= _MIN_PROBABILITY and len(language) == 2 else None


def stemmer(language: str | None) -> Stem:
    """What cuts a word of this language down to its stem; other languages keep their words."""
    algorithm = _ALGORITHMS.get(language or "")
    return _snowball(algorithm) if algorithm else str


def _snowball(algorithm: str) -> Stem:
    """A stemmer of the calling thread: they keep state while they stem."""
    stem: Stem | None = getattr(_stemmers, algorithm, None)
    if stem is None:
        stem = Stemmer.Stemmer(algorithm).stemWord
        setattr(_stemmers, algorithm, stem)
    return stem


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
