"""Words that may be a known person's name: misspelt by one letter, or short for it.

They are proposed and never replaced unasked: "Martin" may be Martina, or somebody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from corpora.names.gazetteer import lines_of_list
from corpora.names.names import Names, is_ordinary, is_part_played
from corpora.people.people import Person

SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are written, without possessives."""
    return (match.group() for match in _WORD.finditer(text))


def near_names(
    words: Iterable[str], people: Sequence[Person], known: Mapping[str, str], names: Names
) -> dict[str, str]:
    """Words that stand near the name of one person, each with that person's pseudonym.

    Only words with a capital count, and none that stands in small letters elsewhere: a word that
    people use as a word is no misspelt name. A word near two people's names stands for `[name]`.
    """
    written = set(words)
    near = _Near(people, known)
    found = {}
    for word in sorted(word for word in written if word[0].isupper() and not word.isupper()):
        pseudonym = near.of(word)
        ordinary = word.lower() in written or is_ordinary(word) or is_part_played(word)
        if pseudonym and not ordinary and not names.spans(word):
            found[word] = pseudonym
    return found


class _Near:
    """Finds whose name a word is near, by what is left of either when one letter is taken out."""

    def __init__(self, people: Sequence[Person], known: Mapping[str, str]) -> None:
        self._by_rest: dict[str, set[tuple[str, str]]] = {}
        self._short: dict[str, set[str]] = {}
        for person in people:
            for name in _parts(person):
                self._add(name, known[person.id])

    def _add(self, name: str, pseudonym: str) -> None:
        for short in short_forms().get(name, ()):
            self._short.setdefault(short, set()).add(pseudonym)
        if len(name) >= SHORTEST:
            for rest in _rests(name):
                self._by_rest.setdefault(rest, set()).add((name, pseudonym))

    def of(self, word: str) -> str:
        """The pseudonym of whoever the word is near, "" for nobody."""
        low = word.lower()
        found = set(self._short.get(low, ()))
        for rest in _rests(low):
            near = self._by_rest.get(rest, ())
            found |= {pseudonym for name, pseudonym in near if one_edit_apart(low, name)}
        return "[name]" if len(found) > 1 else next(iter(found), "")


def _parts(person: Person) -> set[str]:
    names = (person.name, *person.aliases)
    words = {word.lower() for name in names if not is_part_played(name) for word in words_of(name)}
    return {word for word in words if len(word) > 2 and not is_part_played(word)}


def _rests(word: str) -> set[str]:
    """The word, and what is left of it without any one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter too many, too few or wrong, or two changed round, tells two words apart."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    turned = a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or turned


@cache
def short_forms() -> Mapping[str, frozenset[str]]:
    """What else people of a first name are called ("sam": Samuel, Sammy), in small letters."""
    forms: dict[str, set[str]] = {}
    for line in lines_of_list("short_names.txt"):
        same = line.replace(":", "").split()
        for name in same:
            forms.setdefault(name, set()).update(other for other in same if other != name)
    return {name: frozenset(others) for name, others in forms.items()}
