"""Hard words that easy read explains: a list of this project's, written for it."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from coding.document.blocks import Strong, Words
from coding.easy_read.paper import EasyLine, HardWord


def _listed() -> Iterator[HardWord]:
    text = (Path(__file__).parent / "hard-words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(StringIO(text)):
        forms = (row["word"], *filter(None, row["also"].split("|")))
        yield HardWord(forms, row["meaning"])


HARD_WORDS = tuple(_listed())
ACRONYMS = frozenset(
    form for hard in HARD_WORDS for form in hard.forms if sum(char.isupper() for char in form) > 1
)
"""Letters for words that may stand in easy read, since they are explained or known by all."""

_BY_FORM = {form.casefold(): hard for hard in HARD_WORDS for form in hard.forms}
_LONGEST_FIRST = sorted(_BY_FORM, key=lambda form: (-len(form), form))
_ANY = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?![\w-])", re.I)


def hard_words_in(lines: Iterable[EasyLine]) -> tuple[HardWord, ...]:
    """The hard words that stand in these lines or in what explains them, in the order of the alphabet."""
    waiting = [line.text for line in lines]
    found: set[HardWord] = set()
    while waiting:
        new = {_BY_FORM[word.casefold()] for word in _ANY.findall(waiting.pop())} - found
        found |= new
        waiting += [hard.meaning for hard in new]
    return tuple(sorted(found, key=lambda hard: hard.word.casefold()))


def with_hard_words_marked(words: Words) -> Words:
    """The same words, with each hard one set apart."""
    marked: list[object] = []
    for word in words:
        if isinstance(word, str):
            marked += _marked(word)
        else:
            marked.append(word)
    return tuple(marked)  # type: ignore[arg-type]


def _marked(text: str) -> Iterator["str | Strong"]:
    at = 0
    for found in _ANY.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield Strong(found.group())
        at = found.end()
    if at < len(text):
        yield text[at:]
