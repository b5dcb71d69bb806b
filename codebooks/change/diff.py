"""Two codebooks → what is different, typed by what it does to decisions that people made.

    wording, renamed, moved, filed      decisions stand
    meaning                             decisions are flagged for another look
    merge, new id                       decisions are carried over to the new code
    split                               what was rejected is carried over, the rest is flagged
    retired, removed                    decisions are kept; nobody asks for the code any more
    added, restored                     nobody has decided yet, or what was decided counts again

The rule for meaning: the definition, what is included or excluded, an example, a counter-example
or a cue is another one when capitals, spaces and punctuation are left out. Anything less is
wording. People can say otherwise in the history, for the codes they name:

    history:
      - {version: "1.1", at: 2026-03-02, by: RW, note: "wording: voice, influence; typing errors"}
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from codebooks.change.succession import Succession, succession
from codebooks.check import same
from codebooks.codebook import Change, Code, Codebook

Kind = Literal[
    "added", "restored", "split", "merge", "new id", "meaning", "wording", "renamed", "moved",
    "filed", "retired", "removed", "theme",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

MEANING = ("definition", "include", "exclude", "examples", "counter_examples", "cues")
FILED = (
    "aspect", "principle", "frameworks", "status", "sources", "notes", "colour", "says_positive",
    "says_negative",
)  # fmt: skip
STATED = re.compile(r"(wording|meaning):\s*([^;]+)")

BY_TEXT = "other words when capitals, spaces and punctuation are left out"
SAME_TEXT = "the same words when capitals, spaces and punctuation are left out"
BY_PHRASES = "recognised by the phrases that went over"
BY_REPLACES = "the codebook states what it replaces"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What was taken out of a field and what was put in: phrases, or a whole text each."""

    field: str
    taken_out: tuple[str, ...] = ()
    put_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One difference: ids in the codebook before and after it, and the rule that made it this kind.

    For the kind "theme" the ids are those of themes.
    """

    kind: Kind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    rule: str = ""


def changes(before: Codebook, after: Codebook) -> tuple[CodeChange, ...]:
    """Everything that is different, in the order of the file after, then what is gone."""
    taken = succession(before, after)
    found = [
        *_themes(before, after),
        *_replacements(before, after, taken),
        *_of_codes(before, after, taken),
        *_gone(before, after, taken),
    ]
    return tuple(found)


def to_json(found: Sequence[CodeChange]) -> str:
    """The changes as JSON, as the store keeps them with a published version."""
    return json.dumps([asdict(change) for change in found], ensure_ascii=False)


def _replacements(before: Codebook, after: Codebook, taken: Succession) -> Iterator[CodeChange]:
    """Splits, merges and new ids: what several codes have to do with each other."""
    for old, heirs in taken.heirs.items():
        if len(heirs) > 1:
            fields = _fields(before.code(old), after.code(old)) if old in heirs else ()
            yield CodeChange("split", (old,), heirs, fields, _rule(taken, (old,), heirs))
    in_use = {code.id for code in before.codes}
    for new in after.codes:
        origins = taken.origins(new.id, before)
        rule = _rule(taken, origins, (new.id,))
        if len(origins) > 1:
            fields = _fields(before.code(new.id), new) if new.id in in_use else ()
            yield CodeChange("merge", origins, (new.id,), fields, rule)
        elif origins and origins != (new.id,) and len(taken.heirs[origins[0]]) == 1:
            yield CodeChange("new id", origins, (new.id,), rule=rule)


def _rule(taken: Succession, before: Sequence[str], after: Sequence[str]) -> str:
    stated = any((old, new) in taken.stated for old in before for new in after)
    return BY_REPLACES if stated else BY_PHRASES


def _of_codes(before: Codebook, after: Codebook, taken: Succession) -> Iterator[CodeChange]:
    stated = _statements(before, after)
    for new in after.codes:
        old = _counterpart(new, before, taken)
        if old is None:
            if not taken.origins(new.id, before):
                yield CodeChange("added", (), (new.id,))
            continue
        if old.status == "retired":
            yield CodeChange("restored", (old.id,), (new.id,))
        together = len(taken.heirs.get(old.id, ())) > 1 or len(taken.origins(new.id, before)) > 1
        if not together:
            yield from _text(old, new, stated)
        yield from _names(old, new)
        yield from _place(old, new, before, after)


def _counterpart(new: Code, before: Codebook, taken: Succession) -> Code | None:
    """The old code that `new` is to be compared with: of the same id, or the one it replaces."""
    known = {code.id: code for theme in before.themes for code in theme.codes}
    if new.id in known:
        return known[new.id]
    origins = taken.origins(new.id, before)
    alone = len(origins) == 1 and len(taken.heirs[origins[0]]) == 1
    return known[origins[0]] if alone else None


def _text(old: Code, new: Code, stated: dict[str, tuple[str, Change]]) -> Iterator[CodeChange]:
    fields = _fields(old, new)
    kind: Kind = "meaning" if _means_another(old, new) else "wording"
    rule = BY_TEXT if kind == "meaning" else SAME_TEXT
    if new.id in stated:
        said, change = stated[new.id]
        kind = "wording" if said == "wording" else "meaning"
        rule = f"{change.by} says so in the history of {change.version}"
    if fields or (new.id in stated and kind == "meaning"):
        yield CodeChange(kind, (old.id,), (new.id,), fields, rule)


def _means_another(old: Code, new: Code) -> bool:
    return any(_forms(old, field) != _forms(new, field) for field in MEANING)


def _forms(code: Code, field: str) -> set[str]:
    return {same(phrase) for phrase in texts_of(code, field)} - {""}


def texts_of(code: Code, field: str) -> tuple[str, ...]:
    """What stands in a field, phrase by phrase; an example with its direction before it."""
    value = getattr(code, field)
    if field in ("examples", "counter_examples"):
        return tuple(f"{e.direction}: {e.text}" if e.direction else e.text for e in value)
    if field == "frameworks":
        return tuple(" ".join(pair) for pair in value)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _fields(old: Code, new: Code, among: Sequence[str] = MEANING) -> tuple[FieldChange, ...]:
    """The fields that differ; the order of phrases makes no difference."""
    found = []
    for field in among:
        was, now = texts_of(old, field), texts_of(new, field)
        out = tuple(text for text in was if text not in now)
        into = tuple(text for text in now if text not in was)
        if out or into:
            found.append(FieldChange(field, out, into))
    return tuple(found)


def _names(old: Code, new: Code) -> Iterator[CodeChange]:
    if old.name != new.name:
        fields = (FieldChange("name", (old.name,), (new.name,)),)
        yield CodeChange("renamed", (old.id,), (new.id,), fields, "the definition is what counts")


def _place(old: Code, new: Code, before: Codebook, after: Codebook) -> Iterator[CodeChange]:
    was, now = before.theme_of(old.id), after.theme_of(new.id)
    if was.id != now.id and was.name != now.name:
        fields = (FieldChange("theme", (was.name,), (now.name,)),)
        yield CodeChange("moved", (old.id,), (new.id,), fields)
    among = [field for field in FILED if field != "status" or old.status != "retired"]
    if filed := _fields(old, new, among):
        yield CodeChange("filed", (old.id,), (new.id,), filed)


def _gone(before: Codebook, after: Codebook, taken: Succession) -> Iterator[CodeChange]:
    now = {code.id: code for theme in after.themes for code in theme.codes}
    for old in (code for theme in before.themes for code in theme.codes):
        if old.id not in now:
            if old.id not in taken.heirs:
                yield CodeChange("removed", (old.id,), ())
        elif now[old.id].status == "retired" != old.status and old.id not in taken.heirs:
            yield CodeChange("retired", (old.id,), (old.id,))


def _themes(before: Codebook, after: Codebook) -> Iterator[CodeChange]:
    was = {theme.id: theme.name for theme in before.themes}
    now = {theme.id: theme.name for theme in after.themes}
    for id, name in now.items():
        if id not in was:
            yield CodeChange("theme", (), (id,), (FieldChange("name", (), (name,)),))
        elif was[id] != name:
            yield CodeChange("theme", (id,), (id,), (FieldChange("name", (was[id],), (name,)),))
    for id, name in was.items():
        if id not in now:
            yield CodeChange("theme", (id,), (), (FieldChange("name", (name,), ()),))


def _statements(before: Codebook, after: Codebook) -> dict[str, tuple[str, Change]]:
    """What new lines of the history say of codes: id → (wording or meaning, the line).

    They count for one step only: where several versions lie between the two codebooks, a line
    about one of them says nothing about the others.
    """
    fresh = [change for change in after.history if change not in before.history]
    if len({change.version for change in fresh}) != 1:
        return {}
    found: dict[str, tuple[str, Change]] = {}
    for change in fresh:
        for said, ids in STATED.findall(change.note):
            found |= {id.strip(): (said, change) for id in ids.split(",")}
    return found
