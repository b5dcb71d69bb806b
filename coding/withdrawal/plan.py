"""A participant withdraws: everything of theirs leaves the evaluation folder, for good.

Sources in which only they take part are deleted; others are written anew without them, and what
people decided about the rest moves along. A withdrawal that is interrupted is finished by the
next call: what is still to do is found from what is there, not from how far the last call came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from codebooks.codebook import Code
from coding.deidentification.numbering import forget_unused
from coding.evaluation import tables
from coding.evaluation.database import SUGGESTING
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import found
from coding.evaluation.published import published
from coding.evaluation.published_counts import forget_counted
from coding.evaluation.replacements import everything
from coding.intake.cutting import speakers_of, stored
from corpora.names.names import Names, names_of
from corpora.people.people import Person
from corpora.personal.rewriting import WITHDRAWN
from corpora.transcript import Transcript

FEWEST_WORDS_OF_A_QUOTE = 5


@dataclass(frozen=True, slots=True)
class Trace:
    """What one transcript holds of a person: labels under which they speak, and if others do too."""

    transcript: Transcript
    labels: frozenset[str]
    alone: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal takes away: files by name, the rest as counts; no word of anybody."""

    person: str
    deleted: tuple[str, ...]
    rewritten: tuple[str, ...]
    excerpts: int
    decisions: int
    quoted: tuple[str, ...]
    handed_out: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing of the person is there."""
        return not (self.deleted or self.rewritten or self.excerpts or self.decisions)


def speaker_labels(evaluation: Evaluation) -> list[tuple[str, str | None]]:
    """Every label of a transcript with the id of people.csv, None where it is nobody's for sure."""
    s = tables.speakers
    query = select(s.c.label, s.c.participant, s.c.listed).where(s.c.label.not_in(("", WITHDRAWN)))
    with evaluation.store.reading() as connection:
        rows = connection.execute(query.order_by(s.c.label)).all()
    return list(dict.fromkeys((r.label, r.participant if r.listed else None) for r in rows))


def names_to_withdraw(evaluation: Evaluation, person: Person) -> Names:
    """The person's names, misspelt ones that people accepted too, to be replaced by `[withdrawn]`.

    Full names of others stay: a Jane Hill is no less herself when Jane Cox withdraws.
    """
    pseudonym = evaluation.pseudonyms().get(person.id)
    with evaluation.store.reading() as connection:
        misspelt = {
            text: WITHDRAWN
            for each in everything(connection)
            if each.kind == "near name" and each.verdict == "accept" and each.stand_in == pseudonym
            for text in each.written
        }
    left = [name for other in evaluation.people if other != person for name in _called(other)]
    left += [
        label for label, id in speaker_labels(evaluation) if id != person.id and "(" not in label
    ]
    return names_of([person], {}, {person.id: WITHDRAWN}, misspelt, left)


def _called(person: Person) -> tuple[str, ...]:
    return person.name, *person.aliases


def traces(evaluation: Evaluation, person: Person) -> list[Trace]:
    """The transcripts in which the person speaks, is recorded as speaking, or is named."""
    names = names_to_withdraw(evaluation, person)
    t = tables.transcripts
    with evaluation.store.reading() as connection:
        ids = connection.execute(select(t.c.id).order_by(t.c.source)).scalars().all()
        found = [stored(connection, transcript) for transcript in ids]
    kept = []
    for transcript in found:
        labels, others = _who(transcript, person, evaluation.people)
        path = names.replace_in_path(transcript.source) != transcript.source.replace("_", " ")
        if labels or path or names.spans(transcript.text):
            kept.append(Trace(transcript, labels, bool(labels) and not others))
    return kept


def _who(
    transcript: Transcript, person: Person, people: Sequence[Person]
) -> tuple[frozenset[str], bool]:
    """The labels of the person in a transcript, and whether another participant speaks there."""
    speakers = speakers_of(transcript, people)
    labels = {s.label for s in speakers if s.label and s.participant == person.id}
    others = any(s.role == "participant" and s.label not in labels for s in speakers)
    return frozenset(labels), others


def plan_withdrawal(evaluation: Evaluation, person: Person) -> Withdrawal:
    """What would go, without changing anything."""
    found = traces(evaluation, person)
    e, d = tables.excerpts, tables.decisions
    theirs = select(e.c.id).where(e.c.participant == person.id)
    with evaluation.store.reading() as connection:
        excerpts = connection.execute(theirs).scalars().all()
        judged = connection.execute(select(d.c.number).where(d.c.excerpt_id.in_(theirs))).all()
        said = [_text(connection, excerpt) for excerpt in excerpts]
        f = tables.files
        files = connection.execute(select(f).order_by(f.c.source)).all()
    return Withdrawal(
        person=person.id,
        deleted=tuple(source for t in found if t.alone for source in _with_twins(t, files)),
        rewritten=tuple(source for t in found if not t.alone for source in _with_twins(t, files)),
        excerpts=len(excerpts),
        decisions=len(judged),
        quoted=_quoted(evaluation, said),
        handed_out=tuple(sorted(p.name for p in evaluation.outputs.glob("*") if p.is_file())),
        unread=tuple(row.source for row in files if row.outcome == "refused"),
    )


def _with_twins(trace: Trace, files: Sequence[Row[Any]]) -> list[str]:
    """The source of a transcript and its copies, which are read once the source is gone."""
    copies = [r.source for r in files if r.transcript_id == trace.transcript.id]
    return sorted({trace.transcript.source, *copies})


def _text(connection: Connection, excerpt: str) -> str:
    e, t = tables.excerpts, tables.transcripts
    query = (
        select(t.c.text, e.c.start, e.c.end)
        .join(t, t.c.id == e.c.transcript_id)
        .where(e.c.id == excerpt)
    )
    row = connection.execute(query).one()
    return str(row.text[row.start : row.end])


def _quoted(evaluation: Evaluation, said: Sequence[str]) -> tuple[str, ...]:
    """The codes whose examples are words of the person, in the codebook or a published version.

    Counter-examples likewise.
    """
    spoken = [p for p in map(_plain, said) if len(p.split()) >= FEWEST_WORDS_OF_A_QUOTE]
    own = [code.id for code in evaluation.codebook.codes if _quotes(code, spoken)]
    kept = [
        f"{code.id} (published in version {book.version})"
        for book in published(evaluation)
        for code in book.codes
        if _quotes(code, spoken)
    ]
    return (*own, *kept)


def _quotes(code: Code, spoken: Sequence[str]) -> bool:
    plain = [_plain(example.text) for example in (*code.examples, *code.counter_examples)]
    long = [p for p in plain if len(p.split()) >= FEWEST_WORDS_OF_A_QUOTE]
    return any(phrase in text or text in phrase for phrase in long for text in spoken)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def forget(connection: Connection, person_id: str) -> None:
    """Take the person's excerpts, what was made of them and what was decided about them away."""
    e = tables.excerpts
    theirs = select(e.c.id).where(e.c.participant == person_id)
    for table in (
        tables.suggestions,
        tables.first_suggestions,
        tables.coverage,
        tables.decisions,
        tables.remarks,
        tables.assignments,
    ):
        connection.execute(delete(table).where(table.c.excerpt_id.in_(theirs)))
    connection.execute(delete(e).where(e.c.participant == person_id))
    # Proposals quote and are named by what everybody said: the next run makes them anew.
    connection.execute(delete(tables.proposals))
    connection.execute(
        delete(tables.stages).where(tables.stages.c.name.in_((SUGGESTING, "group", "run")))
    )
    connection.execute(delete(found).where(found.c.kind == "near name"))
    connection.execute(delete(tables.stages).where(tables.stages.c.name == "near names"))
    forget_unused(connection)
    forget_counted(connection, person_id)
    for table in (tables.speakers, tables.pseudonyms):
        connection.execute(delete(table).where(table.c.participant == person_id))


def excerpts_of(connection: Connection, transcript: Transcript) -> list[tuple[str, str]]:
    """The ids and texts of a transcript's excerpts, in order."""
    e = tables.excerpts
    query = select(e).where(e.c.transcript_id == transcript.id).order_by(e.c.start)
    return [(r.id, transcript.text[r.start : r.end]) for r in connection.execute(query)]


def move_decisions(
    connection: Connection,
    before: Sequence[tuple[str, str]],
    after: Sequence[tuple[str, str]],
    names: Names,
) -> int:
    """Give what people said about excerpts of the old source to the same excerpts of the new one.

    Gives how many decisions could not be moved, because their excerpt is no longer cut as it was.
    """
    moved = moves(before, after, names)
    lost = 0
    for old, _ in before:
        for table in _ABOUT_EXCERPTS:
            at = table.c.excerpt_id == old
            if old in moved:
                connection.execute(update(table).where(at).values(excerpt_id=moved[old]))
            elif table is tables.decisions:
                lost += len(connection.execute(select(table.c.number).where(at)).all())
    return lost


_ABOUT_EXCERPTS = (
    tables.decisions,
    tables.remarks,
    tables.assignments,
    tables.first_suggestions,
)


def moves(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], names: Names
) -> Mapping[str, str]:
    """Which excerpt of the new source is which of the old, by their texts in order."""
    old = [_plain(names.replace(text)) for _, text in before]
    new = [_plain(text) for _, text in after]
    matched: dict[str, str] = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            matched[before[block.a + step][0]] = after[block.b + step][0]
    return matched
