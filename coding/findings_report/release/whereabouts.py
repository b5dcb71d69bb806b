"""Why an excerpt that a finding names cannot be quoted: gone, moved, no consent, or refused."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import select

from coding.decisions.codings import not_to_be_quoted
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of excerpts by their ids.

    `moved` says under which id one is found now, "" where its words have been withdrawn; of
    `withheld` excerpts the speaker does not agree to analysis; `refused` should not be quoted.
    """

    moved: Mapping[str, str]
    withheld: AbstractSet[str]
    refused: AbstractSet[str]

    def why_gone(self, id: str) -> str:
        """Why there is no excerpt with this id that may be looked at, after its name."""
        if id in self.withheld:
            return "is of somebody who does not agree to have their words analysed"
        if id not in self.moved:
            return "is no excerpt of this evaluation, or is none any longer"
        if self.moved[id]:
            return f"has another id since somebody withdrew: {self.moved[id]}"
        return "has been withdrawn: its speaker is gone"

    def remedy(self, id: str) -> str:
        """What to do about it."""
        if self.moved.get(id) and id not in self.withheld:
            return "Write that one."
        return "Take it out, or choose another excerpt."

    def why_not(self, id: str) -> str:
        """Why the words of an excerpt that is there may not be quoted, after its name."""
        if id in self.refused:
            return "should not be quoted: somebody has said so"
        return "is of somebody who has not agreed to be quoted"


def whereabouts_of(evaluation: Evaluation) -> Whereabouts:
    """What the evaluation knows of its excerpts."""
    m, e = tables.moved_excerpts, tables.excerpts
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(m.c.former, m.c.excerpt_id)).all()
        withheld = connection.execute(select(e.c.id).where(~e.c.consent)).scalars().all()
    return Whereabouts(
        {row.former: row.excerpt_id for row in rows},
        frozenset(withheld),
        not_to_be_quoted(evaluation.remarks()),
    )
