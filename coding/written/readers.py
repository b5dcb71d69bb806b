"""Entries to values, file by file: what a finding, an aim, a measure, … must be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from codebooks.codebook import DIRECTIONS, ROLES
from codebooks.load import PRINCIPLES
from codebooks.yaml.nodes import brief
from coding.written.checked import CheckedEntry, References, Terms, references
from coding.written.columns import YES_NO
from coding.written.entries import Entry
from coding.written.mistakes import Mistakes
from coding.written.values import (
    ANSWERS,
    BETTER,
    FINDING_ASPECTS,
    MEASURE_KINDS,
    AgreedPrinciple,
    Aim,
    Aims,
    Dissent,
    Judgement,
    Learning,
    Marker,
    Measure,
    Resource,
    StepTaken,
    Update,
    WishedOutcome,
    Written,
    WrittenAction,
    WrittenFinding,
)
from corpora.people.people import INTERVIEWERS

_NOTE = re.compile("[0-9a-f]{8}")

Entries = Mapping[str, tuple[Entry, ...]]
"""The entries of each file, by its name; a file that is not there has none."""


def written_of(entries: Entries, terms: Terms, mistakes: Mistakes) -> Written:
    """Everything that a team has written. What is wrong is noted: then what comes back is of no use."""
    return _Reading(entries, terms, mistakes).written()


class _Reading:
    """One pass over the entries of all files, which refer to each other."""

    def __init__(self, entries: Entries, terms: Terms, mistakes: Mistakes) -> None:
        self._records, self._vocabulary, self._mistakes = entries, terms, mistakes
        rows = entries.get("measures.csv", ())
        names = dict.fromkeys(name for row in rows if (name := row.text("measure")))
        self._measures = references("a measure", ((name, name) for name in names))
        ids = dict.fromkeys(
            id for row in entries.get("findings.yaml", ()) if (id := row.text("id"))
        )
        self._findings = references("a finding", ((id, id) for id in ids))

    def written(self) -> Written:
        return Written(
            findings=self._findings_written(),
            aims=self._aims(),
            measures=self._measures_written(),
            actions=self._actions(),
            markers=self._markers(),
            steps=tuple(map(_step, self._of("steps.csv"))),
            resources=self._resources(),
            learning=tuple(map(_learning, self._of("learning.csv"))),
        )

    def _of(self, file: str) -> list[CheckedEntry]:
        return [CheckedEntry(each, self._mistakes) for each in self._records.get(file, ())]

    def _findings_written(self) -> tuple[WrittenFinding, ...]:
        taken: dict[str, str] = {}
        return tuple(self._finding(entry, taken) for entry in self._of("findings.yaml"))

    def _finding(self, entry: CheckedEntry, taken: dict[str, str]) -> WrittenFinding:
        quotes, counter = entry.excerpts("quotes"), entry.excerpts("counter")
        if both := set(quotes) & set(counter):
            what = f"the excerpt {min(both)} stands among the quotes too"
            entry.wrong("counter", what, "It speaks for the finding or against it: keep one.")
        finding = WrittenFinding(
            id=entry.own_id(taken),
            claim=entry.text("says"),
            easy=entry.text("easy"),
            aspect=entry.word("aspect", FINDING_ASPECTS) or "process",
            codes=entry.ids("codes", self._vocabulary.codes),
            direction=entry.word("direction", DIRECTIONS),
            groups=entry.ids("groups", self._vocabulary.groups),
            quotes=quotes,
            counter=counter,
            measures=entry.ids("measures", self._measures),
            written_by=entry.people("written_by"),
            dissent=tuple(map(_dissent, entry.below("dissent"))),
            line=entry.entry.line,
        )
        agreed = list(
            zip(
                entry.people("agreed_by"),
                self._notes(entry.entry.below.get("agreed_by", ())),
                strict=True,
            )
        )
        return replace(
            finding,
            agreed_by=tuple(who for who, to in agreed if to in ("", finding.wording)),
            agreed_before=tuple(who for who, to in agreed if to not in ("", finding.wording)),
        )

    def _notes(self, agreed: Sequence[Entry]) -> list[str]:
        """To which wording each has agreed, as the program has noted it, "" where it has not."""
        for each in agreed:
            if (note := each.text("to")) and not _NOTE.fullmatch(note):
                what = f"{brief(note)} is no note of the program, in to"
                self._mistakes.note(each.where, what, "Leave it out.")
        return [each.text("to") for each in agreed]

    def _aims(self) -> Aims | None:
        entries = self._of("aims.yaml")
        if not entries:
            return None
        entry, taken, agreed = entries[0], dict[str, str](), dict[str, str]()
        began, ended = entry.day("began"), entry.day("ended")
        if began and ended and ended < began:
            entry.wrong("ended", f"it ended on {ended} and began on {began}", "Correct one.")
        return Aims(
            scope=entry.text("scope"),
            aims=tuple(self._aim(each, taken) for each in entry.below("aims")),
            principles=tuple(_principle(each, agreed) for each in entry.below("principles")),
            outcomes=tuple(map(self._outcome, entry.below("outcomes"))),
            began=began,
            ended=ended,
        )

    def _aim(self, entry: CheckedEntry, taken: dict[str, str]) -> Aim:
        return Aim(
            id=entry.own_id(taken),
            text=entry.text("text"),
            themes=entry.ids("themes", self._vocabulary.themes),
            codes=entry.ids("codes", self._vocabulary.codes),
            measures=entry.ids("measures", self._measures),
            line=entry.entry.line,
        )

    def _outcome(self, entry: CheckedEntry) -> WishedOutcome:
        return WishedOutcome(
            text=entry.text("text"),
            asked_by=entry.ids("asked_by", self._vocabulary.groups),
            codes=entry.ids("codes", self._vocabulary.codes),
            line=entry.entry.line,
        )

    def _measures_written(self) -> tuple[Measure, ...]:
        taken: dict[str, str] = {}
        rows = tuple(self._measure(entry, taken) for entry in self._of("measures.csv"))
        first: dict[tuple[str, str], Measure] = {}
        for row in rows:
            other = first.setdefault((row.measure, row.category), row)
            if (row.kind, row.unit, row.better) != (other.kind, other.unit, other.better):
                what = f"its kind, unit or better is another than in row {other.line}"
                remedy = "One measure has one kind, unit and better way in all its periods."
                self._mistakes.note(f"measures.csv row {row.line}", what, remedy)
        return rows

    def _measure(self, entry: CheckedEntry, taken: dict[str, str]) -> Measure:
        start = entry.day("period_start", month="first")
        end = entry.day("period_end", month="last")
        if start and end and end < start:
            entry.wrong("period_end", f"the period ends on {end} and starts on {start}")
        key = (
            "measure and period",
            entry.text("measure"),
            entry.text("category"),
            f"{start}",
            f"{end}",
        )
        entry.once(key[0], "\n".join(key[1:]), taken)
        return Measure(
            measure=entry.text("measure"),
            kind=entry.word("kind", MEASURE_KINDS) or "goal",
            category=entry.text("category"),
            unit=entry.text("unit"),
            better=entry.word("better", BETTER),
            period_start=start or date.min,
            period_end=end or date.min,
            value=entry.number("value"),
            n=entry.whole("n"),
            goal=entry.number("goal"),
            themes=entry.ids("themes", self._vocabulary.themes),
            source=entry.text("source"),
            note=entry.text("note"),
            line=entry.entry.line,
        )

    def _actions(self) -> tuple[WrittenAction, ...]:
        taken: dict[str, str] = {}
        return tuple(self._action(entry, taken) for entry in self._of("actions.yaml"))

    def _action(self, entry: CheckedEntry, taken: dict[str, str]) -> WrittenAction:
        response, why = entry.word("response", ANSWERS) or "no answer", entry.text("why")
        if response == "not possible" and not why:
            what = "the answer is 'not possible', and why is not written"
            entry.wrong("response", what, "People who asked are owed a reason.")
        updates = (
            Update(each.day("date") or date.min, each.word("status", ANSWERS) or "no answer")
            for each in entry.below("updates")
        )
        return WrittenAction(
            id=entry.own_id(taken),
            finding=entry.one_id("finding", self._findings),
            you_said=entry.text("you_said"),
            response=response,
            why=why,
            owner=entry.text("owner"),
            due=entry.day("due"),
            updates=tuple(sorted(updates, key=lambda update: update.date)),
            felt=entry.ids("felt", self._vocabulary.codes),
            easy=entry.text("easy"),
            line=entry.entry.line,
        )

    def _markers(self) -> tuple[Marker, ...]:
        taken: dict[str, str] = {}
        return tuple(_marker(entry, taken) for entry in self._of("markers.yaml"))

    def _resources(self) -> tuple[Resource, ...]:
        groups = (*self._vocabulary.groups.ids, INTERVIEWERS)
        of = references("a group", ((group, group) for group in groups))
        return tuple(_resource(entry, of) for entry in self._of("resources.csv"))


def _dissent(entry: CheckedEntry) -> Dissent:
    return Dissent(entry.text("name"), entry.word("role", ROLES) or "other", entry.text("text"))


def _principle(entry: CheckedEntry, taken: dict[str, str]) -> AgreedPrinciple:
    entry.once("principle", entry.text("principle"), taken)
    return AgreedPrinciple(
        principle=entry.word("principle", PRINCIPLES) or "equality",
        text=entry.text("text"),
        agreed=entry.day("agreed"),
        line=entry.entry.line,
    )


def _marker(entry: CheckedEntry, taken: dict[str, str]) -> Marker:
    entry.once("marker", entry.text("marker"), taken)
    judged = (
        Judgement(
            date=each.day("date") or date.min,
            level=each.text("level"),
            evidence=each.text("evidence"),
            by=each.text("by"),
        )
        for each in entry.below("judged")
    )
    return Marker(
        marker=entry.text("marker"),
        principle=entry.word("principle", PRINCIPLES) or "equality",
        agreed_by=entry.text("agreed_by"),
        judged=tuple(sorted(judged, key=lambda judgement: judgement.date)),
        line=entry.entry.line,
    )


def _step(entry: CheckedEntry) -> StepTaken:
    return StepTaken(
        date=entry.day("date") or date.min,
        document=entry.text("document"),
        step=entry.text("step"),
        principle=entry.word("principle", PRINCIPLES) or "equality",
        line=entry.entry.line,
    )


def _resource(entry: CheckedEntry, groups: References) -> Resource:
    paid = entry.word("paid", YES_NO)
    amount = entry.number("amount", least=0)
    return Resource(
        period=entry.text("period"),
        what=entry.text("what"),
        group=entry.one_id("group", groups),
        paid=None if paid is None else paid == "yes",
        amount=amount if amount is not None else Decimal(0),
        unit=entry.text("unit"),
        line=entry.entry.line,
    )


def _learning(entry: CheckedEntry) -> Learning:
    return Learning(
        date=entry.day("date") or date.min,
        noticed=entry.text("noticed"),
        changed=entry.text("changed"),
        line=entry.entry.line,
    )
