"""Transcripts in the store cut into excerpts: who speaks, in which wave, under which pseudonym."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from coding.evaluation import tables
from coding.evaluation.database import insert, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.intake.pseudonyms import give_pseudonyms, participant_key
from coding.intake.sources import Progress, forget_excerpts, plan, read_sources
from corpora.excerpts.excerpts import EXCERPTS_VERSION, cut
from corpora.excerpts.minutes import Attendee, minutes
from corpora.files import content_hash
from corpora.names.names import is_part_played
from corpora.people.matching import could_be, matches
from corpora.people.near_labels import is_full
from corpora.people.people import Person
from corpora.people.speakers import SPEAKERS_VERSION, Speaker, recognise
from corpora.people.waves import wave_of
from corpora.transcript import WITHDRAWN, Excerpt, Role, TimeMark, Transcript, Turn, seconds_at


def stored(connection: Connection, transcript_id: str) -> Transcript:
    """The transcript as it was read. Raises KeyError for an unknown id."""
    t, u = tables.transcripts, tables.turns
    row = connection.execute(select(t).where(t.c.id == transcript_id)).first()
    if row is None:
        raise KeyError(transcript_id)
    found = connection.execute(
        select(u).where(u.c.transcript_id == transcript_id).order_by(u.c.number)
    )
    turns = tuple(Turn(x.speaker, x.start, x.end, x.seconds, x.blocks) for x in found)
    marks = tuple(TimeMark(offset, seconds) for offset, seconds in json.loads(row.marks))
    return Transcript(row.id, row.source, row.kind, row.text, turns, marks)


def cut_all(evaluation: Evaluation, progress: Progress | None = None) -> int:
    """Say who speaks and cut excerpts, for every transcript whose inputs changed; gives how many."""
    inputs = _cutting_inputs(evaluation)
    t, s = tables.transcripts, tables.stages
    with evaluation.store.reading() as connection:
        known = {row.name: row.inputs for row in connection.execute(select(s))}
        every = connection.execute(select(t.c.id, t.c.source).order_by(t.c.source)).all()
    due = [
        r for r in every if known.get(f"cut {r.id}") != content_hash(f"{inputs}{r.source}".encode())
    ]
    for done, row in enumerate(due, start=1):
        stamp = content_hash(f"{inputs}{row.source}".encode())
        _keep_cut(evaluation, _cut_one(evaluation, row.id), stamp)
        if progress:
            progress(done, len(due))
    return len(due)


def read_and_cut(evaluation: Evaluation) -> None:
    """Bring transcripts, speakers and excerpts up to date with the transcripts folder."""
    read_sources(evaluation, plan(evaluation).to_read)
    cut_all(evaluation)


def _cutting_inputs(evaluation: Evaluation) -> str:
    settings = evaluation.settings
    return json.dumps(
        [
            EXCERPTS_VERSION,
            SPEAKERS_VERSION,
            content_hash(evaluation.people_bytes),
            list(settings.groups.items()),
            settings.waves,
            settings.consent.unlisted,
        ]
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is to be kept of a transcript that was cut: all worked out, before anything is written."""

    transcript: Transcript
    speakers: tuple[Speaker, ...]
    attendance: Sequence[Mapping[str, object]]
    wave: str
    excerpts: Sequence[Mapping[str, object]]


def _cut_one(evaluation: Evaluation, transcript_id: str) -> _Cut:
    with evaluation.store.reading() as connection:
        transcript = stored(connection, transcript_id)
    people = {person.id: person for person in evaluation.people}
    speakers = speakers_of(transcript, evaluation.people)
    by_label: dict[str | None, Speaker] = {speaker.label: speaker for speaker in speakers}
    wave = wave_of(transcript.source, _waves(speakers, people), evaluation.settings.waves)
    consent = Consents(people, evaluation.settings.consent.unlisted == "analyse")
    made = excerpts_of(transcript, speakers)
    rows = [_excerpt(transcript, x, by_label, consent) for x in made]
    return _Cut(transcript, speakers, _attendance(transcript, evaluation.people), wave, rows)


def _keep_cut(evaluation: Evaluation, made: _Cut, stamp: str) -> None:
    """Keep it in the place of what there was; people who review wait meanwhile, so it is short."""
    transcript, s, a, t = made.transcript, tables.speakers, tables.attendance, tables.transcripts
    with evaluation.store.writing() as connection:
        forget_excerpts(connection, transcript.id)
        for table in (s, a):
            connection.execute(delete(table).where(table.c.transcript_id == transcript.id))
        insert(connection, s, [_speaker(transcript, speaker) for speaker in made.speakers])
        insert(connection, a, made.attendance)
        give_pseudonyms(connection, evaluation, transcript, made.speakers)
        connection.execute(t.update().where(t.c.id == transcript.id).values(wave=made.wave))
        insert(connection, tables.excerpts, made.excerpts)
        mark_done(connection, f"cut {transcript.id}", stamp)


def excerpts_of(transcript: Transcript, speakers: Sequence[Speaker]) -> tuple[Excerpt, ...]:
    """The excerpts of a transcript; a mark where somebody spoke who has withdrawn is none."""
    roles: dict[str | None, Role] = {speaker.label: speaker.role for speaker in speakers}
    return cut(transcript, roles | {WITHDRAWN: "facilitator"})


def speakers_of(transcript: Transcript, people: Sequence[Person]) -> tuple[Speaker, ...]:
    """Who speaks in a transcript, by its labels and, in meeting notes, by the list of who was there."""
    by_label = {speaker.label: _kept(speaker) for speaker in recognise(transcript, people)}
    for listed in _recorded_speakers(transcript, people):
        label = by_label.get(listed.label)
        role = label.role if label and listed.participant is None else listed.role
        by_label[listed.label] = replace(listed, role=role)
    return tuple(by_label.values())


def _kept(speaker: Speaker) -> Speaker:
    """The speaker; the mark where somebody who has withdrawn spoke takes no part."""
    if speaker.label != WITHDRAWN:
        return speaker
    return Speaker(WITHDRAWN, "facilitator", None, "somebody who has withdrawn")


def _attendance(transcript: Transcript, people: Sequence[Person]) -> list[dict[str, object]]:
    """Who the meeting notes list, and who of them is recorded as speaking."""
    if transcript.kind != "meeting notes":
        return []
    notes = minutes(transcript)
    spoke = {r.initials for r in notes.remarks if r.initials}
    spoke |= {turn.speaker for turn in transcript.turns if turn.speaker}
    rows: list[dict[str, object]] = []
    for number, attendee in enumerate(notes.attendees):
        person = person_listed(attendee, people)
        rows.append(
            {
                "transcript_id": transcript.id,
                "number": number,
                "participant": person.id if person else attendee_key(transcript, number),
                "present": attendee.present,
                "recorded": attendee.initials in spoke or attendee.name in spoke,
            }
        )
    return rows


def attendee_key(transcript: Transcript, number: int) -> str:
    """The key of somebody whom notes list at this place and whom people.csv does not have."""
    return f"{transcript.id}/attendee {number}"


def person_listed(attendee: Attendee, people: Sequence[Person]) -> Person | None:
    """Whom people.csv has for a name of the list, or for its initials where it is no full name.

    Alan Brown (AB), whom people.csv does not have, is not Ann Bell for having her initials.
    """
    named = matches(attendee.name, people)
    if named is not None or could_be(attendee.name, people) or is_full(attendee.name):
        return named
    return matches(attendee.initials or "", people)


def _recorded_speakers(transcript: Transcript, people: Sequence[Person]) -> tuple[Speaker, ...]:
    """Who the initials of meeting notes are: by the list of who was there, then by people.csv."""
    if transcript.kind != "meeting notes":
        return ()
    notes = minutes(transcript)
    spoke = {remark.initials for remark in notes.remarks if remark.initials}
    spoke |= {turn.speaker for turn in transcript.turns if turn.speaker}
    speakers = []
    for attendee in notes.attendees:
        if attendee.initials in spoke:
            spoke.remove(attendee.initials)
            speakers.append(_recorded(attendee, people))
    return tuple(speakers)


def _recorded(attendee: Attendee, people: Sequence[Person]) -> Speaker:
    person = person_listed(attendee, people)
    role = person.role if person else "participant"
    reason = "meeting notes: recorded as speaking"
    perhaps = () if person else tuple(each.id for each in could_be(attendee.name, people))
    id = person.id if person else None
    return Speaker(attendee.initials, role, id, reason, perhaps)


def _waves(speakers: Sequence[Speaker], people: Mapping[str, Person]) -> set[str]:
    """The waves that people.csv gives the participants of a transcript."""
    taking_part = [s.participant for s in speakers if s.participant and s.role == "participant"]
    return {wave for person in taking_part for wave in people[person].waves}


def _speaker(transcript: Transcript, speaker: Speaker) -> dict[str, object]:
    label = speaker.label
    return {
        "transcript_id": transcript.id,
        "label": label or "",
        "named": label not in (None, WITHDRAWN) and not is_part_played(label or ""),
        "role": speaker.role,
        "participant": participant_key(transcript, speaker, label),
        "listed": bool(speaker.participant),
        "reason": speaker.reason,
    }


@dataclass(frozen=True, slots=True)
class Consents:
    """Who agreed that their words are analysed, by the id of people.csv; and those not in it."""

    people: Mapping[str, Person]
    unlisted: bool

    def analysis(self, speaker: Speaker | None) -> bool:
        """Whether a speaker's words may be analysed: of all whom the label may mean, the strictest.

        Until somebody has said who it is, a "no" of one of them counts.
        """
        person = self.people.get(speaker.participant or "") if speaker else None
        if person is not None:
            return person.may_be_analysed
        perhaps = () if speaker is None else speaker.perhaps
        return self.unlisted and all(self.people[id].may_be_analysed for id in perhaps)

    def context(self, speaker: Speaker | None) -> bool:
        """Whether a speaker's question may stand beside somebody's answer."""
        if speaker is not None and speaker.role != "participant":
            return True
        return self.analysis(speaker)


def _excerpt(
    transcript: Transcript,
    excerpt: Excerpt,
    by_label: Mapping[str | None, Speaker],
    consents: Consents,
) -> dict[str, object]:
    speaker = by_label.get(excerpt.speaker)
    start, end = _context(transcript, excerpt, by_label, consents)
    return {
        "id": excerpt.id,
        "transcript_id": excerpt.transcript_id,
        "turn": excerpt.turn,
        "start": excerpt.start,
        "end": excerpt.end,
        "speaker": excerpt.speaker,
        "participant": participant_key(transcript, speaker, excerpt.speaker),
        "seconds": seconds_at(transcript, excerpt.start),
        "context_start": start,
        "context_end": end,
        "second_hand": excerpt.second_hand,
        "consent": consents.analysis(speaker),
    }


def _context(
    transcript: Transcript,
    excerpt: Excerpt,
    by_label: Mapping[str | None, Speaker],
    consents: Consents,
) -> tuple[int, int] | tuple[None, None]:
    """The question before an answer, unless whoever asked it did not agree that it is shown."""
    if excerpt.context is None:
        return None, None
    turns = transcript.turns[: excerpt.turn + 1]
    asker = next((t.speaker for t in reversed(turns) if t.start <= excerpt.context[0]), None)
    return excerpt.context if consents.context(by_label.get(asker)) else (None, None)
