"""findings.yaml as people change it one finding at a time: each change is kept whole or not at all.

A change is made to the file as it stands then, so that what others wrote or agreed to meanwhile
stays. Who changes what somebody else has changed since they looked is told, and nothing is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from codebooks.codebook import Contributor
from coding.evaluation.evaluation import Evaluation
from coding.written.checked import terms
from coding.written.columns import AGREED_BY, DISSENT, FINDING, WRITTEN_BY, Kind
from coding.written.entries import Entry, Value
from coding.written.folder import FOLDER, LOCK, content_of, entries_in
from coding.written.mistakes import Mistakes
from coding.written.readers import written_of
from coding.written.sheet.agreements import FILE, TO, finding_of, noted
from coding.written.sheet.files import file_with
from coding.written.values import WrittenFinding
from corpora.errors import InputError
from corpora.files import content_hash, keep_copy, short_lock, write_atomic
from corpora.spelling import folded
from corpora.text import tidy

Side = Literal["quotes", "counter"]
SIDES: tuple[Side, ...] = ("quotes", "counter")
FORM = "the form"
_CHANGED = "Somebody has changed this finding since you opened the page. Nothing was kept."


class ChangedMeanwhile(InputError):
    """The finding says something else than when the form was opened."""


class FieldsWrong(InputError):
    """What is wrong with the fields of a form; `by_field` says it by their names."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__("some fields need another look", remedy="Nothing was kept.")
        self.by_field = dict(by_field)


@dataclass(frozen=True, slots=True)
class FindingText:
    """What a form says of a finding: texts as typed, and ids."""

    id: str
    claim: str
    easy: str = ""
    aspect: str = ""
    direction: str = ""
    codes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def values(self) -> dict[str, tuple[str, ...]]:
        """The same by the names of the fields of the file."""
        one = {
            "id": self.id, "says": self.claim, "easy": self.easy, "aspect": self.aspect,
            "direction": self.direction,
        }  # fmt: skip
        single = {name: (text,) for name, text in one.items()}
        return {**single, "codes": self.codes, "groups": self.groups}


def text_of_finding(finding: WrittenFinding) -> FindingText:
    """What a finding says, as a form has it."""
    return FindingText(
        finding.id,
        finding.claim,
        finding.easy,
        finding.aspect,
        finding.direction or "",
        finding.codes,
        finding.groups,
    )


def state_of(finding: WrittenFinding) -> str:
    """A short text that is another one where the finding claims something else."""
    return content_hash(repr(text_of_finding(finding)).encode("utf-8", "surrogatepass"))[:16]


def add_finding(evaluation: Evaluation, text: FindingText, author: Contributor) -> None:
    """Write a new finding. Raises FieldsWrong, and WrittenError where the file cannot be written.

    The same one sent twice is kept once.
    """

    def added(entries: Sequence[Entry], mistakes: "_FormMistakes") -> list[Entry]:
        new = _with_text(Entry(FINDING, {}, {}, FORM), text)
        new = _with_person(new, WRITTEN_BY, author)
        same = [each for each in entries if _same_text(each, new) and _has(each, author)]
        return list(entries) if same else [*entries, _checked(new, mistakes)]

    _change(evaluation, added)


def edit_finding(
    evaluation: Evaluation, text: FindingText, author: Contributor, made_from: str
) -> None:
    """Change what a finding says. Raises ChangedMeanwhile, FieldsWrong, and WrittenError.

    Who changes it becomes one of its authors; quotes and dissent stay, and so does agreement: to the
    words of before.
    """

    def edited(entry: Entry, mistakes: "_FormMistakes") -> Entry:
        new = _with_text(entry, text)
        if _same_text(entry, new):
            return entry
        return _checked(_with_person(new, WRITTEN_BY, author), mistakes)

    _change_one(evaluation, text.id, edited, made_from)


def choose_quote(
    evaluation: Evaluation, id: str, excerpt_id: str, side: Side | Literal[""]
) -> None:
    """Let an excerpt stand for a finding, against it, or with "" for neither."""

    def chosen(entry: Entry, _: "_FormMistakes") -> Entry:
        values = {**entry.values}
        for name in SIDES:
            others = [v for v in entry.values.get(name, ()) if v.text != excerpt_id]
            stands = entry.values.get(name, ())
            if name != side:
                values[name] = tuple(others)
            elif len(others) == len(stands):
                values[name] = (*stands, Value(excerpt_id, name))
        return replace(entry, values={name: held for name, held in values.items() if held})

    _change_one(evaluation, id, chosen, small=True)


def agree_with(evaluation: Evaluation, id: str, who: Contributor, made_from: str) -> None:
    """Put somebody among those who agree to it as it stands; a dissent of theirs goes.

    Raises ChangedMeanwhile.
    """

    def agreeing(entry: Entry, _: "_FormMistakes") -> Entry:
        wording = _finding(evaluation, entry).wording
        entry = _without(entry, DISSENT, who)
        stand = [each for each in entry.below.get(AGREED_BY.name, ()) if _is(each, who)]
        if any(each.text(TO) == wording for each in stand):
            return entry
        return _with_person(_without(entry, AGREED_BY, who), AGREED_BY, who, to=wording)

    _change_one(evaluation, id, agreeing, made_from)


def dissent_from(
    evaluation: Evaluation, id: str, who: Contributor, text: str, made_from: str
) -> None:
    """Keep what somebody says who does not agree, in the place of what they said before.

    Raises ChangedMeanwhile, and FieldsWrong without a text.
    """
    if not tidy(text):
        raise FieldsWrong({"text": "Say what you see otherwise."})

    def differing(entry: Entry, _: "_FormMistakes") -> Entry:
        entry = _without(entry, AGREED_BY, who)
        return _with_person(_without(entry, DISSENT, who), DISSENT, who, tidy(text))

    _change_one(evaluation, id, differing, made_from)


def take_word_back(evaluation: Evaluation, id: str, who: Contributor) -> None:
    """Take back somebody's own agreement or dissent."""
    _change_one(
        evaluation, id, lambda entry, _: _without(_without(entry, AGREED_BY, who), DISSENT, who)
    )


@dataclass(slots=True)
class _FormMistakes(Mistakes):
    """Mistakes with those of the form apart, by the field in which they are."""

    by_field: dict[str, str] = field(default_factory=dict)

    def note(self, where: str, what: str, remedy: str = "") -> None:
        """Note a mistake at its field, where it is one of the form."""
        if where in FINDING.names:
            self.by_field.setdefault(where, f"{what[:1].upper()}{what[1:]}. {remedy}".strip())
        else:
            Mistakes.note(self, where, what, remedy)


def _change(
    evaluation: Evaluation,
    change: Callable[[Sequence[Entry], _FormMistakes], Sequence[Entry]],
    *,
    small: bool = False,
) -> None:
    """Make a change; the file before it is kept, where a `small` one did not only add or take an id."""
    folder = evaluation.folder / FOLDER
    with short_lock(evaluation.hidden / LOCK):
        mistakes = _FormMistakes()
        before = content_of(folder, FILE, mistakes)
        entries = entries_in(folder, mistakes)
        mistakes.refuse(FOLDER)
        made = {**entries, FILE: tuple(change(entries[FILE], mistakes))}
        written_of(made, terms(evaluation.codebook, evaluation.settings.groups), mistakes)
        if mistakes.by_field:
            raise FieldsWrong(mistakes.by_field)
        mistakes.refuse(FOLDER)
        content = file_with(before, FILE, made[FILE])
        if content != before:
            loses_remark = content.count(b"#") < before.count(b"#")
            if before and (loses_remark or not small):
                keep_copy(folder / FILE)
            write_atomic(folder / FILE, content)


def _change_one(
    evaluation: Evaluation,
    id: str,
    change: Callable[[Entry, _FormMistakes], Entry],
    made_from: str | None = None,
    *,
    small: bool = False,
) -> None:
    def changed(entries: Sequence[Entry], mistakes: _FormMistakes) -> list[Entry]:
        place = _place(entries, id)
        if made_from is not None and _state(evaluation, entries[place]) != made_from:
            raise ChangedMeanwhile(_CHANGED, remedy="Look at it as it stands now.")
        stands = noted(entries[place], _finding(evaluation, entries[place]).wording)
        return [*entries[:place], change(stands, mistakes), *entries[place + 1 :]]

    _change(evaluation, changed, small=small)


def _place(entries: Sequence[Entry], id: str) -> int:
    for at, entry in enumerate(entries):
        if entry.text("id") == id:
            return at
    raise ChangedMeanwhile("This finding is no longer there. Nothing was kept.")


def _state(evaluation: Evaluation, entry: Entry) -> str:
    """As `state_of`, of the entry."""
    return state_of(_finding(evaluation, entry))


def _finding(evaluation: Evaluation, entry: Entry) -> WrittenFinding:
    return finding_of(entry, terms(evaluation.codebook, evaluation.settings.groups))


def _with_text(entry: Entry, text: FindingText) -> Entry:
    given = {
        name: tuple(Value(tidy(one), name) for one in texts if tidy(one))
        for name, texts in text.values().items()
    }
    values = {**entry.values, **given}
    return replace(entry, values={name: held for name, held in values.items() if held})


def _same_text(one: Entry, other: Entry) -> bool:
    names = FindingText("", "").values()
    return all(one.values.get(name, ()) == other.values.get(name, ()) for name in names)


def _checked(entry: Entry, mistakes: _FormMistakes) -> Entry:
    """The entry; what must be there and is not, is noted at its field."""
    for each in FINDING.fields:
        if each.required and each.name not in entry.values:
            mistakes.by_field.setdefault(each.name, f"Write {each.about}.")
    return entry


def _has(entry: Entry, who: Contributor) -> bool:
    return any(_is(each, who) for each in entry.below.get(WRITTEN_BY.name, ()))


def _is(person: Entry, who: Contributor) -> bool:
    names = folded(person.text("name")), folded(who.name)
    return names[0] == names[1] and person.text("role") == who.role


def _with_person(entry: Entry, kind: Kind, who: Contributor, text: str = "", to: str = "") -> Entry:
    stand = entry.below.get(kind.name, ())
    if any(_is(each, who) for each in stand):
        return entry
    if kind is not DISSENT and any(folded(e.text("name")) == folded(who.name) for e in stand):
        what = f"somebody called {who.name} stands there already, in another role"
        raise InputError(what, remedy=f"Change it in {FOLDER}/{FILE}. Nothing was kept.")
    texts = {"name": who.name, "role": who.role, "text": text, TO: to}
    values = {name: (Value(tidy(told), FORM),) for name, told in texts.items() if tidy(told)}
    return _with_people(entry, kind, (*stand, Entry(kind, values, {}, FORM)))


def _without(entry: Entry, kind: Kind, who: Contributor) -> Entry:
    stand = entry.below.get(kind.name, ())
    return _with_people(entry, kind, tuple(each for each in stand if not _is(each, who)))


def _with_people(entry: Entry, kind: Kind, people: tuple[Entry, ...]) -> Entry:
    below = {**entry.below, kind.name: people}
    return replace(entry, below={name: held for name, held in below.items() if held})
