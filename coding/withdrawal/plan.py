"""A participant withdraws: everything of theirs leaves the evaluation folder, for good.

Sources in which nobody else is heard are deleted; out of the others they are cut, in place, and
what people decided about the rest moves along. A withdrawal that is interrupted is finished by the
next call: what is still to do is found from what is there, not from how far the last call came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from codebooks.codebook import Code
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import published
from coding.withdrawal.cuts import PlannedCut, SourceCut, planned_cuts
from coding.withdrawal.elsewhere import Elsewhere, PlannedElsewhere, planned_elsewhere
from coding.withdrawal.traces import traces
from corpora.people.people import Person

FEWEST_WORDS_OF_A_QUOTE = 5


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal takes away: files by name, the rest as counts; no word of anybody."""

    person: str
    cuts: tuple[SourceCut, ...]
    excerpts: int
    decisions: int
    quoted: tuple[str, ...]
    handed_out: tuple[str, ...]
    unread: tuple[str, ...] = ()
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    @property
    def deleted(self) -> tuple[str, ...]:
        """The sources in which nobody else is heard."""
        return tuple(cut.source for cut in self.cuts if cut.how == "deleted")

    @property
    def rewritten(self) -> tuple[str, ...]:
        """The sources out of which the person is cut."""
        return tuple(cut.source for cut in self.cuts if cut.how in ("in place", "as text"))

    @property
    def left(self) -> tuple[SourceCut, ...]:
        """The sources out of which the person cannot be cut without harm to others."""
        return tuple(cut for cut in self.cuts if cut.how == "not at all")

    @property
    def is_nothing(self) -> bool:
        """Whether nothing of the person is there."""
        return self.elsewhere.is_nothing and not (self.cuts or self.excerpts or self.decisions)


def plan_withdrawal(evaluation: Evaluation, person: Person) -> Withdrawal:
    """What would go, without changing anything."""
    hers = traces(evaluation, person)
    cuts = planned_cuts(evaluation, person, hers)
    return withdrawal_of(evaluation, person, cuts, planned_elsewhere(evaluation, person, hers))


def withdrawal_of(
    evaluation: Evaluation,
    person: Person,
    cuts: Sequence[PlannedCut],
    elsewhere: PlannedElsewhere,
) -> Withdrawal:
    """What goes with these cuts, and elsewhere."""
    e, d = tables.excerpts, tables.decisions
    theirs = select(e.c.id).where(e.c.participant == person.id)
    with evaluation.store.reading() as connection:
        excerpts = connection.execute(theirs).scalars().all()
        judged = connection.execute(select(d.c.number).where(d.c.excerpt_id.in_(theirs))).all()
        said = [_text(connection, excerpt) for excerpt in excerpts]
        f = tables.files
        refused = select(f.c.source).where(f.c.outcome == "refused").order_by(f.c.source)
        unread = connection.execute(refused).scalars().all()
    return Withdrawal(
        person=person.id,
        cuts=tuple(planned.cut for planned in cuts),
        excerpts=len(excerpts),
        decisions=len(judged),
        quoted=_quoted(evaluation, said),
        handed_out=tuple(
            paper.path.relative_to(evaluation.outputs).as_posix()
            for paper in elsewhere.papers
            if paper.cut.how == "deleted" and paper.path.is_relative_to(evaluation.outputs)
        ),
        unread=tuple(unread),
        elsewhere=elsewhere.elsewhere,
    )


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
