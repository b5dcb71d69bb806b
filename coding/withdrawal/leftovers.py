"""What betrays the person outside of the sources, worked out while their words are still there."""

from collections.abc import Sequence

from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.withdrawal.traces import Trace, names_to_withdraw
from corpora.cutting_out.hers import utterances
from corpora.cutting_out.quotes import Leftovers, own_phrases
from corpora.people.people import Person


def leftovers_of(evaluation: Evaluation, person: Person, traces: Sequence[Trace]) -> Leftovers:
    """The phrases that only this person said, their names, and the ids of their excerpts."""
    e = tables.excerpts
    with evaluation.store.reading() as connection:
        ids = connection.execute(select(e.c.id).where(e.c.participant == person.id)).scalars()
        theirs = frozenset(ids)
    hers = [text for trace in traces for text in _texts(trace, of_hers=True)]
    phrases = own_phrases(hers, _others(evaluation, traces)) if hers else frozenset()
    return Leftovers(phrases, names_to_withdraw(evaluation, person), theirs)


def _others(evaluation: Evaluation, traces: Sequence[Trace]) -> list[str]:
    """What everybody else says, in these sources and in all others."""
    t = tables.transcripts
    shared = {trace.transcript.id for trace in traces}
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(t.c.text).where(t.c.id.not_in(shared))).scalars().all()
    return [*rows, *(text for trace in traces for text in _texts(trace, of_hers=False))]


def _texts(trace: Trace, *, of_hers: bool) -> list[str]:
    text = trace.transcript.text
    return [
        text[one.start : one.end]
        for one in utterances(trace.transcript, trace.leaving)
        if one.is_hers == of_hers
    ]
