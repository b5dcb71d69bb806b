"""Names replaced by pseudonyms: a layer over the text, applied wherever text leaves the store.

The transcript's own text is never changed, so that adding a name later moves no offset.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from corpora.names.forms import Form, forms_of, forms_of_label, whole
from corpora.names.patterns import (
    ASCII_WORD,
    WORD,
    anywhere_of,
    beginnings,
    ends,
    literal_of,
    pattern_of,
)
from corpora.names.usage import is_meant
from corpora.names.words_and_names import is_ordinary, is_part_played
from corpora.people.people import Person
from corpora.spelling import MARK, ZERO_WIDTH_SPACE, levelled, squashed
from corpora.text import edited
from corpora.transcript import Role

__all__ = ["Names", "is_ordinary", "is_part_played", "names_of", "pseudonym_for"]

SHARED = "[name]"
"""Stands for a name that two people have."""
LEFT = ""
"""Stands for nothing: the name of somebody who is not hidden, which is no part of another name."""
_LEADING = re.compile(r"^\W+")
_STAND_IN = re.compile(r"\[(?:name|withdrawn|[^\W\d_][^\[\]\n]{0,38} \d+)\]")
_LONGEST_STAND_IN = 42


@dataclass(frozen=True, slots=True)
class Names:
    """Which names stand for whom.

    `pseudonyms` are by the squashed name. `forms` are by the first word of each in levelled text,
    longest first: a thousand names cost one look-up a word. `literals` is what is hidden as it
    is written only, with what to put there.
    """

    pseudonyms: Mapping[str, str]
    forms: Mapping[str, Sequence[Form]] | None
    literals: Mapping[str, str] = field(default_factory=dict)
    _beginnings: frozenset[str] = field(init=False, repr=False)
    _anywhere: re.Pattern[str] | None = field(init=False, repr=False)
    _written: Mapping[str, Sequence[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        written = _by_first_word(self.literals)
        firsts = {*(self.forms or {}), *written}
        both = frozenset([*firsts, *(f"{first}s" for first in firsts)])
        unspaced = {f.text for forms in (self.forms or {}).values() for f in forms if _floats(f)}
        object.__setattr__(self, "_beginnings", both)
        object.__setattr__(self, "_anywhere", anywhere_of(unspaced))
        object.__setattr__(self, "_written", written)

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in `text` (code points) and what to put there, in order, apart."""
        levels = [levelled(text)]
        if ZERO_WIDTH_SPACE in levels[0]:
            # Between two words it is a space, inside of one it is nothing.
            levels.append(levels[0].replace(ZERO_WIDTH_SPACE, MARK))
        found = [
            p for level in levels if self._may_stand_in(level) for p in self._places(text, level)
        ]
        places = sorted(found, key=lambda place: (place[0], -place[1]))
        apart: list[tuple[int, int, str]] = []
        at = 0
        for start, end, pseudonym in places:
            if start < at:
                continue
            at = end
            if pseudonym != LEFT and not _stands_in(text, start, end):
                apart.append((_opened(text, start, end), end, pseudonym))
        return apart

    def _may_stand_in(self, level: str) -> bool:
        """Whether a word of a text begins a name; most texts hold none, and this is soon known."""
        if level.isascii():
            return not self._beginnings.isdisjoint(ASCII_WORD.findall(level))
        if self._anywhere is not None and self._anywhere.search(level):
            return True
        plain = level.replace(MARK, "")
        return not self._beginnings.isdisjoint(WORD.findall(plain))

    def _places(self, text: str, level: str) -> Iterator[tuple[int, int, str]]:
        if self._anywhere is not None:
            for match in self._anywhere.finditer(level):
                yield (*match.span(), self.pseudonyms[squashed(match.group())])
        at = 0
        for word in (ASCII_WORD if level.isascii() else WORD).finditer(level):
            said = word.group().replace(MARK, "")
            if word.start() >= at and said in self._beginnings:
                place = self._place(text, level, word.start(), said)
                if place is not None:
                    yield place
                    at = place[1]

    def _place(self, text: str, level: str, start: int, said: str) -> tuple[int, int, str] | None:
        """The longest name that begins with this word; "Stuarts line" begins with Stuart."""
        longest: tuple[int, int, str] | None = None
        for first in (said, said.removesuffix("s")):
            for form in (self.forms or {}).get(first, ()):
                match = pattern_of(form.text).match(level, start)
                if match and ends(level, match.end()) and is_meant(form, text, start, match.end()):
                    longest = start, match.end(), self.pseudonyms[squashed(form.text)]
                    break
            for written in self._written.get(first, ()):
                match = literal_of(written).match(text, start)
                if match and (longest is None or match.end() > longest[1]):
                    longest = start, match.end(), self.literals[written]
            if longest is not None:
                return longest
        return None

    def replace(self, text: str) -> str:
        """`text` with every known name replaced by its pseudonym."""
        return edited(text, self.spans(text))

    def replace_in_path(self, path: str) -> str:
        """A file's path with every known name replaced; `_`, `-` and `.` part words there."""
        return self.replace(path.replace("_", " "))


def _floats(form: Form) -> bool:
    return form.rule == "anywhere"


def _by_first_word(literals: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Texts by the first word of each in levelled text, longest first."""
    groups: dict[str, list[str]] = {}
    for text in sorted(literals, key=lambda text: (-len(text), text)):
        if first := WORD.search(levelled(text)):
            groups.setdefault(first.group().replace(MARK, ""), []).append(text)
    return {first: tuple(texts) for first, texts in groups.items()}


def _opened(text: str, start: int, end: int) -> int:
    """Where what is replaced begins, with the `+` or `(` of a number and the `@` of a handle."""
    before = text[start - 1 : start]
    bracket = before == "(" and text.count(")", start, end) > text.count("(", start, end)
    return start - 1 if before in ("+", "@") or bracket else start


def _stands_in(text: str, start: int, end: int) -> bool:
    """Whether a name stands inside a stand-in, such as `[carer 3]`, that is there already."""
    bracket = text.rfind("[", max(0, start - _LONGEST_STAND_IN), start)
    match = _STAND_IN.match(text, bracket) if bracket >= 0 else None
    return match is not None and match.end() >= end


def names_of(
    people: Sequence[Person],
    labels: Mapping[str, str],
    known: Mapping[str, str],
    others: Mapping[str, str] = MappingProxyType({}),
    left: Collection[str] = (),
) -> Names:
    """The names to hide: every person's name, its parts and aliases, and speakers' labels.

    `known` gives the pseudonym of a person's id, `labels` that of a label in a transcript. A part
    that two people share stands for neither and becomes `[name]`. `others` is what is to be hidden
    besides, as it is written, with what to put there; a person's name comes first. Full names in
    `left` stay as they are.
    """
    wanted = _Wanted()
    for person in people:
        wanted.add(forms_of(person.name, person.aliases), known[person.id])
    listed = set(wanted.pseudonyms)
    for label, pseudonym in labels.items():
        forms = forms_of_label(label)
        wanted.add({f for f in forms if squashed(f.text) not in listed}, pseudonym)
    for name in left:
        wanted.add({f for f in whole(name) if squashed(f.text) not in wanted.pseudonyms}, LEFT)
    literals = {_literal(text): stand_in for text, stand_in in others.items()}
    kept = {t: s for t, s in literals.items() if t and squashed(t) not in wanted.pseudonyms}
    return Names(wanted.pseudonyms, wanted.by_first_word(), kept)


def _literal(text: str) -> str:
    return _LEADING.sub("", " ".join(text.split()))


class _Wanted:
    """Names collected: how each is written, and whom it stands for by its squashed form."""

    def __init__(self) -> None:
        self.written: set[Form] = set()
        self.pseudonyms: dict[str, str] = {}

    def add(self, forms: Iterable[Form], pseudonym: str) -> None:
        """Take in the names of one person."""
        for form in forms:
            key = squashed(form.text)
            if key:
                shared = self.pseudonyms.get(key, pseudonym) != pseudonym
                self.pseudonyms[key] = SHARED if shared else pseudonym
                self.written.add(form)

    def by_first_word(self) -> dict[str, tuple[Form, ...]]:
        """The names by what the first word of each can be, longest first."""
        groups: dict[str, list[Form]] = {}
        for form in sorted(self.written, key=lambda f: (-len(f.text), f.text, f.rule)):
            for first in beginnings(form.text):
                groups.setdefault(first, []).append(form)
        return {first: tuple(forms) for first, forms in groups.items()}


def pseudonym_for(role: Role, group_word: str, number: int) -> str:
    """The readable stand-in for a person, as `[carer 3]`; brackets mark that it is one."""
    word = role if role != "participant" else group_word or "speaker"
    return f"[{word} {number}]"
