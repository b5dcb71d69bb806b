"""The page Codes: what a filter finds, what is counted, and acting on a whole list at once."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from reviewing import Client, client
from sqlalchemy import delete, update

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.evaluation import tables
from coding.review.known.work import Work
from coding.review.lists.listing import Finder, ListFilter, status_of


@pytest.fixture
def folder(told_story: Path, tmp_path: Path) -> Path:
    copytree(told_story, tmp_path / "e")
    return tmp_path / "e"


@pytest.fixture
def browser(folder: Path) -> Iterator[Client]:
    with client(folder, "RW") as found:
        yield found


def said(excerpt: str, code: str, verdict: str, reviewer: str, direction: str = "") -> Decision:
    return Decision(
        f"{reviewer}-{excerpt}-{code}",
        excerpt,
        code,
        verdict,  # type: ignore[arg-type]
        direction,  # type: ignore[arg-type]
        reviewer,
        "2026-01-05T10:00:00+00:00",
        "1.0",
    )


def finder(folder: Path, hidden: frozenset[str] = frozenset()) -> Finder:
    work = Work(Evaluation.open(folder))
    return Finder(work.now(), work.evaluation.codebook, hidden)


def ids(found: Finder, **wanted: str) -> list[str]:
    asked = ListFilter(**wanted)
    return [found.found(row).excerpt.id for row in found.rows(asked)]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], "open"),
        (["not sure"], "not sure"),
        (["accept"], "accept"),
        (["accept", "not sure"], "accept"),
        (["reject", "reject"], "reject"),
        (["accept", "reject"], "disagreed"),
        (["accept", "reject", "not sure"], "disagreed"),
    ],
)
def test_what_several_reviewers_come_to(verdicts: list[str], expected: str) -> None:
    assert status_of(verdicts) == expected


def test_a_filter_finds_what_a_count_by_hand_finds(folder: Path) -> None:
    evaluation = Evaluation.open(folder)
    frame, suggested = evaluation.excerpts(), evaluation.suggestions()
    texts = dict(zip(frame["excerpt_id"], frame["text"], strict=True))
    order = list(frame["excerpt_id"])
    own = suggested[suggested["code_id"] == "listened"]
    wanted = [id for id in order if id in set(own["excerpt_id"])]
    found = finder(folder)
    assert ids(found) == order
    assert ids(found, code="listened") == wanted
    assert ids(found, code="listened", status="accept") == []
    assert ids(found, code="nothing of the kind") == []
    positive = set(own[own["direction"] == "positive"]["excerpt_id"])
    assert ids(found, code="listened", direction="positive") == [i for i in wanted if i in positive]
    assert ids(found, words="THE letter") == [
        id for id in order if all(word in texts[id].casefold() for word in ("the", "letter"))
    ]
    for column in ("group", "wave"):
        for value in set(frame[column]) - {""}:
            expected = list(frame[frame[column] == value]["excerpt_id"])
            assert ids(found, **{column: value}) == expected
    theme = {"listened", "information"}
    heard = set(suggested[suggested["code_id"].isin(theme)]["excerpt_id"])
    assert ids(found, theme="heard") == [id for id in order if id in heard]


def test_what_people_said_counts_instead_of_what_is_suggested(folder: Path) -> None:
    evaluation = Evaluation.open(folder)
    suggested = evaluation.suggestions()
    first, second, third = suggested[suggested["code_id"] == "listened"]["excerpt_id"].iloc[:3]
    append_all(
        evaluation.store,
        [
            said(first, "listened", "accept", "RW", "negative"),
            said(second, "listened", "accept", "RW", "positive"),
            said(second, "listened", "reject", "AB"),
            said(third, "travel", "accept", "AB", "mixed"),
        ],
    )
    found = finder(folder)
    assert ids(found, code="listened", status="accept") == [first]
    assert ids(found, code="listened", status="accept", direction="positive") == []
    assert ids(found, code="listened", status="disagreed") == [second]
    assert set(ids(found, reviewer="AB")) == {second, third}
    assert third in ids(found, code="listened", status="open")
    assert third in ids(found, code="travel", direction="mixed")
    counts = found.counts()["listened"]
    assert counts["open"] == len(suggested[suggested["code_id"] == "listened"]) - 2
    assert {key: counts[key] for key in ("accept", "accept negative", "disagreed")} == {
        "accept": 1, "accept negative": 1, "disagreed": 1,
    }  # fmt: skip
    hiding = finder(folder, frozenset([first, second]))
    assert ids(hiding, status="accept", code="listened") == []
    assert "accept" not in hiding.counts()["listened"]


def test_each_code_says_how_far_the_program_can_be_trusted_with_it(
    folder: Path, browser: Client
) -> None:
    assert "not known yet" not in browser.get("/codes").text
    evaluation = Evaluation.open(folder)
    ready = tables.readiness
    with evaluation.store.writing() as connection:
        connection.execute(delete(ready).where(ready.c.code_id == "travel"))
        connection.execute(update(ready).where(ready.c.code_id == "listened").values(state="ready"))
    page = browser.get("/codes").text
    assert (page.count("<td>not known yet</td>"), page.count("<td>ready</td>")) == (1, 1)
    assert "<td>learning (0 of 10)</td>" in page


def fields_of(page: str) -> dict[str, str]:
    form = page[page.index('action="/codes/act"') :]
    return dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))


def test_a_whole_list_is_counted_confirmed_and_kept_once(folder: Path, browser: Client) -> None:
    before = ids(finder(folder), code="listened", status="open")
    asked = {"code": "listened", "status": "open", "act": "accept:same"}
    page = browser.post("/codes/ask", asked).text
    assert f"save {len(before)} decisions" in page
    evaluation = Evaluation.open(folder)
    assert len(evaluation.decisions()) == 0
    fields = fields_of(page)
    assert "Saved." in browser.post("/codes/act", fields).text
    assert "Saved." in browser.post("/codes/act", fields).text
    kept = evaluation.decisions()
    assert sorted(kept["excerpt_id"]) == sorted(before)
    assert set(kept["source"]) == {"bulk"}
    assert set(kept["reviewer"]) == {"RW"}
    way = {
        (row.excerpt_id, row.code_id): row.direction
        for row in evaluation.suggestions().itertuples()
    }
    assert [way[e, "listened"] for e in kept["excerpt_id"]] == list(kept["direction"])


def test_a_list_that_has_changed_since_it_was_counted_is_left_alone(
    folder: Path, browser: Client
) -> None:
    fields = fields_of(
        browser.post("/codes/ask", {"code": "travel", "status": "open", "act": "reject"}).text
    )
    evaluation = Evaluation.open(folder)
    first = ids(finder(folder), code="travel", status="open")[0]
    append_all(evaluation.store, [said(first, "travel", "accept", "AB", "mixed")])
    assert "Not saved" in browser.post("/codes/act", fields).text
    assert len(evaluation.decisions()) == 1


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/codes/ask", {"act": "accept:sideways"}),
        ("/codes/ask", {"code": ""}),
        ("/codes/act", {"key": "x"}),
        ("/codes/act", {"act": "undo"}),
        ("/codes/act", {"code": "unknown"}),
    ],
)
def test_what_is_no_form_of_ours_keeps_nothing(
    folder: Path, browser: Client, path: str, change: dict[str, str]
) -> None:
    asked = {"code": "travel", "status": "open", "act": "reject"}
    fields = fields_of(browser.post("/codes/ask", asked).text) if path.endswith("act") else asked
    assert browser.post(path, {**fields, **change}).status_code == 409
    assert len(Evaluation.open(folder).decisions()) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/codes", "/codes/list", "/codes/list?page=999999", "/codes/list?page=-1", "/codes/list?page=x",
        "/codes/list?code=listened&status=open", "/codes/list?words=%3Cscript%3E", "/codes/sides?code=listened",
        "/codes/sides?code=unknown", "/codes/list?code=%27%29%3B%20drop%20table",
    ],
)  # fmt: skip
def test_every_address_is_answered(browser: Client, path: str) -> None:
    page = browser.get(path)
    assert page.status_code == 200
    assert "<script>" not in page.text
