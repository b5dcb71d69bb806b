"""The page Today: a sitting of so many excerpts, and what it changed."""

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from hub import hub, suggest
from reviewing import Client, client, next_id
from sqlalchemy import insert

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append
from coding.evaluation.settings import FILE
from coding.evaluation.tables import assignments
from coding.review.known.work import Work
from coding.review.lists.sitting import finished_on
from coding.review.look.clock import this_moment

MANY = "".join(
    f"{who}: This is the {n}th thing of which we talked that day.\n\n"
    for n in range(12)
    for who in ("Ned Barrow", "Ada Quill")
)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Twenty-four excerpts; in every fourth something is likely. A sitting is four of them."""
    made = hub(tmp_path / "hub", MANY)
    settings = (tmp_path / "hub" / FILE).read_text()
    (tmp_path / "hub" / FILE).write_text(settings.replace("sitting = 10", "sitting = 4"))
    ids = list(made.excerpts()["excerpt_id"])
    suggest(made, *[(id, "voice", "positive", 0.8) for id in ids[::4]])
    return Evaluation.open(made.folder)


def key(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012}"


def text_of(page: str) -> str:
    main = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition(">")[2])
    return unescape(" ".join(main.split())).replace(" ,", ",").replace(" .", ".")


def finish(browser: Client, id: str, n: int) -> str:
    """Finish an excerpt; the address to which that leads."""
    return str(browser.post(f"/review/{id}/next", {"key": key(n), "say": "next"}).url.path)


def test_today_says_how_many_and_what_they_will_change(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        assert browser.get("/").url.path == "/today"
        page = text_of(browser.get("/today").text)
    assert "Yours today: four excerpts" in page
    assert "of them the program thinks that it knows what is said" in page
    assert "drawn by chance, to find what was missed" in page
    assert "0 of" not in page


def test_a_sitting_ends_with_thanks_and_what_it_changed(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        known = browser.http.app.state.desk.work  # type: ignore[attr-defined]
        first = next_id(browser.get("/review"))
        assert known.now().shelf.suggested(known.now().shelf.row[first])
        browser.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": "reject"})
        browser.post(f"/review/{first}/say", {"key": key(2), "code": "trust", "say": "accept:mixed"})  # fmt: skip
        place, ids = finish(browser, first, 3), [first]
        while place != "/today":
            ids.append(next_id(browser.get("/review")))
            place = finish(browser, ids[-1], 10 + len(ids))
        assert len(ids) == 4
        thanks = text_of(browser.get("/today").text)
        again = finish(browser, next_id(browser.get("/review")), 90)
        after = text_of(browser.get("/today").text)
    trust = evaluation.codebook.code("trust").name
    assert "Thank you You have looked at four excerpts. This is what you changed:" in thanks
    assert f"You found {trust}. It now stands as found by people, not by the program." in thanks
    assert f"You are the first to find {trust}." in thanks
    assert "In one excerpt you found what the program had missed." in thanks
    assert "You turned down one of the program's ideas." in thanks
    assert "In three excerpts you found nothing." in thanks
    assert again != "/today"
    assert "You have done one. Three to go." in after


def test_who_was_not_the_first_is_not_called_so(evaluation: Evaluation) -> None:
    ids = list(evaluation.excerpts()["excerpt_id"])
    version, now = evaluation.codebook.version, this_moment()
    append(evaluation.store, Decision("d0", ids[9], "trust", "accept", "mixed", "CD", now, version))
    append(evaluation.store, Decision("d1", ids[1], "trust", "accept", "mixed", "AB", now, version))
    for n in range(4):
        append(evaluation.store, Remark(f"r{n}", ids[n], "finished", "", "AB", now, version))
    with client(evaluation.folder) as browser:
        page = text_of(browser.get("/today").text)
    assert "You found Trust" in page and "You are the first" not in page


def test_what_is_taken_back_or_of_another_day_is_not_of_today(evaluation: Evaluation) -> None:
    ids, version, now = list(evaluation.excerpts()["excerpt_id"]), "1.0", this_moment()
    for n, (value, at) in enumerate([("", "2026-03-02T10:00:00+00:00"), ("", now), ("", now), ("no", now)]):  # fmt: skip
        append(evaluation.store, Remark(f"r{n}", ids[min(n, 2)], "finished", value, "AB", at, version))  # fmt: skip
    record = Work(evaluation).now().record
    today = datetime.now(UTC).astimezone().date()
    assert finished_on(record, "AB", today) == [ids[1]]
    assert finished_on(record, "CD", today) == finished_on(record, "AB", date(2020, 1, 1)) == []


# --- several at once ------------------------------------------------------------------------------


def several(browser: Client) -> tuple[str, list[str]]:
    """Finish what has something likely; the page of those that have not, and their ids."""
    page = browser.get("/review")
    for n in range(9):
        if page.url.path == "/review/several":
            break
        page = browser.post(f"/review/{next_id(page)}/next", {"key": key(n), "say": "next"})
    return page.text, re.findall(r'name="excerpt" value="([^"]+)"', page.text)


def test_one_press_says_of_several_that_nothing_is_there_and_one_undo_takes_it_back(
    evaluation: Evaluation,
) -> None:
    with client(evaluation.folder) as browser:
        _, ids = several(browser)
        assert 2 <= len(ids) <= 10
        before = len(evaluation.remarks())
        fields = {"key": key(50), "excerpt": ids}
        after = browser.post("/review/several", fields)  # type: ignore[arg-type]
        browser.post("/review/several", fields)  # type: ignore[arg-type]
        kept = evaluation.remarks().iloc[before:]
        assert list(kept["excerpt_id"]) == ids and set(kept["kind"]) == {"finished"}
        assert set(kept["drawn"]) <= {"random", "spread", "uncertain", "likely"}
        last = re.search(r'name="last" value="([^"]+)"', after.text)
        assert last and ".several." in last[1]
        browser.post(f"/review/{ids[-1]}/undo", {"last": last[1]})
        record = browser.http.app.state.desk.work.now().record  # type: ignore[attr-defined]
        assert not record.finished["AB"] & set(ids)


def test_what_is_ticked_is_not_finished_and_comes_next(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        _, ids = several(browser)
        before = len(evaluation.remarks())
        told = {"key": key(50), "excerpt": ids, "something": ids[-1]}
        page = browser.post("/review/several", told)  # type: ignore[arg-type]
        if page.url.path == "/today":
            page = browser.get("/review")
    assert page.url.path == f"/review/{ids[-1]}"
    assert list(evaluation.remarks().iloc[before:]["excerpt_id"]) == ids[:-1]


@pytest.mark.parametrize(
    "fields", [{"key": "", "excerpt": "nothing"}, {"key": key(1), "excerpt": "nothing"}]
)
def test_what_is_no_form_of_ours_keeps_nothing(
    evaluation: Evaluation, fields: dict[str, str]
) -> None:
    with client(evaluation.folder) as browser:
        assert browser.post("/review/several", fields).status_code == 409
    assert evaluation.remarks().empty


def test_what_is_coded_blind_is_never_among_several(evaluation: Evaluation) -> None:
    rows = [
        {"excerpt_id": id, "reviewer": "AB", "blind": True, "reason": "share", "at": this_moment()}
        for id in evaluation.excerpts()["excerpt_id"]
    ]
    with evaluation.store.writing() as connection:
        connection.execute(insert(assignments), rows)
    with client(evaluation.folder) as browser:
        assert browser.get("/review").url.path != "/review/several"
        assert browser.get("/review/several").url.path != "/review/several"
        page = text_of(browser.get("/today").text)
    assert "the program thinks" not in page and "by chance" not in page
