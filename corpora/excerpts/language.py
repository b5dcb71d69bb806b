"""A guess at the language of a text, by the commonest words of each."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from corpora.sentences import load_spacy

# spaCy brings a list of common words for each of these.
LANGUAGES = (
    "en",
    "cy",
    "ga",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "ro",
    "sv",
    "tr",
    "ar",
    "ur",
)
_LETTERS = re.compile(r"[^\W\d_]+")
MOST_WORDS, FEWEST_WORDS = 5_000, 5
# Below this share of common words the text is in none of the languages.
LEAST_SHARE = 0.15


def guess_language(text: str) -> str | None:
    """The code of the language (ISO 639-1) whose common words make up most of `text`, or None.

    None where there are fewer than five words, or too few of them are common in any language.
    """
    words = [match.group().casefold() for match in _LETTERS.finditer(text[:50_000])][:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return None
    shares = {
        language: sum(word in common for word in words) / len(words)
        for language, common in _common_words().items()
    }
    best = max(shares, key=lambda language: (shares[language], language == "en"))
    return best if shares[best] >= LEAST_SHARE else None


@cache
def _common_words() -> Mapping[str, frozenset[str]]:
    load_spacy()
    found: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        try:
            found[language] = frozenset(
                import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
            )
        except ModuleNotFoundError:
            continue
    return found
