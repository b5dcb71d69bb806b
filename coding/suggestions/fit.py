"""Whether codebook and corpus fit: of a codebook about something else, next to nothing is likely."""

from dataclasses import dataclass

from sqlalchemy import func, select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation

# Of real talk about its subject a codebook finds something likely in about one excerpt in seven, of
# interviews about something else in one in two hundred. Fewer excerpts than `ENOUGH` say nothing.
LOWEST_SHARE = 0.02
ENOUGH = 50
# Once people have decided as often as the program learns from at a time, they know better.
FEW_DECISIONS = 20


@dataclass(frozen=True, slots=True)
class Fit:
    """How many `excerpts` may be read, how many `speak` clearly of a code, and how many decisions
    people have made.
    """

    excerpts: int
    speak: int
    decisions: int

    @property
    def doubt(self) -> str:
        """A sentence that asks whether it is the right codebook; "" where nothing speaks against it."""
        little = self.speak < LOWEST_SHARE * self.excerpts
        if self.excerpts < ENOUGH or not little or self.decisions >= FEW_DECISIONS:
            return ""
        some = f"{self.speak:,}" if self.speak else "None"
        speak = "speak" if self.speak > 1 else "speaks"
        return (
            f"{some} of {self.excerpts:,} excerpts {speak} clearly of any code: "
            "is it the right codebook?"
        )


def fit_of(evaluation: Evaluation) -> Fit:
    """The counts as they stand in the store."""
    e, s = tables.excerpts, tables.suggestions
    readable = select(e.c.id).where(e.c.consent)
    counts = (
        select(func.count()).select_from(e).where(e.c.consent),
        select(func.count(s.c.excerpt_id.distinct())).where(s.c.excerpt_id.in_(readable)),
        select(func.count()).select_from(tables.decisions),
    )
    with evaluation.store.reading() as connection:
        return Fit(*(int(connection.execute(count).scalar_one()) for count in counts))
