"""What a model found, put right: cut to the name, told apart by kind, and left out where it is no one.

The model calls surgeries and towns people and people organisations; its spans run into numbers and
line ends. What is sure by form or by the words around it decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpora.names.gazetteer import doubtful_places, given_names, is_common, places
from corpora.names.names import is_ordinary
from corpora.personal.context_cues import (
    ABBREVIATED,
    FEAST,
    FULL_NAME,
    TITLE,
    is_a_body,
    is_a_thing,
    is_a_ward,
)
from corpora.personal.kinds import Finding, Kind, overlapping

_LEADING = re.compile(
    r"(?:\W|(?:the|an?|my|our|his|her|and|oh|so|but|yeah|hi|hello|hey|dear|well|like"
    r"|(?:i|he|she|it|we|they|you|that|there)['’](?:m|s|re|ve|ll|d)) )*",
    re.I,
)
_TRAILING = re.compile(rf"(?!{ABBREVIATED}$)(?:['’][sS]|[^\w)])*$")
_TITLE_TOO_MANY = re.compile(rf"{TITLE.pattern}(?=\S+ \S)")
_PART = re.compile(r"[^\n\r\t|:]+")
# Benefits, laws and plans, and feasts: "Carer's Allowance", "Valentine's Day".
_NO_BODY = re.compile(
    r"\b(?:Allowances?|Benefits?|Credits?|Payments?|Act|Awards?|Scheme|Plan|Pathway|Budget|Statement|"
    r"Policy|Standards?|Scale|Test|Agenda|Minutes|Notes|Report|Survey|['’]s Day)$"
)
_TITLED = re.compile(rf"{TITLE.pattern}$")
_IN = re.compile(r"\b(?:in|at|from|to|near|around|outside|across|through) $", re.I)
# What stands after a name that opens a sentence, where the name is a word as well ("Hazel said").
_AFTER_A_NAME = re.compile(
    r"['’,.]|\s+(?:[A-Z]|(?:and|or|was|is|has|had|did|does|said|says|told|asked|came|went|who|would|will|"
    r"could|can|thinks?|thought|felt|feels|rang|got|gets|just|also|then|there|made|makes|sat|left)\b)"
)
_OPENS = re.compile(r"(?:^|[.!?…:]['\"”’)]*\s+|\n\s*)$")
_AFTER_AN_ARTICLE = re.compile(r"\b(?:the|an?) $", re.I)
# A number, or where one sentence ends and the next begins.
_NO_NAME = re.compile(r"\d|(?<!\b[A-Z])(?<!\b[A-Z][rs])(?<!\bMrs)(?<!\bRev)(?<=[a-z])\. ")
_DOSE = re.compile(r"\W{0,2}\d[\d.,]* ?(?:mg|ml|mcg|g|milligrams?)\b", re.I)


def corrected(text: str, modelled: Iterable[Finding], sure: Sequence[Finding]) -> list[Finding]:
    """What the model found in `text`, with the limits and kinds that the text itself shows.

    `sure` are findings by form, in order and apart: what overlaps one is cut down to the rest.
    """
    pieces = [piece for found in modelled for piece in _cut(text, found, sure)]
    kinds = [_kind(text, piece) for piece in pieces]
    return [
        Finding(piece.start, piece.end, kind)
        for piece, kind in zip(pieces, kinds, strict=True)
        if kind
    ]


def _cut(text: str, found: Finding, taken: Sequence[Finding]) -> Iterator[Finding]:
    """The parts of a finding on one line each and outside of what is taken."""
    inside = overlapping(taken, found.start, found.end)
    for part in _PART.finditer(text, found.start, found.end):
        at = part.start()
        # In "Ann Day: Sometimes" the one word is what she says.
        if text[at - 1 : at] == ":" and at > found.start and " " not in part.group().strip():
            continue
        for other in (*inside, Finding(part.end(), part.end(), found.kind)):
            yield from _trimmed(text, at, min(other.start, part.end()), found.kind)
            at = max(at, other.end)


def _trimmed(text: str, start: int, end: int, kind: Kind) -> Iterator[Finding]:
    """The finding without articles, titles, possessives and punctuation at its ends."""
    if start >= end or not (leading := _LEADING.match(text, start, end)):
        return
    start = leading.end()
    title = _TITLE_TOO_MANY.match(text, start, end)
    start = title.end() if title else start
    end -= len(_TRAILING.search(text[start:end])[0]) if start < end else 0  # type: ignore[index]
    if sum(char.isalpha() for char in text[start:end]) > 1:
        yield Finding(start, end, kind)


def _kind(text: str, found: Finding) -> Kind | None:
    """What kind of thing is found, None for what names nobody and no place in particular."""
    said, before = text[found.start : found.end], text[max(0, found.start - 50) : found.start]
    if (
        is_common(said)
        or is_a_ward(text, found.start, found.end)
        or _is_a_word(text, found, before)
    ):
        return None
    if is_a_body(said):
        return "organisation"
    if _TITLED.search(before):
        return "person"
    if found.kind == "person" and is_a_thing(text, found.start, found.end):
        return "place"
    return _kind_of_name(said, found.kind, before)


def _is_a_word(text: str, found: Finding, before: str) -> bool:
    """Whether it is a thing, or a word that is a name elsewhere: "Hope springs", "the Dawn chorus"."""
    said = text[found.start : found.end]
    if _NO_BODY.search(said) or FEAST.match(text, found.end) or _DOSE.match(text, found.end):
        return True
    if said.islower() and not _is_small(text[max(0, found.start - 300) : found.start]):
        return True
    if not is_ordinary(said):
        return False
    opens = _OPENS.search(before) and not _AFTER_A_NAME.match(text, found.end)
    return bool(opens or _AFTER_AN_ARTICLE.search(before))


def _is_small(before: str) -> bool:
    """Whether the text has no capitals, so that they tell nothing."""
    return before == before.lower()


def _kind_of_name(said: str, kind: Kind, before: str) -> Kind | None:
    if said in places():
        sure = said not in doubtful_places() or kind != "person" or _IN.search(before)
        return "place" if sure else kind
    first = said.split()[0]
    if kind != "person" and first in given_names() and not is_ordinary(first):
        return "person" if re.fullmatch(FULL_NAME, said) else kind
    return None if kind == "person" and _NO_NAME.search(said) else kind
