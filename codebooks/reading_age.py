"""How old a reader has to be for a text: the Flesch-Kincaid grade as an age.

J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom (1975), "Derivation of new
readability formulas for Navy enlisted personnel", Research Branch Report 8-75:
grade = 0.39 words a sentence + 11.8 syllables a word - 15.59. A pupil of grade g is g + 5 years old.
"""

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[\n;:]+\s*")
VOWELS = re.compile("[aeiouy]+")
# Endings that are written with a vowel and said without one, and vowels that are said apart.
SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouylsxzcgh]|[aeiouy]l)es$|(?:[^aeiouytdl]|[aeiouyl]l)ed$"
)
SAID_APART = re.compile(
    r"ia(?!l)|e[ao]$|(?<!t)ie(?=n[ct])|iet|(?<![qg])ua|[aeiouy]ing$|(?<![ctg])iou|io(?!n|u)|crea|ism$"
)
FIRST_GRADE_AGE = 5
MAX_READING_AGE = 14
"""Definitions for older readers than that are flagged."""


def reading_age(sentences: Sequence[str]) -> float:
    """The age in years from which the sentences are read with ease; 0 without a word."""
    words = [WORD.findall(sentence) for sentence in sentences]
    count = sum(map(len, words))
    if not count:
        return 0.0
    syllables = sum(syllables_of(word) for sentence in words for word in sentence)
    grade = 0.39 * count / sum(map(bool, words)) + 11.8 * syllables / count - 15.59
    return max(0.0, grade + FIRST_GRADE_AGE)


def definition_sentences(text: str) -> list[str]:
    """The sentences of a definition; a colon, a semicolon and a new line end one, too."""
    return [part.strip() for part in SENTENCE_END.split(text) if WORD.search(part)]


def syllables_of(word: str) -> int:
    """About how many syllables an English word has, by its letters: right for about nine in ten."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    count = len(VOWELS.findall(plain)) + len(SAID_APART.findall(plain))
    return max(1, count - len(SILENT.findall(plain)))
