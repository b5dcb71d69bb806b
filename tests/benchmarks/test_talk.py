"""The figures about real talk, on four invented rows that can be counted by hand."""

import math
from typing import Any

import pytest
from fake_words import book, code
from fixed_coder import FixedCoder

from benchmarks import talk

BOOK = book(code("Heard"), code("Paid"), code("Access"))


def row(
    text: str, labels: str, directions: str = "", hard: str = "", document: str = "d"
) -> dict[str, str]:
    return {
        "text": text, "labels": labels, "directions": directions, "hard": hard, "document": document,
    }  # fmt: skip


ROWS = [
    row("They listened.", "heard", "positive"),
    row("They listened and paid.", "heard|paid", "positive|negative"),
    row("Paid, I think.", "paid", "positive", hard="h"),
    row("It rained.", ""),
]
ODDS = {
    "They listened.": [0.9, 0.1, 0.2],
    "They listened and paid.": [0.7, 0.3, 0.1],
    "Paid, I think.": [0.2, 0.1, 0.3],
    "It rained.": [0.1, 0.6, 0.2],
}


def test_codes_that_the_codebook_does_not_hold_are_left_out_of_the_table() -> None:
    rows = [row("a", "paid|other"), row("b", "")]
    assert talk.table_of(rows, ["heard", "paid"]).tolist() == [[False, True], [False, False]]


def test_what_is_likely_is_counted_against_what_the_reader_coded() -> None:
    figures = talk.figures(FixedCoder(BOOK, ODDS), ROWS)  # type: ignore[arg-type]
    assert figures == {
        "rows": 4,
        # Heard is found first and second; paid comes second, and last of equals, behind the rain.
        "map": pytest.approx((1 + (1 / 2 + 2 / 4) / 2) / 2),
        # Without the row over which the reader hesitated only heard is used twice.
        "map_sure": 1.0,
        "likely": 3,
        "likely_for_100": 75,
        "precision": pytest.approx(2 / 3),
        "recall": 2 / 4,
        "stated": pytest.approx((0.9 + 0.7 + 0.6) / 3),
        # Paid is the one code that could fit beside heard in the second row, and not in the third.
        "among_five": 3 / 4,
        # The ranks of the true codes: 1, 1, 2, 3.
        "rank": 1.5,
        "direction": 3 / 4,
    }


def test_where_nothing_is_likely_no_share_of_it_is_stated() -> None:
    odds = {text: [0.3, 0.2, 0.1] for text in ODDS}
    figures = talk.figures(FixedCoder(BOOK, odds), ROWS)  # type: ignore[arg-type]
    assert (figures["likely"], figures["recall"]) == (0, 0.0)
    assert math.isnan(figures["precision"])
    assert math.isnan(figures["stated"])


def test_no_document_is_both_decided_about_and_scored() -> None:
    rows = [row(f"{document} {n}", "", document=document) for document in "abcde" for n in range(4)]
    ways = talk.splits(rows, 10)
    assert len(ways) == talk.SPLITS
    for decided, scored in ways:
        assert len(decided) == 10
        assert len(scored) == 8
        assert not {r["document"] for r in decided} & {r["document"] for r in scored}
    assert len({tuple(r["text"] for r in decided) for decided, _ in ways}) > 1


def test_the_figures_after_decisions_are_means_that_leave_out_what_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [row(f"{n}", "", document=f"{n}") for n in range(60)]
    precisions = iter([0.2, math.nan, 0.4, 0.6, 0.8])

    def before(coder: object, scored: list[Any]) -> dict[str, float]:
        return {"rows": len(scored), "precision": 0.1}

    def after(decided: list[Any], scored: list[Any], cache: object) -> dict[str, float]:
        assert (len(decided), len(scored)) == (50, 10)
        return {"rows": len(scored), "precision": next(precisions)}

    monkeypatch.setattr(talk, "Coder", lambda codebook, cache: None)
    monkeypatch.setattr(talk, "figures", before)
    monkeypatch.setattr(talk, "after", after)
    # 60 rows are too few to decide about 100 of them.
    assert talk.measure(rows, None) == {  # type: ignore[arg-type]
        "0": {"rows": 60, "precision": 0.1},
        "50": {"rows": 10, "precision": pytest.approx(0.5)},
    }
