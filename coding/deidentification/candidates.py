"""What de-identification comes to: proposals for people, the key, and the sign-off.

The key says what stands for whom. It lies apart from all that is handed out, for its owner only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.deidentification.search import Actions
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import found
from coding.evaluation.replacements import (
    Replacement,
    everything,
    is_covered,
    known_and_near_names,
    known_names,
)
from corpora.files import content_hash
from corpora.names.names import Names
from corpora.personal.kinds import ACTIONS

# A sentence longer than this to either side of the word is shown in part; what stands further on
# may belong to a name that begins in it.
_SENTENCE, _AROUND = 160, 400
# A sentence, a paragraph, or a line before one that begins with a label.
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*\n|\n(?=[^\n:]{1,60}:)")
_WHITE = re.compile(r"\s+")
MARKS = "»", "«"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something found that a person decides about: its `word` as it first stands, in its sentence.

    All else that was found in the sentence, `before` the word and `after` it, is replaced.
    """

    replacement: Replacement
    before: str
    word: str
    after: str

    @property
    def id(self) -> str:
        """Its number with a mark of what it is, so that a number written over is noticed."""
        return proposal_id(self.replacement)

    @property
    def context(self) -> str:
        """The sentence with the word between marks, for where nothing else can mark it."""
        return f"{self.before}{MARKS[0]}{self.word}{MARKS[1]}{self.after}"


def proposal_id(proposal: Replacement) -> str:
    """What a proposal is called on sheets and pages; another thing has another one."""
    mark = content_hash(f"{proposal.kind} {proposal.key}".encode())[:6]
    return f"{proposal.number}-{mark}"


def candidates_of(evaluation: Evaluation, actions: Actions = ACTIONS) -> list[Candidate]:
    """What people are to decide about with its sentence, in the order in which it was first found."""
    return in_sentences(evaluation, proposals_of(evaluation, actions))


def proposals_of(evaluation: Evaluation, actions: Actions = ACTIONS) -> list[Replacement]:
    """The same without sentences, which take a while where there are thousands."""
    with evaluation.store.reading() as connection:
        return proposed_replacements(connection, evaluation, actions)


def in_sentences(evaluation: Evaluation, proposals: Sequence[Replacement]) -> list[Candidate]:
    """These proposals, each in the sentence in which it first stands."""
    with evaluation.store.reading() as connection:
        every = {text: each.stand_in for each in everything(connection) for text in each.written}
        hiding = known_names(connection, evaluation.people, every)
        return [_in_sentence(connection, each, hiding) for each in proposals]


def proposed_replacements(
    connection: Connection, evaluation: Evaluation, actions: Actions
) -> list[Replacement]:
    """What is proposed, without what is a known name or is proposed as somebody's misspelt name."""
    covering = known_and_near_names(connection, evaluation.people)
    return [
        each
        for each in everything(connection)
        if actions[each.kind] == "propose"
        and (each.kind == "near name" or not is_covered(covering, each.written[0]))
    ]


def _in_sentence(connection: Connection, each: Replacement, hiding: Names) -> Candidate:
    f, t = found, tables.transcripts
    query = (
        select(t.c.text, f.c.start, f.c.text.label("word"))
        .join(f, f.c.transcript_id == t.c.id)
        .where(f.c.key == each.key)
        .order_by(t.c.source, f.c.start)
        .limit(1)
    )
    row = connection.execute(query).one()
    first = max(0, row.start - _AROUND)
    around = row.text[first : row.start + len(row.word) + _AROUND]
    word = row.start - first, row.start - first + len(row.word)
    start, end = _sentence(around, *word)
    spans = hiding.spans(around)
    before = _hidden(around, start, word[0], spans)
    return Candidate(each, before, row.word, _hidden(around, word[1], end, spans))


def _sentence(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the sentence around `text[first:last]` begins and ends; no word is cut in two."""
    start, end = max(0, first - _SENTENCE), min(len(text), last + _SENTENCE)
    start = text.find(" ", start, first) + 1 if start else 0
    ends = [match.end() for match in _ENDS.finditer(text, start, first)]
    close = _ENDS.search(text, last, end)
    if close:
        return (ends[-1] if ends else start), close.end()
    end = max(text.rfind(" ", last, end), last) if end < len(text) else end
    return (ends[-1] if ends else start), end


def _hidden(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """`text[start:end]` in one line, with what `spans` hide replaced also where it begins before."""
    parts, at = [], start
    for first, last, stand_in in spans:
        if last > start and first < end:
            parts += [text[at : max(first, at)], stand_in]
            at = min(last, end)
    return _WHITE.sub(" ", "".join([*parts, text[at:end]]))
