"""What could fit an excerpt, on the page Review: a list to choose from, which nothing counts."""

import re
from pathlib import Path

import pytest
from hub import could_fit, hub, suggest
from reviewing import client

from coding import Evaluation
from coding.evaluation.tables import assignments
from coding.review.known.work import Work
from coding.review.lists.progress import team_progress

FITTING = ("influence", "empathy", "trust", "attention", "equal-say")
KEY = "00000000-0000-4000-8000-{:012}"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    made = hub(tmp_path / "hub")
    first, *_ = made.excerpts()["excerpt_id"]
    suggest(made, (first, "voice", "", 0.81))
    could_fit(made, first, *FITTING)
    return made


def address(evaluation: Evaluation) -> str:
    return f"/review/{evaluation.excerpts()['excerpt_id'].iloc[0]}"


def listed(page: str) -> list[str]:
    return re.findall(r'aria-label="(Could fit, [^"]+)"', page)


def test_the_next_codes_stand_in_order_with_a_key_each(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        page = browser.get(address(evaluation)).text
    assert listed(page) == [
        "Could fit, 1 of 5: Influence on decisions, key 6",
        "Could fit, 2 of 5: Met with empathy, key 7",
        "Could fit, 3 of 5: Trust, key 8",
        "Could fit, 4 of 5: Listened to with attention, key 9",
        "Could fit, 5 of 5: Equal say, key 0",
    ]
    assert re.findall(r"\d+ %", page) == ["81 %"]


def test_where_keys_are_off_none_is_named(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        browser.http.cookies.set("heard_reader", "keys=off")
        page = browser.get(address(evaluation)).text
    assert listed(page)[0] == "Could fit, 1 of 5: Influence on decisions"


def test_a_code_that_is_taken_is_kept_as_one_that_a_person_added(evaluation: Evaluation) -> None:
    where, words = address(evaluation), ["code_id", "verdict", "direction", "source", "suggested"]
    with client(evaluation.folder) as browser:
        taken = {"key": KEY.format(1), "code": "empathy", "say": "accept"}
        page = browser.post(f"{where}/say", taken).text
        assert "Saved. Now say which direction it has." in page
        assert "Met with empathy. Accepted, without a direction." in page
        assert [name.split(":")[0] for name in listed(page)] == [
            f"Could fit, {place} of 5" for place in (1, 3, 4, 5)
        ]
        browser.post(f"{where}/say", {**taken, "key": KEY.format(2), "say": "accept:mixed"})
    kept = evaluation.decisions()[words].astype(object)
    assert [list(row) for row in kept.where(kept.notna(), None).itertuples(index=False)] == [
        ["empathy", "accept", "", "page", None],
        ["empathy", "accept", "mixed", "page", None],
    ]


def test_where_the_direction_is_not_sure_none_is_preselected(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        page = browser.get(address(evaluation)).text
    assert "Direction not sure: say which." in page
    assert 'data-key="a"' not in page and "as suggested" not in page


def test_nothing_of_it_is_shown_to_who_codes_blind(evaluation: Evaluation) -> None:
    first = address(evaluation).removeprefix("/review/")
    asked = {"excerpt_id": first, "reviewer": "AB", "blind": True, "reason": "share", "at": "2026"}
    with evaluation.store.writing() as connection:
        connection.execute(assignments.insert().values(asked))
    with client(evaluation.folder) as browser:
        assert listed(browser.get(address(evaluation)).text) == []


def test_it_counts_nowhere(evaluation: Evaluation, tmp_path: Path) -> None:
    without = hub(tmp_path / "without")
    suggest(without, (without.excerpts()["excerpt_id"].iloc[0], "voice", "", 0.81))
    one, two = Work(evaluation).now(), Work(without).now()
    assert one.shelf.could_fit(0) and not two.shelf.could_fit(0)
    assert (one.shelf.probabilities() == two.shelf.probabilities()).all()
    book = evaluation.codebook
    assert team_progress(one, book) == team_progress(two, book)
    with client(evaluation.folder) as here, client(without.folder) as there:
        assert here.get("/codes").text == there.get("/codes").text
