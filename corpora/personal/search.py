"""Personal data found in text: by form, by the words around it, and by a model where that is wanted.

Names of people.csv are another matter: `corpora.names.names` knows them, this does not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from corpora.personal.addresses import addresses
from corpora.personal.birthdates import birthdates
from corpora.personal.context_cues import first_names, names_by_context
from corpora.personal.corrections import corrected
from corpora.personal.identifiers import identifiers
from corpora.personal.kinds import MODELLED, Finding, apart, overlapping
from corpora.personal.model import entities
from corpora.personal.phones import phone_numbers

DEIDENTIFY_VERSION = "1"
# "[name 3]", "[inaudible]": replaced already, or said by whoever typed it.
_BRACKETED = re.compile(r"\[[^\[\]\n]{0,80}\]")
_PIECE = 2_000
_TEXTS_AT_ONCE = 32


def by_form(text: str) -> list[Finding]:
    """Identifiers: what its form alone gives away. In order, none overlapping."""
    return apart([*birthdates(text), *identifiers(text), *addresses(text), *phone_numbers(text)])


def find(texts: Iterable[str]) -> Iterator[list[Finding]]:
    """All personal data in each text: identifiers, people, places and organisations.

    The findings of a text are in order and do not overlap. Raises ModelFault without the model.
    """
    waiting = iter(texts)
    while some := list(islice(waiting, _TEXTS_AT_ONCE)):
        for text, modelled in zip(some, _modelled(some), strict=True):
            yield joined(text, modelled)


def joined(text: str, modelled: Sequence[Finding]) -> list[Finding]:
    """What is found by form and by cues in `text`, and what of a model's findings holds beside them."""
    numbers = [found for found in modelled if found.kind not in MODELLED]
    sure = apart([*by_form(text), *numbers])
    named = [found for found in modelled if found.kind in MODELLED]
    cued = [
        found for found in names_by_context(text) if not overlapping(sure, found.start, found.end)
    ]
    judged = apart(corrected(text, named, sure))
    either = apart([*sure, *_widened(cued, judged), *judged, *first_names(text)])
    marks = [Finding(*match.span(), "person") for match in _BRACKETED.finditer(text)]
    return [found for found in either if not overlapping(marks, found.start, found.end)]


def _widened(cued: Iterable[Finding], judged: Sequence[Finding]) -> Iterator[Finding]:
    """Cued findings, each as long as what the model found of the same kind there."""
    for found in cued:
        there = overlapping(judged, found.start, found.end)
        same = [other for other in there if other.kind == found.kind]
        start = min([found.start, *(other.start for other in same)])
        yield Finding(start, max([found.end, *(other.end for other in same)]), found.kind)


def _modelled(texts: Sequence[str]) -> list[list[Finding]]:
    """What the model finds in each text, read in pieces so that memory does not grow with a text."""
    pieces = [
        (number, start, text[start:end])
        for number, text in enumerate(texts)
        for start, end in _pieces(text)
    ]
    found: list[list[Finding]] = [[] for _ in texts]
    for (number, start, _), findings in zip(pieces, entities(p for _, _, p in pieces), strict=True):
        found[number] += [Finding(f.start + start, f.end + start, f.kind) for f in findings]
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Limits of pieces of about 2,000 characters that end with a line where they can."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            line = text.rfind("\n", start, end)
            space = text.rfind(" ", start, end)
            end = next((cut + 1 for cut in (line, space) if cut > start), end)
        yield start, end
        start = end
