"""An entry's texts as values: days, figures, allowed words, ids that exist; what is wrong is noted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from codebooks.codebook import ROLES, Codebook, Contributor
from codebooks.yaml.nodes import brief
from coding.written.entries import Entry, Value
from coding.written.mistakes import Mistakes, nearest_allowed, not_allowed
from corpora.spelling import folded
from corpora.transcript import WITHDRAWN

Word = TypeVar("Word", bound=str)

MOST_LETTERS = 2_000
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?: 00:00:00)?)?")
_EXCERPT = re.compile("[0-9a-f]{16}")
_ID = re.compile(r"\w[\w.-]{0,39}")
_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class References:
    """What may be referred to: `what` one is, ids, and ids by how people may write them."""

    what: str
    ids: tuple[str, ...]
    names: Mapping[str, str]

    def id_of(self, text: str) -> str | None:
        """The id that is meant; None where none is."""
        return text if text in self.ids else self.names.get(folded(text))


def references(what: str, pairs: Iterable[tuple[str, str]]) -> References:
    """What may be referred to by its id or its name, given as pairs of both."""
    listed = tuple(pairs)
    names = {folded(name): id for id, name in listed} | {folded(id): id for id, _ in listed}
    return References(what, tuple(id for id, _ in listed), names)


@dataclass(frozen=True, slots=True)
class Terms:
    """The codes, themes and groups of an evaluation."""

    codes: References
    themes: References
    groups: References


def terms(codebook: Codebook, groups: Iterable[str]) -> Terms:
    """What the files of a team may refer to, retired codes too."""
    codes = [(code.id, code.name) for theme in codebook.themes for code in theme.codes]
    themes = [(theme.id, theme.name) for theme in codebook.themes]
    return Terms(
        references("a code", codes),
        references("a theme", themes),
        references("a group", ((group, group) for group in groups)),
    )


class CheckedEntry:
    """Reads the fields of one entry; a field that is wrong is noted and comes back empty."""

    def __init__(self, entry: Entry, mistakes: Mistakes) -> None:
        self.entry, self._mistakes = entry, mistakes
        for field in entry.kind.fields:
            if field.required and field.name not in entry.values:
                what = f"{entry.kind.one} has no {field.name}"
                mistakes.note(entry.where, what, f"Write {field.about}.")

    def wrong(self, name: str, what: str, remedy: str = "") -> None:
        """Note that a field, as a whole, is wrong."""
        values = self.entry.values.get(name)
        self._mistakes.note(values[0].where if values else self.entry.where, what, remedy)

    def text(self, name: str) -> str:
        """The text of a field, "" where there is none."""
        text = self.entry.text(name)
        if len(text) <= MOST_LETTERS:
            return text
        self.wrong(name, f"{name} has {len(text):,} characters; the most are {MOST_LETTERS:,}")
        return ""

    def own_id(self, taken: dict[str, str]) -> str:
        """The id of this entry, which none in `taken` has; it is put there with its place."""
        id = self.text("id")
        if id and not _ID.fullmatch(id):
            what = f"{brief(id)} is no id: letters, digits, hyphens and points, at most 40"
            self.wrong("id", what, "Write a short one, such as F1.")
        self.once("id", id, taken)
        return id

    def once(self, name: str, key: str, taken: dict[str, str]) -> None:
        """Note a key that stands in another entry already."""
        first = taken.setdefault(folded(key) or key, self.entry.where)
        if key and first is not self.entry.where:
            what = f"this {name} stands already in {first}"
            self.wrong(name, what, "Give each its own; capitals make no difference.")

    def word(self, name: str, allowed: tuple[Word, ...]) -> Word | None:
        """One of the words allowed; None where there is none."""
        text = self.text(name)
        for word in allowed:
            if folded(word) == folded(text):
                return word
        if text:
            self.wrong(name, *not_allowed(text, name, allowed))
        return None

    def ids(self, name: str, of: References) -> tuple[str, ...]:
        """The ids of what a field refers to, in its order, none twice."""
        pairs = [(value, of.id_of(value.text)) for value in self.entry.values.get(name, ())]
        for value, id in pairs:
            if id is None:
                self._unknown(value, name, of)
        return tuple(dict.fromkeys(id for _, id in pairs if id is not None))

    def one_id(self, name: str, of: References) -> str:
        """The id of the one thing that a field refers to, "" where it refers to none."""
        return next(iter(self.ids(name, of)), "")

    def _unknown(self, value: Value, name: str, of: References) -> None:
        what, remedy = not_allowed(value.text, name, of.ids)
        what = what.replace(" is not allowed as", f" is no id of {of.what}, in")
        self._mistakes.note(value.where, what, remedy or nearest_allowed(value.text, of.names))

    def excerpts(self, name: str) -> tuple[str, ...]:
        """Ids of excerpts, none twice; whether they are still there is not looked up."""
        for value in self.entry.values.get(name, ()):
            if not _EXCERPT.fullmatch(value.text):
                remedy = "Copy it from the page of the excerpt: 16 of 0-9 and a-f. Never its words."
                what = f"{brief(value.text)} is no id of an excerpt, in {name}"
                self._mistakes.note(value.where, what, remedy)
        texts = (value.text for value in self.entry.values.get(name, ()))
        return tuple(dict.fromkeys(texts))

    def day(self, name: str, *, month: str = "") -> date | None:
        """A day; None where there is none. With `month` a month may stand for its first or last day."""
        text = self.text(name)
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            if found and found[3]:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            elif found and month:
                day = date(int(found[1]), int(found[2]), 1)
                day = _last_of_month(day) if month == "last" else day
            else:
                raise ValueError(text)
        except ValueError:
            also = ", or year and month: 2026-03" if month else ""
            what = f"{brief(text)} is not a day, in {name}"
            self.wrong(name, what, f"Write year, month and day: 2026-03-02{also}.")
            return None
        if day < _FIRST_DAY:
            self.wrong(name, f"{brief(text)} is long ago, in {name}", "Check the year.")
        return day

    def number(self, name: str, *, least: int | None = None) -> Decimal | None:
        """A figure; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            what = f"{brief(text)} is not a figure, in {name}"
            remedy = (
                "Write digits, and a point where there is a fraction: 1250.5. Signs such as % and £ "
                "go into unit; leave the field empty where the figure is not available."
            )
            self.wrong(name, what, remedy)
            return None
        number = Decimal(text)
        if least is not None and number < least:
            self.wrong(name, f"{brief(text)} is below {least}, in {name}")
        return number

    def whole(self, name: str) -> int | None:
        """A whole number from 0; None where there is none."""
        number = self.number(name, least=0)
        if number is not None and number != int(number):
            self.wrong(name, f"{brief(self.text(name))} is no whole number, in {name}")
        return None if number is None else int(number)

    def people(self, name: str) -> tuple[Contributor, ...]:
        """The people of a list, each with a role, none twice."""
        taken: dict[str, str] = {}
        people = []
        for entry in self.below(name):
            if not entry.text("name").startswith(WITHDRAWN[:-1]):  # two who withdrew stay two
                entry.once("name", entry.text("name"), taken)
            people.append(Contributor(entry.text("name"), entry.word("role", ROLES) or "other"))
        return tuple(people)

    def below(self, name: str) -> Iterable["CheckedEntry"]:
        """The entries that stand below this one under a name."""
        return (CheckedEntry(each, self._mistakes) for each in self.entry.below.get(name, ()))


def _last_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
