"""The ways in which a person is spoken of: the whole name, its parts, the halves of a double name.

How a way is written says how surely it is meant: "ann" in any case, "Hope" with a capital, "Jo" as
a word of its own, "AvD" to the letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpora.names.gazetteer import given_names, is_common
from corpora.names.words_and_names import (
    NEVER_ALONE,
    is_part,
    is_part_played,
    is_word_too,
    names_a_role,
)
from corpora.people.near_labels import PARTICLES
from corpora.spelling import NO_SPACES, TITLES, folded, levelled

Rule = Literal["any case", "capital", "short", "as written", "anywhere"]

_LEADING = re.compile(r"^\W+")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_UNSPACED = re.compile(f"[{NO_SPACES}\uac00-\ud7a3 ・·]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{3,4}")
_HYPHEN = r"[-\u2010-\u2015]"
_SHORTEST_PART, _SHORT = 2, 3


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which somebody is spoken of, as it is written, and how it must be written."""

    text: str
    rule: Rule


def forms_of(name: str, aliases: Sequence[str] = ()) -> set[Form]:
    """The ways in which a person of people.csv is spoken of."""
    return {form for each in (name, *aliases) for form in _forms(each, listed=True)}


def forms_of_label(label: str) -> set[Form]:
    """The ways in which somebody is spoken of of whom only a label is known; none for a role."""
    address = re.sub(r"[._]+", " ", label.partition("@")[0]) if "@" in label else label
    bare = " ".join(_ASIDE.sub(" ", address).split())
    if names_a_role(bare):
        return set()
    written: set[Form] = {Form(label, "as written")} if bare != label else set()
    return written | _forms(bare, listed=False)


def whole(name: str) -> set[Form]:
    """The whole name alone, for somebody who is not to be hidden."""
    return {Form(name, _rule(name))} if len(name.split()) > 1 else set()


def _forms(name: str, *, listed: bool) -> set[Form]:
    text = _LEADING.sub("", " ".join(name.split()))
    if " " in text and (text.isupper() or text.islower()):
        text = text.title()
    if not text or is_part_played(text) or (text.isupper() and is_common(text)):
        return set()
    if _UNSPACED.fullmatch(text):
        return {Form(part, "anywhere") for part in _unspaced(text)}
    unsure = not listed and not text.islower() and _is_unsure(text)
    made: set[Form] = {Form(text, "capital" if unsure else _rule(text)), *_turned(text)}
    title, _, rest = text.partition(" ")
    if rest and folded(title) in TITLES:
        made.add(Form(rest, _rule(rest)))
    if listed and names_a_role(text):
        return made
    shorter: set[Form] = {
        Form(some, "capital") for some in _shorter(rest if folded(title) in TITLES else text)
    }
    return made | shorter | {Form(part, rule) for part, rule in _parts(text, listed)}


def _shorter(name: str) -> Iterator[str]:
    """A long name without one of its parts, a double surname by its halves: `Bronwen Pritchard`."""
    spelt = name.replace(",", " ").split()
    if not 1 < len(spelt) < 5 or any(len(word) < _SHORTEST_PART for word in spelt):
        return
    for last in re.split(_HYPHEN, spelt[-1]):
        if last != spelt[-1] and len(last) > _SHORTEST_PART:
            yield f"{spelt[0]} {last}"
    if len(spelt) > 2:
        yield from (f"{spelt[0]} {spelt[-1]}", " ".join(spelt[:-1]), " ".join(spelt[1:]))


def _turned(name: str) -> set[Form]:
    """`Bell, Ann` is spoken of as Ann Bell."""
    last, comma, first = name.partition(",")
    turned = f"{first.strip()} {last.strip()}"
    return {Form(turned, _rule(turned))} if comma and first.strip() else set()


def _rule(text: str) -> Rule:
    """How a whole name or an alias must be written to be meant."""
    if " " in text or "-" in text:
        return "any case"
    letters = "".join(char for char in text if char.isalpha())
    if len(letters) > 1 and letters.isupper() and len(letters) <= _SHORT:
        return "as written"
    if len(text) < _SHORT:
        return "short" if text[:1].isupper() else "as written"
    return "capital" if is_word_too(text) else "any case"


def _parts(name: str, listed: bool) -> Iterator[tuple[str, Rule]]:
    """The words of a name that stand for the person when they stand alone."""
    spelt = [word.strip('.,;:"()“”') for word in name.split()]
    for at, word in enumerate(spelt):
        halves = [half for half in re.split(_HYPHEN, word) if half]
        for part in {word, *halves} if len(halves) > 1 else {word}:
            outer = part == word and at in (0, len(spelt) - 1)
            if rule := _alone(part, outer=outer, half=part != word, listed=listed):
                yield part, rule


def _alone(part: str, *, outer: bool, half: bool, listed: bool) -> Rule | None:
    """How a word of a name must be written to stand for the person; None where it does not."""
    low = folded(part)
    letters = sum(char.isalpha() for char in part)
    if letters < _SHORTEST_PART or any(char.isdigit() for char in part) or is_part_played(part):
        return None
    if is_part(low) or (low in PARTICLES and (not outer or part.islower())):
        return None
    if (half or letters < _SHORT) and part.islower():
        return None
    if letters < _SHORT:
        if low in NEVER_ALONE:
            return None
        return "as written" if part.isupper() else "short"
    if is_common(low) and not listed:
        return None
    unsure = (not listed and _is_unsure(part)) or (half and letters == _SHORT)
    return "capital" if unsure or is_word_too(part) else "any case"


def _is_unsure(label: str) -> bool:
    """Whether a label of one word may be no name: `Reception` is hidden with its capital only."""
    return " " not in label and levelled(label).capitalize() not in given_names()


def _unspaced(name: str) -> set[str]:
    """A name in a script without spaces, and the given name that people use alone."""
    together = re.sub(r"[\s・·]", "", name)
    parts = {part for part in re.split(r"[\s・·]+", name) if len(part) > 1}
    if _HAN.fullmatch(together) and together == name:
        parts.add(together[-2:])
    if re.fullmatch("[\uac00-\ud7a3]{3}", together):
        parts.add(together[-2:])
    return {together, *parts} if len(together) > 1 else set()
