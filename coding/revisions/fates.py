"""What becomes of decisions when the codebook changes: pure, one step between two codebooks.

    stands              the code means what it meant
    carried             the code was merged, split or given another id: a rule says what follows
    look again          no rule says what the person would say now; only they can
    no longer asked     the code is gone; the decision stays in the record

The rules for carrying over, each reviewer by themselves, and what was settled likewise:

    another id          the same verdict for the new id, where the meaning is the same
    merge               accepted, where one of the codes was accepted; "mixed" where directions differ
                        rejected, where each of the codes was rejected
                        not sure, where neither is so and the person was not sure of one
                        look again, where one was rejected and nothing was said of another
    split               rejected parts, where the whole was rejected
                        look again, where it was accepted or not sure

Whoever has said something about the new code already is not spoken for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from codebooks.change.diff import CodeChange, changes
from codebooks.change.in_words import sentence
from codebooks.codebook import Codebook, Direction
from coding.decisions.record import Decision, Verdict
from coding.decisions.standing import PAIR, without_undone

FateKind = Literal["stands", "carried", "look again", "no longer asked"]
Nearest = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Step:
    """Two codebooks and what is different. A class with lookups that are made once."""

    before: Codebook
    after: Codebook

    @cached_property
    def changes(self) -> tuple[CodeChange, ...]:
        """Everything that is different."""
        return changes(self.before, self.after)

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Into which codes each code was split."""
        return {c.before[0]: c.after for c in self.changes if c.kind == "split"}

    @cached_property
    def origins(self) -> dict[str, tuple[str, ...]]:
        """From which codes each merged or renumbered code came."""
        found = {c.after[0]: c.before for c in self.changes if c.kind == "merge"}
        others = [c for c in self.changes if c.kind == "new id"]
        return found | {c.after[0]: c.before for c in others if c.before[0] not in self.another}

    @cached_property
    def another(self) -> dict[str, str]:
        """The codes whose meaning is another one: old id → new id."""
        return {c.before[0]: c.after[0] for c in self.changes if c.kind == "meaning"}

    @cached_property
    def said(self) -> dict[tuple[str, str], str]:
        """What happened to a code, in a sentence, by kind of change and old id."""
        return {
            (c.kind, id): sentence(c, self.before, self.after)
            for c in self.changes
            for id in c.before
        }

    @cached_property
    def in_use(self) -> frozenset[str]:
        """The codes that can be decided about after the step."""
        return frozenset(code.id for code in self.after.codes)

    def asked(self, id: str) -> tuple[str, ...]:
        """The codes that are asked now instead of `id`: itself, its parts, what took it in; none."""
        if id in self.parts:
            return self.parts[id]
        merged = tuple(new for new, old in self.origins.items() if id in old)
        renewed = (self.another[id],) if id in self.another else ()
        return merged or renewed or ((id,) if id in self.in_use else ())


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one decision; `targets` are the codes it is carried to or to be asked about.

    `change` is the kind of change that decides it, `reason` what happened in a sentence.
    """

    decision: Decision
    kind: FateKind
    targets: tuple[str, ...] = ()
    change: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a person's decisions say about a code that was not there when they made them."""

    excerpt_id: str
    code_id: str
    verdict: Verdict
    direction: Direction | Literal[""]
    origins: tuple[Decision, ...]
    reason: str


def last_words_of(decided: pd.DataFrame) -> list[Decision]:
    """What each reviewer says now of each excerpt and code, and what was settled, as decisions."""
    held = without_undone(decided)
    settled = held["source"] == "settled"
    last = pd.concat(
        [
            held[~settled].drop_duplicates([*PAIR, "reviewer"], keep="last"),
            held[settled].drop_duplicates(PAIR, keep="last"),
        ]
    ).sort_values("number")
    names = [field.name for field in fields(Decision)]
    return [_decision(dict(zip(names, row, strict=True))) for row in _rows(last, names)]


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(frame[list(names)].itertuples(index=False, name=None))


def _decision(row: dict[str, Any]) -> Decision:
    numbers = {n: None if pd.isna(row[n]) else float(row[n]) for n in ("chance", "suggested")}
    span = {n: None if pd.isna(row[n]) else int(row[n]) for n in ("words_start", "words_end")}
    return Decision(**{**row, **numbers, **span, "blind": bool(row["blind"])})


def outcome(
    words: Sequence[Decision], step: Step, nearest: Nearest | None = None
) -> tuple[list[Fate], list[Carried]]:
    """One fate for each of `words` (as from `words_of`), and what they come to for new codes.

    `nearest` gives, by excerpt and code that was split, the part to carry an acceptance to: it is
    used only where people ask for it.
    """
    spoken: dict[tuple[str, str], dict[str, Decision]] = defaultdict(dict)
    for word in words:
        who = "settled" if word.source == "settled" else f"by {word.reviewer}"
        spoken[word.excerpt_id, who][word.code_id] = word
    fates: list[Fate] = []
    carried: list[Carried] = []
    for said in spoken.values():
        told = _Told(said, step, nearest or {})
        fates += told.fates()
        carried += told.carried
    return fates, carried


class _Told:
    """One person's last words on one excerpt, met by a step. `carried` fills as fates are found."""

    def __init__(self, said: Mapping[str, Decision], step: Step, nearest: Nearest) -> None:
        self.said, self.step, self.nearest = said, step, nearest
        self.carried: list[Carried] = []

    def fates(self) -> Iterator[Fate]:
        step = self.step
        joined = {id for new, old in step.origins.items() for id in old if id not in step.parts}
        for new, origins in step.origins.items():
            yield from self._merged(new, [id for id in origins if id in self.said])
        for id, word in self.said.items():
            if id in step.parts:
                yield self._split(word)
            elif id in joined:
                continue
            elif id in step.another:
                yield self._fate(word, "look again", (step.another[id],), "meaning")
            elif id not in step.in_use:
                change = "retired" if ("retired", id) in step.said else "removed"
                yield self._fate(word, "no longer asked", (), change)
            else:
                yield Fate(word, "stands", (id,))

    def _fate(self, word: Decision, kind: FateKind, targets: tuple[str, ...], change: str) -> Fate:
        return Fate(word, kind, targets, change, self.step.said.get((change, word.code_id), ""))

    def _merged(self, new: str, told: Sequence[str]) -> Iterator[Fate]:
        whole = [self.said[id] for id in told if id not in self.step.parts]
        if not whole:
            return
        change = "merge" if ("merge", told[0]) in self.step.said else "new id"
        spoken_for = new in self.said and new not in self.step.origins[new]
        union = None if spoken_for else self._union(new, whole)
        if union is None and not spoken_for:
            yield from (self._fate(word, "look again", (new,), change) for word in whole)
            return
        own = self.said.get(new)
        stays = own is not None and union == (own.verdict, own.direction)
        if union and not stays:
            told_of = tuple(self.said[id] for id in told)
            reason = self.step.said[change, told[0]]
            self.carried.append(Carried(whole[0].excerpt_id, new, *union, told_of, reason))
        for word in whole:
            kept = stays and word.code_id == new
            yield self._fate(word, "stands" if kept else "carried", (new,), change)

    def _union(
        self, new: str, whole: Sequence[Decision]
    ) -> tuple[Verdict, Direction | Literal[""]] | None:
        origins = self.step.origins[new]
        accepted = [word for word in whole if word.verdict == "accept"]
        if accepted:
            ways = {word.direction for word in accepted} - {""}
            return "accept", next(iter(ways), "") if len(ways) < 2 else "mixed"
        if all(id in self.said and self.said[id].verdict == "reject" for id in origins):
            return "reject", ""
        return ("not sure", "") if any(word.verdict == "not sure" for word in whole) else None

    def _split(self, word: Decision) -> Fate:
        parts, reason = self.step.parts[word.code_id], self.step.said["split", word.code_id]
        fresh = [id for id in parts if id != word.code_id]
        said = [self.said[id].verdict for id in fresh if id in self.said]
        if "accept" in said or len(said) == len(fresh):
            return self._fate(word, "carried", parts, "split")
        alone = [id for id in fresh if id not in self.step.origins and id not in self.said]
        if word.verdict == "reject" and alone:
            self._carry(word, alone, reason)
            return self._fate(word, "carried", tuple(alone), "split")
        near = self.nearest.get((word.excerpt_id, word.code_id))
        if word.verdict == "accept" and near in alone:
            self._carry(word, [near], f"{reason} Carried to the nearest part.")
            return self._fate(word, "carried", (near,), "split")
        if word.verdict == "accept" and near == word.code_id:
            return self._fate(word, "stands", (near,), "split")
        return self._fate(word, "look again", parts, "split")

    def _carry(self, word: Decision, targets: Sequence[str], reason: str) -> None:
        for id in targets:
            told = (word.excerpt_id, id, word.verdict, word.direction)
            self.carried.append(Carried(*told, (word,), reason))
