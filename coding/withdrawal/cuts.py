"""Every source of the person cut and checked before the first is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.intake.cutting import attendee_key, excerpts_of, person_listed, speakers_of
from coding.intake.pseudonyms import participant_key
from coding.intake.sources import ReadWith, reading_of
from coding.intake.speakers_file import speakers_by_file
from coding.withdrawal.answers import answers_left
from coding.withdrawal.traces import Trace, renamed
from corpora.cutting_out.hers import utterances
from corpora.cutting_out.same import Offsets
from corpora.cutting_out.take_out import Failure, TakenOut, taken_out, uneditable
from corpora.excerpts.excerpts import count_words
from corpora.excerpts.minutes import minutes
from corpora.files import shown
from corpora.formats.read import read_bytes
from corpora.people.people import Person
from corpora.people.speakers import Speaker
from corpora.transcript import WITHDRAWN, Transcript

How = Literal["deleted", "in place", "as text", "not at all"]
WHY: dict[Failure, str] = {
    "turns": "without the person's words it would be read otherwise: somebody else's turns, times "
    "or names of speakers would change",
    "excerpts": "without the person's words somebody else's part in it, or what of their words is "
    "coded, would change",
}


@dataclass(frozen=True, slots=True)
class SourceCut:
    """What becomes of one source: how it is cut, its path afterwards, how much goes; no word of it.

    `why` says what stands against it where it cannot be cut; `uneditable` names what is in it and
    cannot be looked into, such as pictures: these are for people to look at. So are the `in_nobodys`
    of the names that stand in words of nobody: what is reported there may be theirs.
    """

    source: str
    how: How
    target: str
    turns: int
    words: int
    names: int
    why: str = ""
    uneditable: tuple[str, ...] = ()
    in_nobodys: int = 0


@dataclass(frozen=True, slots=True)
class PlannedCut:
    """A cut, and all that is needed to carry it out.

    `taken` is None for a source that is deleted or cannot be cut. `excerpts` and `participants`
    give the new ids and keys of what is somebody else's by the old ones; `reworded` are the old ids
    of those whose words are no longer the same.
    """

    cut: SourceCut
    trace: Trace
    target: Path
    taken: TakenOut | None
    excerpts: Mapping[str, str]
    participants: Mapping[str, str]
    reworded: frozenset[str] = frozenset()


def planned_cuts(
    evaluation: Evaluation, person: Person, traces: Sequence[Trace]
) -> list[PlannedCut]:
    """A cut for each source in which anything of the person is; nothing is changed."""
    others = tuple(other for other in evaluation.people if other != person)
    before = reading_of(evaluation)
    names = {name for other in others for name in (other.id, other.name, *other.aliases)} - {""}
    answers = answers_left(evaluation, person, traces)
    reading = ReadWith(before.columns, frozenset(names), speakers_by_file(answers))
    cutter = _Cutter(evaluation, others, reading)
    taken = {trace.source.path for trace in traces if trace.alone}
    return [cutter.planned(trace, taken) for trace in traces]


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts the sources of one evaluation, which has `people` afterwards and is read so."""

    evaluation: Evaluation
    people: tuple[Person, ...]
    reading: ReadWith

    def planned(self, trace: Trace, taken: set[Path]) -> PlannedCut:
        """The cut of one source; `taken` are paths that no other source may have."""
        if trace.alone:
            return PlannedCut(_cut(trace, "deleted", Path()), trace, Path(), None, {}, {})
        suffix = trace.source.path.suffix.casefold()
        made = taken_out(
            trace.content,
            suffix,
            trace.transcript,
            trace.leaving,
            lambda content, ending: self._read(trace, content, ending),
            lambda after, offsets: self._is_as_before(trace, after, offsets),
        )
        if not isinstance(made, TakenOut):
            cut = _cut(trace, "not at all", trace.source.path, WHY[made])
            return PlannedCut(cut, trace, trace.source.path, None, {}, {})
        target = self._target(trace, made, taken)
        taken.add(target)
        how: How = "in place" if made.suffix == suffix else "as text"
        moves = self._moved_excerpts(trace, made.transcript, made.offsets) or {}
        keys = self._moved_participants(trace, made.transcript)
        reworded = self._reworded(trace, made.transcript, moves)
        return PlannedCut(_cut(trace, how, target), trace, target, made, moves, keys, reworded)

    def _target(self, trace: Trace, made: TakenOut, taken: set[Path]) -> Path:
        """A free path; one that a call which was stopped has written already is this source's."""
        suffix, root = made.suffix, self.evaluation.sources
        path = Path(renamed(trace.source.path.as_posix(), trace.leaving.names))
        if suffix != trace.source.path.suffix.casefold():
            path = path.with_suffix(suffix)
        number, free = 2, path
        while free != trace.source.path and (
            free in taken or ((root / free).exists() and not _holds(root / free, made.content))
        ):
            free = path.with_name(f"{path.stem}-{number}{path.suffix}")
            number += 1
        return free

    def _read(self, trace: Trace, content: bytes, suffix: str) -> Transcript:
        """The source as it will be read from now on."""
        path = Path(renamed(trace.source.path.as_posix(), trace.leaving.names))
        if suffix != trace.source.path.suffix.casefold():
            path = path.with_suffix(suffix)
        name = shown(path.as_posix())
        return read_bytes(
            content,
            source=name,
            kind=trace.transcript.kind,
            columns=self.reading.columns,
            known=self.reading.names,
            answers=self.reading.speakers(name),
        )

    def _is_as_before(self, trace: Trace, after: Transcript, offsets: Offsets) -> bool:
        old, new = self._speakers(trace, trace.transcript), self._speakers(trace, after)
        return old == new and self._moved_excerpts(trace, after, offsets) is not None

    def _speakers(self, trace: Trace, transcript: Transcript) -> dict[str | None, tuple[str, ...]]:
        """Who everybody else is: role and person by label."""
        return {
            trace.leaving.names.replace(one.label) if one.label else None: (
                one.role,
                one.participant or "",
            )
            for one in self._heard(transcript)
            if one.label != WITHDRAWN and not trace.leaving.has_label(one.label)
        }

    def _heard(self, transcript: Transcript) -> tuple[Speaker, ...]:
        return speakers_of(transcript, self.evaluation.people)

    def _moved_excerpts(
        self, trace: Trace, after: Transcript, offsets: Offsets
    ) -> dict[str, str] | None:
        """The new id of each excerpt of others; None where they would be cut otherwise."""
        e = tables.excerpts
        query = select(e).where(e.c.transcript_id == trace.transcript.id)
        with self.evaluation.store.reading() as connection:
            rows = connection.execute(query.order_by(e.c.start)).all()
        spoken = utterances(trace.transcript, trace.leaving)
        hers = [(one.start, one.end) for one in spoken if one.is_hers]
        kept = [row for row in rows if not any(a <= row.start < b for a, b in hers)]
        before = [_bare_span(trace.transcript.text, row.start, row.end) for row in kept]
        made = excerpts_of(after, self._heard(after))
        now = [_bare_span(after.text, x.start, x.end) for x in made]
        if rows and [offsets.moved(*span) for span in before] != now:
            return None
        return {row.id: x.id for row, x in zip(kept, made, strict=False)}

    def _reworded(
        self, trace: Trace, after: Transcript, moves: Mapping[str, str]
    ) -> frozenset[str]:
        """Of the excerpts that have new ids, those of which a word or its place is another now."""
        e = tables.excerpts
        query = select(e.c.id, e.c.start, e.c.end).where(e.c.transcript_id == trace.transcript.id)
        with self.evaluation.store.reading() as connection:
            rows = connection.execute(query).all()
        before = {row.id: trace.transcript.text[row.start : row.end] for row in rows}
        made = excerpts_of(after, self._heard(after))
        now = {excerpt.id: after.text[excerpt.start : excerpt.end] for excerpt in made}
        return frozenset(old for old, new in moves.items() if before.get(old) != now.get(new))

    def _moved_participants(self, trace: Trace, after: Transcript) -> dict[str, str]:
        """The new keys of those who are not in people.csv, so that they keep their pseudonyms."""
        old = trace.transcript
        moved = {}
        for one in self._heard(old):
            if one.participant or one.label is None or trace.leaving.has_label(one.label):
                continue
            label = trace.leaving.names.replace(one.label)
            moved[participant_key(old, one, one.label)] = participant_key(
                after, replace(one, label=label), label
            )
        return moved | self._moved_attendees(trace, after)

    def _moved_attendees(self, trace: Trace, after: Transcript) -> dict[str, str]:
        """The same for those whom notes list: the report counts them, whether they speak or not."""
        free: dict[str, list[str]] = {}
        for name, key in self._unlisted(after):
            free.setdefault(name, []).append(key)
        moved = {}
        for name, key in self._unlisted(trace.transcript):
            if same := free.get(trace.leaving.names.replace(name)):
                moved[key] = same.pop(0)
        return moved

    def _unlisted(self, transcript: Transcript) -> list[tuple[str, str]]:
        """The names in a list of who was there that people.csv does not have, each with its key."""
        if transcript.kind != "meeting notes":
            return []
        return [
            (attendee.name, attendee_key(transcript, number))
            for number, attendee in enumerate(minutes(transcript).attendees)
            if person_listed(attendee, self.people) is None
        ]


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _bare_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks of print at its ends: a quotation mark may go with either neighbour."""
    said = [i for i in range(start, end) if text[i].isalnum() or text[i] in "[]"]
    return (said[0], said[-1] + 1) if said else (start, end)


def _cut(trace: Trace, how: How, target: Path, why: str = "") -> SourceCut:
    hers = [one for one in utterances(trace.transcript, trace.leaving) if one.is_hers]
    text = trace.transcript.text
    return SourceCut(
        source=trace.source.name,
        how=how,
        target="" if how == "deleted" else shown(target.as_posix()),
        turns=len(hers),
        words=sum(count_words(text[one.start : one.end]) for one in hers),
        names=trace.named.names,
        why=why,
        in_nobodys=trace.named.in_nobodys,
        uneditable=()
        if how == "deleted"
        else uneditable(trace.content, trace.source.path.suffix, trace.source.name),
    )
