"""Counts as they were handed out last, for pages and files that may say no more than reports do.

They print what stands in a report already, so that nothing follows from them beside it. What was
not handed out is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.findings.disclosure.over_time import may_stand
from coding.findings.disclosure.small_numbers import (
    FEWER,
    LEAST_THRESHOLD,
    NOT_SHOWN,
    Figure,
    Key,
    least_shown,
)

BASES = ("suggestions", "codings")


@dataclass(frozen=True, slots=True)
class LastReports:
    """The counts of the last reports. `least` is the smallest count of people that is printed."""

    counts: Mapping[Key, PublishedCount]
    least: int

    def figure(self, *key: str) -> Figure:
        """A count as it stands in a report; "not shown" where it stands in none."""
        last = self.counts.get(key)
        if last is None or not may_stand(last, self.least):
            return Figure(None, NOT_SHOWN)
        return Figure(last.value, last.text)

    def names(self, kind: str) -> tuple[str, ...]:
        """The groups, or waves, that counts of this kind were handed out of, by name."""
        return tuple(sorted(key[1] for key in self.counts if key[0] == kind and len(key) == 2))

    def said_from(self, code_id: str) -> int:
        """From how many excerpts on it may be said how many a code has.

        They are of so many people at the most. Beside "fewer than 5" five tell nothing more; beside
        "most", or nothing, only as many as there are people.
        """
        figures = [
            self.figure(basis, "code", code_id)
            for basis in BASES
            if (basis, "code", code_id) in self.counts
        ]
        if all(figure.value is not None or figure.text.startswith(FEWER) for figure in figures):
            return self.least
        return max(self.least, self.counts["people",].count)

    def tells(self, code_ids: Iterable[str], *excerpts: int) -> bool:
        """Whether these counts of excerpts would tell how many people stand behind the codes."""
        most = max(map(self.said_from, code_ids), default=self.least)
        return any(0 < count < most for count in excerpts)


NOTHING = LastReports({}, LEAST_THRESHOLD)


def last_reports(evaluation: Evaluation) -> LastReports:
    """What the evaluation handed out so far."""
    with evaluation.store.reading() as connection:
        counts = published_counts(connection)
    return LastReports(counts, least_shown(evaluation.settings.disclosure.fewest_people))
