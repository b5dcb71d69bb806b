"""Words that may be a known person's name: misspelt by one letter, or short for it.

They are proposed and never replaced unasked: "Martin" may be Martina, or somebody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpora.names.names import Names, is_ordinary, is_part_played
from corpora.people.people import Person
from corpora.people.short_names import short_forms
from corpora.spelling import folded, one_edit_apart

SHORTEST = 5
# Accents may be marks of their own, after their letters.
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:[-\u2010\u2011](?:{_LETTER})+)*")


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
        low = _low(word)
        found = set(self._short.get(low, ()))
        for rest in _rests(low):
            near = self._by_rest.get(rest, ())
            found |= {pseudonym for name, pseudonym in near if one_edit_apart(low, name)}
        return "[name]" if len(found) > 1 else next(iter(found), "")


def _parts(person: Person) -> set[str]:
    names = (person.name, *person.aliases)
    words = {_low(word) for name in names if not is_part_played(name) for word in words_of(name)}
    return {word for word in words if len(word) > 2 and not is_part_played(word)}


def _low(word: str) -> str:
    """A word as names are compared, the halves of a double name still apart."""
    return "-".join(folded(word).split())


def _rests(word: str) -> set[str]:
    """The word, and what is left of it without any one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
