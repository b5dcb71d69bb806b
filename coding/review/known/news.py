"""What learning changed while people review, in one sentence that each reviewer reads once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

import numpy as np

from coding.decisions.labels import Array
from coding.review.known.record import Record


@dataclass(slots=True)
class OrderNews:
    """`sentence` is "" where there is nothing to say; `seen` by these reviewers."""

    sentence: str = ""
    seen: set[str] = field(default_factory=set)

    def for_reader(self, reviewer: str) -> str:
        """The sentence, for a reviewer who has not had it yet."""
        if reviewer in self.seen:
            return ""
        self.seen.add(reviewer)
        return self.sentence


def latest_codes(record: Record, count: int) -> list[str]:
    """The ids of the codes that the last `count` decisions were about."""
    rows = (row for said in tuple(record.decisions.values()) for row in tuple(said))
    return [row.code_id for row in nlargest(count, rows, key=lambda row: row.number)]


def news_of(
    before: Array, after: Array, codes: Sequence[str], names: Mapping[str, str]
) -> OrderNews:
    """What probabilities (n, c) `before` and `after` learning from decisions about `codes` say of the order.

    Nothing, where no code puts the excerpts in another order.
    """
    if not codes or np.array_equal(_ranks(before), _ranks(after)):
        return OrderNews()
    count, (code, most) = len(codes), Counter(codes).most_common(1)[0]
    made = "1 decision" if count == 1 else f"{count:,} decisions"
    on = ""
    if 2 * most > count:
        share = "" if count == 1 else "all of them " if most == count else "most of them "
        on = f", {share}on {names.get(code, code)}"
    return OrderNews(f"The order of what is left has changed: {made}{on}.")


def _ranks(probabilities: Array) -> Array:
    return np.asarray(np.argsort(-probabilities, axis=0, kind="stable"))
