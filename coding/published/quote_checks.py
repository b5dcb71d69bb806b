"""Whether a quote may stand: what people of the team say, and what its speaker says."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import select

from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.release_tables import quote_checks

QuoteVerdict = Literal["may stand", "leave out"]
MAY_STAND: QuoteVerdict = "may stand"
LEAVE_OUT: QuoteVerdict = "leave out"
QUOTE_VERDICTS: tuple[QuoteVerdict, ...] = (MAY_STAND, LEAVE_OUT)


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What somebody says about a quote, whose words as they were shown have the hash `words`.

    `own` where its speaker says it; then `by` is "".
    """

    excerpt_id: str
    words: str
    verdict: QuoteVerdict
    own: bool
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class QuoteChecks:
    """The last word of the team on each quote, and of each speaker, by the excerpt's id."""

    team: Mapping[str, QuoteCheck]
    own: Mapping[str, QuoteCheck]

    @property
    def refused(self) -> frozenset[str]:
        """The excerpts that are not to be quoted: one no is enough."""
        every = (*self.team.values(), *self.own.values())
        return frozenset(each.excerpt_id for each in every if each.verdict == LEAVE_OUT)

    @property
    def agreed(self) -> frozenset[str]:
        """The excerpts whose speaker has read them and lets them stand."""
        return frozenset(id for id, each in self.own.items() if each.verdict == MAY_STAND)

    def may_stand(self, excerpt_id: str, words: str) -> bool:
        """Whether somebody of the team has let the quote stand in exactly these words."""
        last = self.team.get(excerpt_id)
        return last is not None and (last.verdict, last.words) == (MAY_STAND, words)


def checks_of(evaluation: Evaluation) -> QuoteChecks:
    """What stands of everything that was said about quotes."""
    c = quote_checks.c
    query = select(c.excerpt_id, c.words, c.verdict, c.own, c.by, c.at).order_by(c.number)
    team: dict[str, QuoteCheck] = {}
    own: dict[str, QuoteCheck] = {}
    with evaluation.store.reading() as connection:
        for row in connection.execute(query).mappings():
            check = QuoteCheck(**row)
            (own if check.own else team)[check.excerpt_id] = check
    return QuoteChecks(team, own)


def keep_checks(evaluation: Evaluation, said: Iterable[QuoteCheck]) -> int:
    """Keep what is new of it; how many that are."""
    before = checks_of(evaluation)
    new = [each for each in said if _is_news(each, before)]
    with evaluation.store.writing() as connection:
        insert(connection, quote_checks, [asdict(each) for each in new])
    return len(new)


def _is_news(check: QuoteCheck, before: QuoteChecks) -> bool:
    last = (before.own if check.own else before.team).get(check.excerpt_id)
    return last is None or (last.words, last.verdict) != (check.words, check.verdict)
