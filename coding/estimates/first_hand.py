"""How many people each code may count, from what people have read first-hand so far.

Only first-hand excerpts count a person, so only they are looked at: of all excerpts that chance
drew, those among them are drawn by chance from them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import pandas as pd

from coding.decisions.labels import Array, Rule, team_labels
from coding.decisions.standing import last_remarks, without_undone
from coding.estimates.draws import Counts, Marks, from_all, random_draws
from coding.estimates.excerpts import posterior
from coding.estimates.people import people_estimate


@dataclass(frozen=True, slots=True)
class ReadOfCode:
    """How far people were read for one code: `unread` people have an excerpt that nobody has
    finished for it; `at_most` people may count, None where too little was read to say.
    """

    unread: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class FirstHand:
    """The first-hand excerpts (n,), by their `ids`: whose they are, their `labels` (n, c), what the program
    `expected` of them (n, c), and which (f,) were `finished`, in their order, some `by_chance`.
    """

    ids: Mapping[str, int]
    people: Sequence[str]
    labels: Array
    expected: Array
    finished: Counts
    by_chance: Marks

    def of_code(self, at: int, counted: frozenset[str]) -> ReadOfCode:
        """How far people were read for the code in this column, where these people count so far.

        Who has an excerpt about which people differ or are not sure may count.
        """
        labels = self.labels[:, at]
        undecided, doubtful = np.isnan(labels), labels < 0
        there = (labels == 1) | doubtful
        unread = Counter(compress(self.people, undecided.tolist()))
        doubted = set(compress(self.people, doubtful.tolist())) - counted
        others = [unread[person] for person in sorted(unread.keys() - counted - doubted)]
        # Who finished an excerpt before the code was there said nothing about it.
        draws = random_draws(
            there[self.finished],
            self.by_chance & ~undecided[self.finished].any(),
            len(labels),
        )
        missing = None
        if not draws.too_few:
            expected = float(self.expected[undecided, at].sum())
            missing = posterior(int(there.sum()), int(undecided.sum()), expected, draws)
        least = len(counted) + len(doubted)
        found = people_estimate(least, np.array(others, dtype=np.int64), least, missing)
        return ReadOfCode(len(unread), found.at_most)


def first_hand(
    excerpts: pd.DataFrame,
    suggestions: pd.DataFrame,
    decided: pd.DataFrame,
    remarked: pd.DataFrame,
    rule: Rule,
) -> FirstHand:
    """The first-hand part of these frames (see `coding.evaluation.frames`)."""
    ids = list(excerpts["excerpt_id"])
    finished = _first_finished(remarked, set(ids))
    by_chance = from_all(_drawn_from(finished), len(ids))
    own = excerpts[(excerpts["participant"] != "") & ~excerpts["second_hand"].astype(bool)]
    place = {id: row for row, id in enumerate(own["excerpt_id"])}
    counts = finished["excerpt_id"].isin(place.keys()).to_numpy()
    return FirstHand(
        ids=place,
        people=tuple(own["participant"]),
        labels=team_labels(list(place), rule, without_undone(decided), last_remarks(remarked)),
        expected=_expected(suggestions, place, rule.place),
        finished=np.array([place[id] for id in finished["excerpt_id"][counts]], dtype=np.int64),
        by_chance=by_chance[counts],
    )


def _first_finished(remarked: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    """For each excerpt that somebody has finished the first remark that says so, in their order."""
    last = last_remarks(remarked)
    done = set(last[last["kind"] == "finished"]["excerpt_id"]) & ids
    held = without_undone(remarked)
    said = held[(held["kind"] == "finished") & (held["value"] != "no")]
    return said[said["excerpt_id"].isin(done)].drop_duplicates("excerpt_id", keep="first")


def _drawn_from(finished: pd.DataFrame) -> Counts:
    """(f,): of how many each was drawn by chance, 0 where it was not."""
    chance = pd.to_numeric(finished["chance"]).to_numpy(dtype=np.float64, na_value=0.0)
    drawn = (finished["drawn"] == "random").to_numpy() & (chance > 0)
    return np.where(drawn, np.rint(1 / np.where(drawn, chance, 1)), 0).astype(np.int64)


def _expected(
    suggestions: pd.DataFrame, place: Mapping[str, int], column: Mapping[str, int]
) -> Array:
    """(n, c): the probabilities of what is suggested, 0 where nothing is."""
    known = suggestions["excerpt_id"].isin(place.keys()) & suggestions["code_id"].isin(
        column.keys()
    )
    held = suggestions[known]
    expected = np.zeros((len(place), len(column)))
    rows, columns = held["excerpt_id"].map(place), held["code_id"].map(column)
    expected[rows.to_numpy(np.int64), columns.to_numpy(np.int64)] = held["probability"].to_numpy()
    return expected
