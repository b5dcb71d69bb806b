"""What is still to be found of each code, from what people finished on the page Review."""

from pathlib import Path

import pytest
from hub import hub, suggest
from reviewing import client, next_id

from coding import Evaluation
from coding.review.known.work import Work
from coding.review.lists.progress import first_finished, team_progress

AT = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    made = hub(tmp_path / "hub")
    first, second, *_ = made.excerpts()["excerpt_id"]
    suggest(
        made,
        (first, "voice", "positive", 0.81),
        (first, "trust", "mixed", 0.4),
        (second, "influence", "negative", 0.6),
    )
    return made


def key(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012}"


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def test_what_is_still_to_be_found_comes_from_what_chance_drew(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        page = browser.get("/review")
        for n in range(len(ids(evaluation))):
            id = next_id(page)
            if n < 2:
                browser.post(f"/review/{id}/say", {"key": key(100 + n), "code": "voice", "say": "accept:mixed"})  # fmt: skip
            page = browser.post(f"/review/{id}/next", {"key": key(n), "say": "next"})
        work = browser.http.app.state.desk.work  # type: ignore[attr-defined]
        shown = browser.get("/progress").text
    far = team_progress(work.now(), evaluation.codebook)
    count = len(ids(evaluation))
    assert (far.finished, far.of) == (count, count)
    assert far.by_chance == sum(row.drawn == "random" for row in first_finished(work.now().shelf, work.now().record)) > 0  # fmt: skip
    voice = {each.code.id: each.unseen for each in far.codes}["voice"]
    assert (voice.seen, voice.left, voice.highest, voice.too_little_read) == (2, 0, 0, False)
    assert "0, all are read" in shown and "too early to say" not in shown
    assert f"People have looked at <b>{count}</b> excerpts." in shown


def test_nothing_looked_at_leaves_everything_possible(evaluation: Evaluation) -> None:
    far = team_progress(Work(evaluation).now(), evaluation.codebook)
    count = len(ids(evaluation))
    assert (far.finished, far.by_chance) == (0, 0)
    assert {each.unseen.highest for each in far.codes} == {count}
    assert all(each.unseen.too_little_read for each in far.codes)
    assert not any(each.unseen.enough for each in far.codes)
    with client(evaluation.folder) as browser:
        page = browser.get("/progress").text
    assert (
        "Once people have looked at 20 more excerpts drawn by chance, this page says how much"
        in page
    )
    assert "<table" not in page and f"of {count}" not in page
