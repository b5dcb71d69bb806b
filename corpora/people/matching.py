"""A label of a transcript to a person of people.csv, without guessing between two."""

import re
from collections.abc import Iterable, Sequence

from corpora.people.people import Person

ASIDE = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
TITLES = re.compile(r"^(?:dr|mr|mrs|ms|miss|mx|prof|professor|rev|sir|dame|cllr)\.?\s+")


def matches(label: str, people: Sequence[Person]) -> Person | None:
    """The person that `label` names: by id, name or alias, or by what is short for one name only."""
    for forms in (_exact, _loose, _short):
        wanted = forms([label])
        found = [person for person in people if wanted & forms(_names(person))]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _names(person: Person) -> list[str]:
    return [person.id, person.name, *person.aliases]


def _exact(names: Iterable[str]) -> set[str]:
    return {folded for name in names if (folded := _fold(name))}


def _fold(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").casefold().split()).strip(" .:")


def _loose(names: Iterable[str]) -> set[str]:
    """Names without what stands in brackets and without titles, `Bell, Ann` turned round."""
    forms = set()
    for name in names:
        bare = _fold(ASIDE.sub(" ", name))
        last, comma, first = bare.partition(",")
        turned = f"{first.strip()} {last.strip()}" if comma and first.strip() else bare
        forms.add(TITLES.sub("", turned).strip())
    return forms - {""}


def _short(names: Iterable[str]) -> set[str]:
    """First names, surnames and initials of full names; whatever is short already as it is."""
    forms = set()
    for name in _loose(names):
        words = name.replace("-", " ").split()
        forms.add(name.replace(".", "").replace(" ", "") if _are_initials(name) else name)
        if len(words) > 1 and not _are_initials(name):
            forms |= {name.split()[0], name.split()[-1], "".join(word[0] for word in words)}
    return forms


def _are_initials(name: str) -> bool:
    return len(name) <= 6 and all(len(word) == 1 for word in name.replace(".", " ").split())
