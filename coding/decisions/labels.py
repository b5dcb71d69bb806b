"""What people's words come to for each code of an excerpt: one rule for learning, queue and progress.

Who has finished an excerpt and said nothing of a code says that it is not there, unless the code
came later. What was settled outweighs the rest; "not sure" gives way to a clear word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from codebooks.codebook import Codebook
from coding.decisions.standing import together

Array = NDArray[np.float64]
# A row of decisions, of a frame or of the database: `code_id`, `verdict`, `reviewer`, `source`.
Word = Any

DIFFER, UNSURE = -1.0, -2.0
VALUES = {"accept": 1.0, "reject": 0.0, "disagreed": DIFFER, "not sure": UNSURE}


@dataclass(frozen=True, slots=True)
class Rule:
    """`place` is the column of each code; `asked` (c,) by codebook version which codes it held.

    Of a version that is not known, every code counts as asked.
    """

    place: Mapping[str, int]
    asked: Mapping[str, NDArray[np.bool_]]

    def of(self, words: Iterable[Word], finished: Mapping[str, str]) -> Array:
        """(c,): 1 there, 0 not there, DIFFER, UNSURE, or nan where nobody was asked.

        `words` are the decisions on one excerpt that hold, in their order; `finished` gives for each
        reviewer who has finished it the codebook version they did it with.
        """
        labels = np.full(len(self.place), np.nan)
        for version in finished.values():
            labels[self.asked.get(version, slice(None))] = 0.0
        for code, said in _by_code(words).items():
            at = self.place.get(code)
            if at is not None:
                labels[at] = VALUES[self._verdict(at, said, finished)]
        return labels

    def _verdict(self, at: int, said: list[Word], finished: Mapping[str, str]) -> str:
        """What the words on one code come to, with the silence of those who finished."""
        settled = [word.verdict for word in said if word.source == "settled"]
        if settled:
            return str(settled[-1])
        own = {word.reviewer: str(word.verdict) for word in said}
        silent = [
            "reject"
            for reviewer, version in finished.items()
            if reviewer not in own and (version not in self.asked or self.asked[version][at])
        ]
        return together((verdict, "") for verdict in (*own.values(), *silent))[0]


def _by_code(words: Iterable[Word]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        found.setdefault(word.code_id, []).append(word)
    return found


def rule(codes: Sequence[str], versions: Sequence[Codebook] = ()) -> Rule:
    """The rule for these codes (ids); `versions` are the codebooks that were published."""
    held = {book.version: {code.id for code in book.codes} for book in versions}
    return Rule(
        {code: at for at, code in enumerate(codes)},
        {version: np.array([c in ids for c in codes], bool) for version, ids in held.items()},
    )


def team_labels(
    excerpts: Sequence[str], rule: Rule, decided: pd.DataFrame, remarks: pd.DataFrame
) -> Array:
    """(n, c): the labels of these excerpts (ids), as `Rule.of` gives them; nan where nobody spoke.

    `decided` are the decisions that hold, `remarks` the last ones.
    """
    said: dict[str, list[Word]] = {}
    for word in decided.itertuples(index=False):
        said.setdefault(str(word.excerpt_id), []).append(word)
    finished: dict[str, dict[str, str]] = {}
    done = remarks[remarks["kind"] == "finished"][["excerpt_id", "reviewer", "codebook_version"]]
    for excerpt, reviewer, version in done.itertuples(index=False, name=None):
        finished.setdefault(excerpt, {})[reviewer] = version
    labels = np.full((len(excerpts), len(rule.place)), np.nan)
    for row, id in enumerate(excerpts):
        if id in said or id in finished:
            labels[row] = rule.of(said.get(id, ()), finished.get(id, {}))
    return labels


def clear(labels: Array) -> Array:
    """The labels to learn from: nan where people differ or are not sure."""
    return np.where(labels < 0, np.nan, labels)
