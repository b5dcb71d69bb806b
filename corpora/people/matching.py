"""A label of a transcript to the people of people.csv: who it is, or who it may be.

Never a guess: where two people could be meant, or a label is only near a name, it is nobody's
until somebody has answered, and `could_be` says whom to ask about.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpora.people.near_labels import is_full, keys, likeness
from corpora.people.people import Person
from corpora.spelling import asides, folded, name_words, without_asides

_JOINT = re.compile(r"\s*(?:[,/&+;]|\b(?:and|with|for|und|et|y)\b)\s*", re.IGNORECASE)


def matches(label: str, people: Sequence[Person]) -> Person | None:
    """The person that `label` names: by id, name or alias, or by what is short for one name only."""
    named = _register(people).named(label)
    return named[0] if len(named) == 1 else None


def could_be(label: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Everybody whom `label` may mean, in the order of people.csv; nobody for a stranger."""
    register = _register(people)
    return register.named(label) or register.near(label)


def is_short_for(label: str, other: str) -> bool:
    """Whether one label may be the other in short: `Ann` or `AB` beside `Ann Bell`."""
    return is_full(other) and not is_full(label) and likeness(label, other) == "short"


def is_exact(label: str, person: Person) -> bool:
    """Whether a label is the id, the name or an alias of a person, however it is written."""
    own = {form for name in _names(person) for form in (folded(name), _bare(name))}
    return not own.isdisjoint({folded(label), _bare(label)} - {""})


def _names(person: Person) -> tuple[str, ...]:
    return person.id, person.name, *person.aliases


def _bare(name: str) -> str:
    """A name as it is compared, without titles, without asides, `Bell, Ann` turned round."""
    return " ".join(name_words(name))


def _parts(label: str) -> list[str]:
    """The labels that a joint one is made of (`Ann & Dee`), and what stands in brackets."""
    joint = [part for part in _JOINT.split(without_asides(label)) if part.strip()]
    return [*(joint if len(joint) > 1 else ()), *asides(label)]


class _Register:
    """The people of people.csv, to be looked up by the ways in which their names are written."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = tuple(people)
        self._exact: dict[str, set[int]] = {}
        self._bare: dict[str, set[int]] = {}
        self._by_key: dict[str, set[int]] | None = None
        self._named: dict[str, tuple[Person, ...]] = {}
        self._near: dict[str, tuple[Person, ...]] = {}
        for at, person in enumerate(self._people):
            for name in _names(person):
                self._exact.setdefault(folded(name), set()).add(at)
                self._bare.setdefault(_bare(name), set()).add(at)
        for index in (self._exact, self._bare):
            index.pop("", None)

    def named(self, label: str) -> tuple[Person, ...]:
        """Those whom the label names, by the surest way in which it names anybody."""
        if label not in self._named:
            self._named[label] = self._all(self._find_named(label))
        return self._named[label]

    def near(self, label: str) -> tuple[Person, ...]:
        """Those whom a label that names nobody may mean."""
        if label not in self._near:
            alike = {at for at in self._candidates(label) if self._is_alike(label, at, "near")}
            self._near[label] = self._all(alike.union(*map(self._meant_by, _parts(label))))
        return self._near[label]

    def _meant_by(self, part: str) -> set[int]:
        """Those whom a part of a joint label means, or may mean by more than a pet name."""
        near = {at for at in self._candidates(part) if self._is_alike(part, at, "near")}
        return self._find_named(part) or (near if is_full(part) else set())

    def _all(self, places: Iterable[int]) -> tuple[Person, ...]:
        return tuple(self._people[at] for at in sorted(places))

    def _find_named(self, label: str) -> set[int]:
        beside = set[int]().union(*(self._exact.get(folded(aside), ()) for aside in asides(label)))
        exact = self._exact.get(folded(label)) or self._bare.get(_bare(label)) or set()
        # `Ann Bell (P02)`: what stands in brackets is believed as much as what stands before.
        if exact or beside:
            return exact | beside
        return {at for at in self._candidates(label) if self._is_alike(label, at, "short")}

    def _is_alike(self, label: str, at: int, wanted: str) -> bool:
        person = self._people[at]
        names = [person.name, *person.aliases]
        full = [name for name in names if is_full(name)]
        # What is like two full names that differ does not make them one.
        own = full if full and is_full(label) else names
        codes = [person.id] if wanted == "near" else []
        return any(likeness(label, name) == wanted for name in (*own, *codes))

    def _candidates(self, label: str) -> set[int]:
        if self._by_key is None:
            self._by_key = {}
            for at, person in enumerate(self._people):
                for key in {key for name in _names(person) for key in keys(name)}:
                    self._by_key.setdefault(key, set()).add(at)
        return set[int]().union(*(self._by_key.get(key, ()) for key in keys(label)))


class _Same:
    """A sequence of people that is equal to itself only: a thousand rows are not compared anew."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people

    def __hash__(self) -> int:
        return id(self.people)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.people is self.people


def _register(people: Sequence[Person]) -> _Register:
    # A list can change and stay the same list.
    return _kept(_Same(people)) if isinstance(people, tuple) else _Register(people)


@lru_cache(maxsize=4)
def _kept(same: _Same) -> _Register:
    return _Register(same.people)
