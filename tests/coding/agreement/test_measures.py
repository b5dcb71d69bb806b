"""Measures of agreement against published worked examples, and against scikit-learn."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from coding.agreement.intervals import (
    ALL_THE_SAME,
    NO_SPREAD,
    NOTHING,
    ONE_CONSTANT,
    TOO_FEW,
    Estimate,
    Sample,
)
from coding.agreement.measures import MISSING, Measure, Ratings, coefficient


def raters(*rows: str) -> Ratings:
    """Ratings (units, raters) from one text a rater: a digit or letter a unit, a dot for none."""
    values = sorted(set("".join(rows)) - {"."})
    place = {".": MISSING, **{value: at for at, value in enumerate(values)}}
    return np.array([[place[char] for char in row] for row in rows], dtype=np.int8).T


def table(*rows: tuple[int, ...]) -> Ratings:
    """Ratings from a table of counts: the first rater's categories down, the second's across."""
    cells = ((a, b, n) for a, row in enumerate(rows) for b, n in enumerate(row))
    return np.array([[a, b] for a, b, n in cells for _ in range(n)], dtype=np.int8)


def subjects(text: str) -> Ratings:
    """Ratings from one line a subject: how many raters chose each category."""
    lines = [[int(n) for n in line.split()] for line in text.strip().splitlines()]
    chosen = [list(chain.from_iterable([q] * n for q, n in enumerate(line))) for line in lines]
    return np.array(chosen, dtype=np.int8)


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A, B and C.
TWO_YES_NO = raters("0100000010", "1110010000")
TWO_NOMINAL = raters("aabbdcccedda", "babbbccceddd")
FOUR_WITH_GAPS = raters("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

# Fleiss (1971), table 1: 30 patients, 6 psychiatrists, 5 diagnoses.
PATIENTS = subjects("""
0 0 0 6 0
0 3 0 0 3
0 1 4 0 1
0 0 0 0 6
0 3 0 3 0
2 0 4 0 0
0 0 4 0 2
2 0 3 1 0
2 0 0 4 0
0 0 0 0 6
1 0 0 5 0
1 1 0 4 0
0 3 3 0 0
1 0 0 5 0
0 2 0 3 1
0 0 5 0 1
3 0 0 1 2
5 1 0 0 0
0 2 0 4 0
1 0 2 0 3
0 0 0 0 6
0 1 0 5 0
0 2 0 1 3
2 0 0 4 0
1 0 0 4 1
0 5 0 1 0
4 0 0 0 2
0 2 0 4 0
1 0 5 0 0
0 0 0 0 6
""")

# The worked example of Wikipedia's article on Fleiss' kappa: 10 subjects, 14 raters.
FOURTEEN = subjects("""
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
""")


@pytest.mark.parametrize(
    ("ratings", "categories", "measure", "published"),
    [
        (TWO_YES_NO, 2, "krippendorff", 0.095),
        (TWO_NOMINAL, 5, "krippendorff", 0.692),
        (FOUR_WITH_GAPS, 5, "krippendorff", 0.743),
        # Gwet's irrCAC, which documents these for the same four raters (cac.raw4raters).
        (FOUR_WITH_GAPS, 5, "gwet", 0.77544),
        (FOUR_WITH_GAPS, 5, "fleiss", 0.76117),
        (FOUR_WITH_GAPS, 5, "share agreed", 0.81818),
        (PATIENTS, 5, "fleiss", 0.430),
        (FOURTEEN, 5, "fleiss", 0.210),
        # Wikipedia, Cohen's kappa: 50 grant applications, and two tables with the same agreement.
        (table((20, 5), (10, 15)), 2, "cohen", 0.40),
        (table((45, 15), (25, 15)), 2, "cohen", 0.1304),
        (table((25, 35), (5, 35)), 2, "cohen", 0.2593),
        # Gwet (2002), Kappa Statistic is not Satisfactory: the paradox that AC1 is for.
        (table((118, 5), (2, 0)), 2, "share agreed", 0.944),
        (table((118, 5), (2, 0)), 2, "cohen", -0.0234),
        (table((118, 5), (2, 0)), 2, "gwet", 0.9408),
    ],
)
def test_published_examples(
    ratings: Ratings, categories: int, measure: Measure, published: float
) -> None:
    places = len(str(published).split(".")[1])
    assert coefficient(ratings, categories, measure) == pytest.approx(
        published, abs=0.5 * 10**-places + 1e-9
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_cohens_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    ours = coefficient(np.array(pairs, dtype=np.int8), 4, "cohen")
    if len({*first, *second}) == 1:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(cohen_kappa_score(first, second, labels=range(4)))


MEASURES: tuple[Measure, ...] = ("cohen", "fleiss", "krippendorff", "gwet")


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("rows", [("", ""), ("0", "."), ("0.", ".1"), ("000", "000")])
def test_what_is_not_defined_is_neither_0_nor_1(rows: tuple[str, str], measure: Measure) -> None:
    assert np.isnan(coefficient(raters(*rows).reshape(-1, 2), 2, measure))


def one(*rows: str) -> Sample:
    return Sample(raters(*rows).reshape(-1, 1, len(rows)), 2)


@pytest.mark.parametrize(
    ("rows", "measure", "expected"),
    [
        (("", ""), "share agreed", Estimate(None, note=NOTHING)),
        (("0.", ".1"), "gwet", Estimate(None, note=NOTHING)),
        (("0000", "0000"), "gwet", Estimate(None, note=ALL_THE_SAME)),
        # Wilson (1927): 4 of 4 is not sure to be 4 of 4 next time.
        (("0000", "0000"), "share agreed", Estimate(1.0, 0.510109, 1.0)),
        (("01" * 20, "01" * 20), "cohen", Estimate(1.0, note=NO_SPREAD)),
        (("0" * 39 + "1", "0" * 39 + "1"), "cohen", Estimate(1.0, note=TOO_FEW)),
    ],
)
def test_where_an_interval_cannot_be_had_the_reason_stands(
    rows: tuple[str, str], measure: Measure, expected: Estimate
) -> None:
    assert one(*rows).by_question(measure) == [expected]


def test_kappa_is_0_and_says_why_where_one_rater_never_changes() -> None:
    found = one("0" * 20, "0" * 15 + "1" * 5).by_question("cohen")[0]
    assert (found.value, found.note) == (0.0, ONE_CONSTANT)


def test_an_interval_holds_the_value_and_is_about_as_wide_as_the_published_variance_says() -> None:
    # Fleiss, Cohen and Everitt (1969): the large-sample error of this kappa is 0.0887.
    ratings = table((45, 15), (10, 30))[:, None, :]
    found = Sample(ratings, 2).by_question("cohen")[0]
    assert found.value is not None and found.low is not None and found.high is not None
    assert found.low < found.value < found.high
    oracle = _error_of_kappa(np.array([[45, 15], [10, 30]]) / 100) / 10
    assert (found.high - found.low) / (2 * 1.96) == pytest.approx(oracle, rel=0.1)


def _error_of_kappa(p: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float:
    """The standard error times the root of n: Fleiss, Cohen, Everitt (1969), formula 13."""
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    seen, chance = np.trace(p), float(rows @ columns)
    kappa = (seen - chance) / (1 - chance)
    a = sum(p[i, i] * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2 for i in range(2))
    b = (1 - kappa) ** 2 * sum(
        p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(2) for j in range(2) if i != j
    )
    c = (kappa - chance * (1 - kappa)) ** 2
    return float(np.sqrt(a + b - c) / (1 - chance))


def test_the_codes_together_are_pooled_over_those_that_somebody_used() -> None:
    """De Vries et al. (2008): mean observed and mean expected agreement, not the mean of kappas."""
    first = table((45, 15), (25, 15))
    second = table((25, 35), (5, 35))
    nobody = np.zeros_like(first)
    found = Sample(np.stack([first, second, nobody], axis=1), 2).overall("cohen")
    assert found.value == pytest.approx(1 - (0.4 + 0.4) / ((1 - 0.54) + (1 - 0.46)), abs=1e-6)
