"""What of each source is the person's: the labels under which they speak, their names, their file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.replacements import everything
from coding.intake.cutting import person_listed, speakers_of, stored
from coding.intake.sources import Source, plan, reading_of
from corpora.cutting_out.hers import Leaving
from corpora.cutting_out.take_out import Named, names_elsewhere
from corpora.excerpts.minutes import minutes
from corpora.files import read_limited
from corpora.formats.lines.draft import Speakers
from corpora.formats.lines.label_names import key
from corpora.formats.read import kind_of
from corpora.names.names import Names, names_of
from corpora.people.people import Person
from corpora.people.speakers import Speaker
from corpora.text import edited
from corpora.transcript import WITHDRAWN, Transcript

AUTOMATED = "automated"


@dataclass(frozen=True, slots=True)
class Trace:
    """What one source holds of a person. `alone`: it is theirs, nobody else is heard in it."""

    source: Source
    content: bytes
    transcript: Transcript
    leaving: Leaving
    alone: bool
    named: Named


def speaker_labels(evaluation: Evaluation) -> list[tuple[str, str | None]]:
    """Every label of a transcript with the id of people.csv, None where it is nobody's for sure."""
    s = tables.speakers
    query = select(s.c.label, s.c.participant, s.c.listed).where(s.c.label.not_in(("", WITHDRAWN)))
    with evaluation.store.reading() as connection:
        rows = connection.execute(query.order_by(s.c.label)).all()
    return list(dict.fromkeys((r.label, r.participant if r.listed else None) for r in rows))


def names_to_withdraw(evaluation: Evaluation, person: Person, written: Sequence[str] = ()) -> Names:
    """The person's names, misspelt ones that people accepted too, to be replaced by `[withdrawn]`.

    `written` are initials under which a source lists them. Full names of others stay: a Jane Hill
    is no less herself when Jane Cox withdraws.
    """
    pseudonym = evaluation.pseudonyms().get(person.id)
    with evaluation.store.reading() as connection:
        as_written = {
            text: WITHDRAWN
            for each in everything(connection)
            if each.kind == "near name" and each.verdict == "accept" and each.stand_in == pseudonym
            for text in each.written
        }
    as_written |= dict.fromkeys((*written, *_codes(person)), WITHDRAWN)
    left = [name for other in evaluation.people if other != person for name in _called(other)]
    left += [
        label for label, id in speaker_labels(evaluation) if id != person.id and "(" not in label
    ]
    return names_of([person], {}, {person.id: WITHDRAWN}, as_written, left)


def _codes(person: Person) -> list[str]:
    """The person's id where it is a code that stands for nothing else: `P03`, and neither 3 nor P."""
    is_code = any(map(str.isdigit, person.id)) and any(map(str.isalpha, person.id))
    return [person.id] if is_code else []


def _called(person: Person) -> tuple[str, ...]:
    return person.name, *person.aliases


def traces(evaluation: Evaluation, person: Person) -> list[Trace]:
    """The sources in which the person speaks, is recorded as speaking, or is named."""
    common = names_to_withdraw(evaluation, person)
    answers = reading_of(evaluation)
    found = []
    for source, transcript in _read(evaluation):
        speakers = speakers_of(transcript, evaluation.people)
        labels = {s.label for s in speakers if s.label and s.participant == person.id}
        labels |= _same_person(labels, answers.speakers(source.name))
        initials = _initials(transcript, person, evaluation.people)
        names = names_to_withdraw(evaluation, person, initials) if initials else common
        leaving = Leaving(frozenset(labels), names)
        content = read_limited(evaluation.sources / source.path)
        named = names_elsewhere(content, source.path.suffix, transcript, leaving)
        if (
            labels
            or named.names
            or renamed(source.path.as_posix(), names) != source.path.as_posix()
        ):
            alone = bool(labels) and _is_alone(transcript, labels, speakers)
            found.append(Trace(source, content, transcript, leaving, alone, named))
    return found


def _read(evaluation: Evaluation) -> Iterator[tuple[Source, Transcript]]:
    """Each source that could be read, with its transcript; a copy of another one likewise."""
    f = tables.files
    with evaluation.store.reading() as connection:
        rows = {row.source: row for row in connection.execute(select(f))}
        for source in plan(evaluation).sources:
            row = rows.get(source.name)
            if row is not None and row.transcript_id:
                transcript = stored(connection, row.transcript_id)
                if transcript.source != source.name:
                    kind = kind_of(source.name)
                    transcript = replace(transcript, source=source.name, kind=kind)
                yield source, transcript


def _same_person(labels: set[str], speakers: Speakers) -> set[str]:
    """The labels that people said to be one person's with one of these."""
    keys = {key(label) for label in labels}
    groups = (g for g in speakers.one_person if not keys.isdisjoint(key(label) for label in g))
    return {label for group in groups for label in group}


def _initials(transcript: Transcript, person: Person, people: Sequence[Person]) -> tuple[str, ...]:
    """The initials under which meeting notes list the person."""
    if transcript.kind != "meeting notes":
        return ()
    listed = minutes(transcript).attendees
    theirs = (a for a in listed if a.initials and person_listed(a, people) == person)
    return tuple(dict.fromkeys(a.initials for a in theirs if a.initials))


def _is_alone(transcript: Transcript, labels: set[str], speakers: Sequence[Speaker]) -> bool:
    """Whether nobody else says anything; of an interview, nobody but who asks the questions."""
    by_label = {speaker.label: speaker for speaker in speakers}
    others = {
        turn.speaker
        for turn in transcript.turns
        if turn.speaker not in labels and any(map(str.isalnum, transcript.said(turn)))
    }
    heard = [by_label[label] for label in others if label in by_label]
    heard = [speaker for speaker in heard if AUTOMATED not in speaker.reason]
    if transcript.kind == "interview":
        return all(one.label is None or one.role == "interviewer" for one in heard)
    return not heard


def renamed(path: str, names: Names) -> str:
    """The path of a source with the person's names in it replaced."""
    return edited(path, names.spans(path.replace("_", " ")))
