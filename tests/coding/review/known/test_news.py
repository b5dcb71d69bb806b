"""What learning changed is said once to each reviewer, and only where it changed something."""

import numpy as np
import pytest

from coding.review.known.news import OrderNews, news_of

NAMES = {"voice": "Equal say", "show": "There for show"}
BEFORE = np.array([[0.9, 0.1], [0.5, 0.2], [0.1, 0.3]])
AFTER = np.array([[0.2, 0.1], [0.5, 0.2], [0.1, 0.3]])
CHANGED = "The order of what is left has changed: "


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], ""),
        (["voice"], f"{CHANGED}1 decision, on Equal say."),
        (["voice"] * 20, f"{CHANGED}20 decisions, all of them on Equal say."),
        (["voice"] * 11 + ["show"] * 9, f"{CHANGED}20 decisions, most of them on Equal say."),
        (["voice"] * 10 + ["show"] * 10, f"{CHANGED}20 decisions."),
        (["gone"] * 20, f"{CHANGED}20 decisions, all of them on gone."),
    ],
)
def test_the_sentence_says_how_many_and_on_what(codes: list[str], expected: str) -> None:
    assert news_of(BEFORE, AFTER, codes, NAMES).sentence == expected


@pytest.mark.parametrize("after", [BEFORE, BEFORE / 2, BEFORE**2])
def test_the_same_order_is_no_news(after: np.ndarray) -> None:
    assert news_of(BEFORE, after, ["voice"] * 20, NAMES) == OrderNews()


def test_nothing_left_is_no_news() -> None:
    nothing = np.zeros((0, 2))
    assert news_of(nothing, nothing, ["voice"] * 20, NAMES) == OrderNews()


def test_each_reviewer_has_it_once() -> None:
    news = OrderNews("It changed.")
    assert [news.for_reader(who) for who in ("AB", "AB", "CD", "CD")] == [
        "It changed.", "", "It changed.", ""
    ]  # fmt: skip
