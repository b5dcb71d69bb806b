"""Source files into the store: what is new, what is gone, what cannot be read.

Every function takes an open evaluation and gives back counts, never text.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, select

from coding.evaluation import tables
from coding.evaluation.database import SUGGESTING, insert
from coding.evaluation.evaluation import Evaluation
from coding.intake.speakers_file import (
    answers_as_written,
    file_key,
    load_answers,
    speakers_by_file,
)
from corpora.errors import FileRefused
from corpora.files import content_hash, read_limited, shown
from corpora.formats.answers.table_files import Columns
from corpora.formats.lines.draft import NO_ANSWERS, Speakers
from corpora.formats.read import READER_VERSION, read_file, sources
from corpora.transcript import Doubts, Transcript

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path from the transcripts folder, its name there, and a hash of its bytes."""

    path: Path
    name: str
    hash: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do: files to read, files that are gone, and all that stands there now."""

    sources: tuple[Source, ...]
    to_read: tuple[Source, ...]
    removed: tuple[str, ...]


def plan(evaluation: Evaluation) -> Plan:
    """What stands in the transcripts folder, against what the last run found there."""
    root = evaluation.sources
    found = tuple(_as_it_stands(path.relative_to(root), root)[0] for path in sources(root))
    with evaluation.store.reading() as connection:
        known = {
            row.source: (row.hash, row.reader) for row in connection.execute(select(tables.files))
        }
    reading = reading_of(evaluation)
    due = [s for s in found if known.get(s.name) != (s.hash, reading.stamp(s.name))]
    gone = sorted(known.keys() - {source.name for source in found})
    return Plan(found, tuple(due), tuple(gone))


@dataclass(frozen=True, slots=True)
class ReadWith:
    """What files are read with, besides their bytes: columns, names of people, people's answers."""

    columns: Columns | None
    names: frozenset[str]
    answers: Mapping[str, Speakers]

    def speakers(self, name: str) -> Speakers:
        """What people have answered about who speaks in the file of this name."""
        return self.answers.get(file_key(name), NO_ANSWERS)

    def stamp(self, name: str) -> str:
        """Another one where the file of this name has to be read anew."""
        answers = self.speakers(name)
        said = [sorted(answers.labels), sorted(answers.nobody), answers.one_person]
        known = content_hash(json.dumps([sorted(self.names), said]).encode())[:16]
        columns = "" if self.columns is None else f" {self.columns}"
        return f"{READER_VERSION}{columns} {known}"


def reading_of(evaluation: Evaluation) -> ReadWith:
    """What the files of an evaluation are read with.

    Raises PeopleError or InputError where people.csv or speakers.yaml is wrong.
    """
    people = evaluation.people
    names = {name for person in people for name in (person.id, person.name, *person.aliases)}
    answers = load_answers(answers_as_written(evaluation.folder))
    return ReadWith(_columns(evaluation), frozenset(names) - {""}, speakers_by_file(answers))


def _columns(evaluation: Evaluation) -> Columns | None:
    table = evaluation.settings.table
    if not table.text:
        return None
    return Columns(table.text, table.speaker or None, table.time or None)


def _as_it_stands(path: Path, root: Path) -> tuple[Source, bytes | None]:
    """The file at `path` from `root` as it is now, with its bytes; None where it cannot be read."""
    name = shown(path.as_posix())
    try:
        content = read_limited(root / path)
    except FileRefused as refusal:
        return Source(path, name, f"unreadable: {refusal.what}"), None
    return Source(path, name, content_hash(content)), content


def read_sources(
    evaluation: Evaluation, due: Sequence[Source], progress: Progress | None = None
) -> int:
    """Read these files into the store, a transaction a file; gives how many were refused.

    Each is listed with the hash of what is read now, whatever it was when the run was planned: a
    file that changes in between, or changes back afterwards, is due again.
    """
    refused, reading = 0, reading_of(evaluation)
    for done, source in enumerate(due, start=1):
        refused += not _read_one(evaluation, source, reading)
        if progress:
            progress(done, len(due))
    return refused


def _read_one(evaluation: Evaluation, due: Source, reading: ReadWith) -> bool:
    """Whether the file is a transcript now. What was known of it before goes first."""
    reader, root = reading.stamp(due.name), evaluation.sources
    source, content = _as_it_stands(due.path, root)
    try:
        transcript = read_file(
            root / due.path,
            root=root,
            columns=reading.columns,
            content=content,
            known=reading.names,
            answers=reading.speakers(due.name),
        )
    except FileRefused as refusal:
        with evaluation.store.writing() as connection:
            _forget_source(connection, source.name)
            told = f"{refusal.what}. {refusal.remedy}"
            _list(connection, source, ("refused", told), "", reader)
        return False
    with evaluation.store.writing() as connection:
        if _has_these_words(connection, source, transcript):
            _forget_turns(connection, transcript.id)
            _forget_listing(connection, source.name)
        else:
            _forget_source(connection, source.name)
        _keep(connection, source, transcript, reader)
    return True


def _has_these_words(connection: Connection, source: Source, transcript: Transcript) -> bool:
    """Whether it is there already but for who speaks: its excerpts stay until they are cut anew.

    Whoever has one of them on a page can save what they say about it.
    """
    t = tables.transcripts
    query = select(t.c.source, t.c.text).where(t.c.id == transcript.id)
    row = connection.execute(query).first()
    return row is not None and tuple(row) == (source.name, transcript.text)


def _forget_turns(connection: Connection, transcript: str) -> None:
    """Forget how the transcript was read, and that it was cut; its words stay, and all about them."""
    u, s = tables.turns, tables.stages
    connection.execute(delete(u).where(u.c.transcript_id == transcript))
    connection.execute(delete(s).where(s.c.name == f"cut {transcript}"))


def _keep(connection: Connection, source: Source, transcript: Transcript, reader: str) -> None:
    t = tables.transcripts
    twin = connection.execute(select(t.c.source).where(t.c.id == transcript.id)).scalar()
    if twin not in (None, source.name):
        reason = f"The same content as {twin}; it is counted once."
        _list(connection, source, ("same", reason), transcript.id, reader)
        return
    outcome = "read" if transcript.turns else "empty"
    reason = "" if transcript.turns else "There is no speech in it."
    values = {
        "source": transcript.source,
        "kind": transcript.kind,
        "marks": json.dumps([[m.offset, m.seconds] for m in transcript.marks]),
        "left_out": "; ".join(f"{left.what}: {left.count}" for left in transcript.left_out),
    }
    if twin is None:
        new = {"id": transcript.id, "wave": "", "text": transcript.text}
        connection.execute(t.insert().values(**values, **new))
    else:
        connection.execute(t.update().where(t.c.id == transcript.id).values(values))
    insert(
        connection,
        tables.turns,
        [
            {
                "transcript_id": transcript.id,
                "number": number,
                "speaker": turn.speaker,
                "start": turn.start,
                "end": turn.end,
                "seconds": turn.seconds,
                "blocks": turn.blocks,
            }
            for number, turn in enumerate(transcript.turns)
        ],
    )
    doubts = _doubts(transcript.doubts)
    _list(connection, source, (outcome, reason), transcript.id, reader, doubts)


def _doubts(doubts: Doubts) -> str:
    """What is not sure, as it is kept; "" where nothing is."""
    if not doubts.sentences:
        return ""
    return json.dumps({"sentences": doubts.sentences, "asked": doubts.asked}, ensure_ascii=False)


def _list(
    connection: Connection,
    source: Source,
    came: tuple[str, str],
    transcript: str,
    reader: str,
    doubts: str = "",
) -> None:
    """Note what came of a file: the outcome, and why."""
    outcome, reason = came
    values = {
        "source": source.name,
        "hash": source.hash,
        "outcome": outcome,
        "reason": reason,
        "transcript_id": transcript,
        "reader": reader,
        "doubts": doubts,
    }
    connection.execute(tables.files.insert().values(values))


def remove_sources(evaluation: Evaluation, names: Iterable[str]) -> int:
    """Take what was derived from these files out of the store; what people decided stays."""
    gone = sorted(names)
    with evaluation.store.writing() as connection:
        for name in gone:
            _forget_source(connection, name)
    _read_twins(evaluation)
    return len(gone)


def _read_twins(evaluation: Evaluation) -> None:
    """Read the files that counted as the same as one that is no longer there."""
    f, t = tables.files, tables.transcripts
    with evaluation.store.reading() as connection:
        kept = set(connection.execute(select(t.c.id)).scalars())
        twins = connection.execute(select(f).where(f.c.outcome == "same").order_by(f.c.source))
        orphans = {row.source for row in twins if row.transcript_id not in kept}
    root = evaluation.sources
    places = [path.relative_to(root) for path in sources(root)] if orphans else []
    due = [place for place in places if shown(place.as_posix()) in orphans]
    read_sources(evaluation, [_as_it_stands(place, root)[0] for place in due])


def _forget_source(connection: Connection, name: str) -> None:
    t = tables.transcripts
    for transcript in connection.execute(select(t.c.id).where(t.c.source == name)).scalars().all():
        forget_excerpts(connection, transcript)
        for table in (tables.speakers, tables.turns, tables.attendance):
            connection.execute(delete(table).where(table.c.transcript_id == transcript))
        connection.execute(delete(tables.stages).where(tables.stages.c.name == f"cut {transcript}"))
        connection.execute(delete(t).where(t.c.id == transcript))
    _forget_listing(connection, name)


def _forget_listing(connection: Connection, name: str) -> None:
    connection.execute(delete(tables.files).where(tables.files.c.source == name))


def forget_excerpts(connection: Connection, transcript: str) -> None:
    """Excerpts and what the program made of them go; a first suggestion that people judged stays.

    The same excerpts may come back, of somebody in another group now: suggestions are due again.
    """
    e, d = tables.excerpts, tables.decisions
    gone = select(e.c.id).where(e.c.transcript_id == transcript)
    for table in (tables.suggestions, tables.could_fit, tables.coverage):
        connection.execute(delete(table).where(table.c.excerpt_id.in_(gone)))
    connection.execute(delete(tables.stages).where(tables.stages.c.name == SUGGESTING))
    first = tables.first_suggestions
    judged = select(d.c.excerpt_id)
    connection.execute(
        delete(first).where(first.c.excerpt_id.in_(gone), first.c.excerpt_id.not_in(judged))
    )
    connection.execute(delete(e).where(e.c.transcript_id == transcript))
